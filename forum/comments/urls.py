"""The addresses of comments, discussions and the documents that bind readers."""

from django.urls import path, re_path

from forum.comments import feeds, views

app_name = "comments"

urlpatterns = [
    path("c/<int:pk>/", views.comment, name="comment"),
    path("c/<int:pk>/reply/", views.reply, name="reply"),
    path("c/<int:pk>/report/", views.report, name="report"),
    path("c/<int:pk>/thread/", views.thread, name="thread"),
    path("discussions/<int:pk>/comments/", views.write, name="write"),
    path("discussions/<int:pk>/news/", views.news, name="news"),
    path("discussions/<int:pk>/feed/", feeds.DiscussionFeed(), name="feed"),
    path("receipts/", views.receipts, name="receipts"),
    path("receipts/<str:token>/", views.receipt, name="receipt"),
    path("receipts/<str:token>/warning/", views.acknowledgement, name="acknowledgement"),
    re_path(r"^(?P<kind>terms|privacy|rules)/$", views.document, name="document"),
    re_path(
        r"^(?P<kind>terms|privacy|rules)/(?P<version>[1-9]\d{0,8})/$",
        views.document,
        name="document",
    ),
]
