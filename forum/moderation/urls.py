"""The addresses of the public pages about moderation."""

from django.urls import path

from forum.moderation import views

app_name = "moderation"

urlpatterns = [
    path("how-we-moderate/", views.how_we_moderate, name="openness"),
    path("write-to-us/", views.write_to_us, name="letter"),
]
