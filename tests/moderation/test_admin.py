"""What a moderator does in the admin, through the client, and what nobody can do there."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.comments.models import Comment, Discussion, Document, Policy
from forum.comments.rules import BY_CODE
from forum.moderation import decisions
from forum.moderation.models import Batch, Decision
from tests import make
from tests.moderation.answers import said, text_of

Status = Comment.Status

COMMENTS = reverse("admin:comments_comment_changelist")
DISCUSSIONS = reverse("admin:comments_discussion_changelist")
DOCUMENTS = reverse("admin:comments_document_changelist")
POLICY = reverse("admin:comments_policy_changelist")
DECISIONS = reverse("admin:moderation_decision_changelist")


@pytest.fixture
def milo(db):
    """A moderator with the rights a moderator needs, and no other."""
    rights = [
        "comments.moderate_comment",
        "comments.view_discussion",
        "comments.change_discussion",
        "moderation.view_decision",
    ]
    return make.staff("milo", *rights)


def detail(comment) -> str:
    return reverse("admin:comments_comment_change", args=[comment.pk])


def desk_page(comment) -> str:
    return reverse("admin:desk_comment", args=[comment.pk])


def act(client, url, action, *chosen, reason=""):
    data = {"action": action, "_selected_action": [one.pk for one in chosen], "reason": reason}
    return client.post(url, data, follow=True)


# Comments: the list ----------------------------------------------------------------------------


def test_the_list_shows_who_said_what_where_and_why_it_waits(desk):
    place = make.discussion(title="A lamp in the window")
    held = make.comment(place, by=make.guest("Nell"), body="Lamps, " * 40, status="held")
    for rule in ("links", "gone_rule"):
        held.findings.create(rule=rule, evidence={"links": 3, "hosts": []})

    page = text_of(desk.get(COMMENTS))

    assert "Lamps, Lamps" in page
    assert "Lamps, " * 40 not in page
    assert "A lamp in the window" in page
    assert "nell@example.org" in page
    assert "waiting for a moderator" in page
    assert str(BY_CODE["links"].label) in page
    assert "gone_rule" in page


def test_what_a_reader_typed_is_shown_as_text(desk):
    comment = make.comment(by=make.guest("<b>Nell</b>"), body="<script>alert(1)</script>")

    for page in (text_of(desk.get(url)) for url in (COMMENTS, desk_page(comment))):
        assert "<script>alert(1)" not in page
        assert "&lt;b&gt;Nell" in page


def test_the_newest_stand_first_and_what_waits_can_be_had_alone(desk):
    held = make.comment(status="held")
    newest = make.comment()

    everything = desk.get(COMMENTS).context["cl"]
    waiting = desk.get(COMMENTS, {"status": "held"}).context["cl"]

    assert list(everything.result_list) == [newest, held]
    assert list(waiting.result_list) == [held]


def test_the_list_can_be_of_one_discussion(desk):
    mine = make.comment()
    make.comment()

    shown = desk.get(COMMENTS, {"discussion": mine.discussion_id}).context["cl"]

    assert list(shown.result_list) == [mine]


@pytest.mark.parametrize(
    ("rights", "fields", "is_told"),
    [
        (["view_comment"], {}, True),
        (["view_comment"], {"opened_at": None}, False),
        (["view_comment", "view_discussion"], {"opened_at": None}, True),
        (["view_comment", "view_discussion"], {"section": "Screen"}, False),
    ],
)
def test_its_title_is_told_to_those_who_may_know_it(db, client, rights, fields, is_told):
    vera = make.staff("vera", *(f"comments.{right}" for right in rights))
    vera.scopes.create(section="Books")
    place = make.discussion(title="The weathercock", **({"section": "Books"} | fields))
    client.force_login(vera)

    page = text_of(client.get(COMMENTS, {"discussion": place.pk}))

    assert ("The weathercock" in page) is is_told


def test_a_list_of_a_discussion_without_comments_is_empty(desk):
    make.comment()

    shown = desk.get(COMMENTS, {"discussion": make.discussion().pk}).context["cl"]

    assert list(shown.result_list) == []


def test_the_list_names_the_rules_that_hold_a_comment_as_it_is(desk):
    comment = make.comment(status="held", revision=2)
    comment.findings.create(rule="shouting", revision=1)
    comment.findings.create(rule="links", revision=2)

    page = text_of(desk.get(COMMENTS))

    assert "many links" in page
    assert str(BY_CODE["shouting"].label) not in page


@pytest.mark.parametrize("query", ["lantern", "Nelly", "nelly@example.org", "weathercock"])
def test_search_looks_in_text_name_email_and_title(desk, query):
    place = make.discussion(title="The weathercock")
    found = make.comment(place, by=make.guest("Nelly"), body="My lantern.")
    make.comment()

    assert list(desk.get(COMMENTS, {"q": query}).context["cl"].result_list) == [found]


def test_the_comment_list_costs_the_same_however_many(desk):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(COMMENTS).status_code == 200
        return len(queries)

    def hold():
        make.comment(status="held").findings.create(rule="links")

    hold()
    one = cost()
    for _ in range(29):
        hold()

    assert cost() == one


# Comments: deciding ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "before", "after", "sentence"),
    [
        ("approve", "held", "published", "2 comments approved."),
        ("remove", "published", "removed", "2 comments removed."),
        ("remove", "held", "removed", "2 comments removed."),
        ("restore", "removed", "held", "2 comments restored."),
    ],
)
def test_an_action_decides_about_each_and_logs_each(desk, milo, verb, before, after, sentence):
    comments = [make.comment(status=before) for _ in range(2)]

    response = act(desk, COMMENTS, verb, *comments, reason="abusive")

    assert {one.status for one in Comment.objects.all()} == {after}
    assert Decision.objects.filter(verb=verb, moderator=milo).count() == 2
    assert Batch.objects.get().size == 2
    assert said(response) == [sentence]


def test_removing_keeps_the_reason_that_was_chosen(desk):
    comment = make.comment()

    act(desk, COMMENTS, "remove", comment, reason="hate")

    comment.refresh_from_db()
    assert comment.removed_for == "hate"


@pytest.mark.parametrize("reason", ["", "because"])
def test_nothing_is_removed_without_a_reason(desk, reason):
    comment = make.comment()

    response = act(desk, COMMENTS, "remove", comment, reason=reason)

    comment.refresh_from_db()
    assert comment.is_published
    assert len(said(response)) == 1


def test_removing_as_spam_needs_no_other_reason(desk):
    comment = make.comment()

    response = act(desk, COMMENTS, "remove_as_spam", comment)

    comment.refresh_from_db()
    assert comment.removed_for == "spam"
    assert said(response) == ["1 comment removed as spam."]


def test_an_action_says_what_was_decided_before(desk, mona):
    late, held = make.comment(status="held"), make.comment(status="held")
    decisions.approve(late, mona)

    response = act(desk, COMMENTS, "approve", late, held)

    done, left = said(response)
    assert done == "1 comment approved."
    assert re.fullmatch(r"Left alone: Already approved by Mona at .+ \(1\)\.", left)


def test_a_moderator_decides_nothing_about_their_own(desk, milo):
    own = make.comment(by=make.guest("Milo", member=milo), status="held")

    response = act(desk, COMMENTS, "approve", own)

    own.refresh_from_db()
    assert own.status == Status.HELD
    assert said(response) == ["Left alone: Your own: another moderator decides about it (1)."]


def test_a_moderator_reads_one_comment_at_the_desk(desk):
    comment = make.comment()

    assert desk.get(detail(comment)).url == reverse("admin:desk_comment", args=[comment.pk])
    assert desk.get(f"{COMMENTS}999999/change/").status_code == 302


def test_what_is_outside_the_sections_is_not_found_read_or_decided_here(client, milo):
    milo.scopes.create(section="Books")
    own = make.comment(make.discussion(section="Books"), by=make.guest("Otto"))
    screen = make.discussion(section="Screen")
    comment = make.comment(screen, by=make.guest("Nell"), body="Nobody does.")
    client.force_login(milo)

    assert list(client.get(COMMENTS).context["cl"].queryset) == [own]
    assert not client.get(COMMENTS, {"q": "nell@example.org"}).context["cl"].result_count
    assert client.get(detail(comment)).url == reverse("admin:index")
    act(client, COMMENTS, "remove", comment, reason="hate")

    comment.refresh_from_db()
    assert comment.is_published


# Comments: what nobody can do ------------------------------------------------------------------


def test_nobody_adds_changes_or_deletes_a_comment(client, mona):
    comment = make.comment(body="As it was.")
    client.force_login(mona)

    assert client.get(reverse("admin:comments_comment_add")).status_code == 403
    delete = reverse("admin:comments_comment_delete", args=[comment.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    client.post(detail(comment), {"body": "As I like it."})
    act(client, COMMENTS, "delete_selected", comment)

    comment.refresh_from_db()
    assert comment.body == "As it was."


def test_who_may_only_view_comments_sees_no_address_and_no_verb(client, db):
    comment = make.comment(by=make.guest("Nell"), status="held")
    client.force_login(make.staff("vera", "comments.view_comment"))

    for url in (COMMENTS, detail(comment)):
        page = text_of(client.get(url))
        assert "Nell" in page
        assert "nell@example.org" not in page
        assert "pprove" not in page

    assert not client.get(COMMENTS, {"q": "nell@example"}).context["cl"].result_list
    act(client, COMMENTS, "approve", comment)
    comment.refresh_from_db()
    assert comment.status == Status.HELD


@pytest.mark.parametrize("url", [COMMENTS, DISCUSSIONS, DOCUMENTS, POLICY, DECISIONS])
def test_staff_without_rights_gets_403(client, db, url):
    client.force_login(make.staff("stefan"))

    assert client.get(url).status_code == 403


def test_staff_without_rights_decides_nothing(client, db):
    comment = make.comment(status="held")
    client.force_login(make.staff("stefan"))

    assert client.get(detail(comment)).status_code == 403
    assert client.get(desk_page(comment)).status_code == 403
    assert not Decision.objects.exists()


def test_a_reader_is_asked_to_sign_in(client, db):
    client.force_login(make.member("ann"))

    assert client.get(COMMENTS).status_code == 302


# Discussions -----------------------------------------------------------------------------------


def discussion_url(discussion) -> str:
    return reverse("admin:comments_discussion_change", args=[discussion.pk])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "open, closes 14 days after publication"),
        ({"opening": "open"}, ">open<"),
        ({"opening": "closed"}, "closed by a moderator"),
        ({"opened_at": None}, "closed: not published"),
        ({"opened_at": timezone.now() - timedelta(days=15)}, "closed by age"),
        ({"opened_at": timezone.now() + timedelta(days=1)}, "closed: not published yet"),
    ],
)
def test_the_list_says_in_words_whether_comments_are_taken(desk, policy, fields, words):
    policy(close_after_days=14)
    make.discussion(**fields)

    assert words in text_of(desk.get(DISCUSSIONS))


def test_the_list_counts_what_waits_and_leads_there(desk):
    discussion = make.discussion()
    for status in ("held", "held", "published", "removed"):
        make.comment(discussion, status=status)

    page = text_of(desk.get(DISCUSSIONS))

    link = f'<a href="{COMMENTS}?discussion={discussion.pk}&amp;status=held">2</a>'
    assert link in page


def test_a_change_of_a_discussion_is_a_decision_with_its_reason(desk, milo):
    discussion = make.discussion()

    desk.post(
        discussion_url(discussion),
        {"opening": "closed", "premoderated": "on", "reason": "Getting warm."},
    )

    discussion.refresh_from_db()
    decision = Decision.objects.get()
    assert (discussion.opening, discussion.premoderated) == ("closed", True)
    assert (decision.moderator, decision.reason) == (milo, "Getting warm.")
    assert decision.before == {"opening": "by_age", "premoderated": False}
    assert decision.after == {"opening": "closed", "premoderated": True}


def shown_form(client, discussion) -> dict:
    """What the page's form sends if nobody changes anything."""
    page = text_of(client.get(discussion_url(discussion)))
    inputs = [
        dict(re.findall(r'([\w-]+)="([^"]*)"', one)) for one in re.findall("<input.*?>", page)
    ]
    hidden = [one for one in inputs if one.get("type") == "hidden"]
    shown = {one["name"]: one.get("value", "") for one in hidden}
    return shown | {"opening": shown["initial-opening"]}


def test_a_form_that_was_shown_before_changes_only_what_was_changed_in_it(desk, mona):
    discussion = make.discussion()
    form = shown_form(desk, discussion)
    decisions.configure(discussion, mona, opening="closed")

    desk.post(discussion_url(discussion), form | {"premoderated": "on"})

    discussion.refresh_from_db()
    assert (discussion.opening, discussion.premoderated) == ("closed", True)


def test_a_form_does_not_change_what_somebody_else_has_changed_meanwhile(desk, mona):
    discussion = make.discussion()
    form = shown_form(desk, discussion)
    decisions.configure(discussion, mona, opening="closed")

    response = desk.post(discussion_url(discussion), form | {"opening": "open"})

    discussion.refresh_from_db()
    assert discussion.opening == "closed"
    told = r"Already changed by Mona at [^.]+\.(m\.)? Load the page again"
    assert re.search(told, text_of(response))


def test_a_reason_without_a_change_is_not_lost_silently(desk):
    discussion = make.discussion()

    response = desk.post(
        discussion_url(discussion), {"opening": "by_age", "reason": "Because."}, follow=True
    )

    assert not Decision.objects.exists()
    assert any("the reason is gone" in sentence for sentence in said(response))


def test_nothing_else_of_a_discussion_can_be_changed(desk):
    discussion = make.discussion(title="A lamp", url="/a-lamp/")

    desk.post(
        discussion_url(discussion),
        {"opening": "closed", "title": "Mine", "url": "/mine/", "comment_count": "9"},
    )

    discussion.refresh_from_db()
    assert (discussion.title, discussion.url) == ("A lamp", "/a-lamp/")
    assert discussion.comment_count == 0


def test_a_moderator_of_some_sections_changes_no_other_discussion(client, milo):
    milo.scopes.create(section="Books")
    own, other = make.discussion(section="Books"), make.discussion(section="Screen")
    client.force_login(milo)

    response = act(client, DISCUSSIONS, "close", own, other)

    assert Decision.objects.get().discussion == own
    assert said(response) == ["1 discussion changed."]


def test_a_moderator_of_some_sections_sees_no_other_discussion(client, milo):
    milo.scopes.create(section="Books")
    make.discussion(section="Books", title="The lamp")
    other = make.discussion(section="Screen", title="The ferry")
    client.force_login(milo)

    page = client.get(DISCUSSIONS).content.decode()

    assert "The lamp" in page
    assert "The ferry" not in page
    assert client.get(discussion_url(other)).status_code == 302
    assert client.post(discussion_url(other), {"opening": "closed"}).status_code == 302
    assert not Decision.objects.exists()


def test_what_left_the_sections_after_it_was_chosen_is_told_in_a_sentence(rf, milo):
    milo.scopes.create(section="Books")
    other = make.discussion(section="Screen")
    request = rf.post(DISCUSSIONS)
    request.user, request.session = milo, {}
    request._messages = FallbackStorage(request)

    admin.site.get_model_admin(Discussion).close(request, Discussion.objects.filter(pk=other.pk))

    assert [str(one) for one in request._messages] == ["1 discussion is not in your sections."]
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("close", ("by_age", True), ("closed", True)),
        ("reopen", ("closed", False), ("by_age", False)),
        ("keep_open", ("by_age", True), ("open", True)),
        ("premoderate", ("open", False), ("open", True)),
        ("stop_premoderating", ("closed", True), ("closed", False)),
    ],
)
def test_an_action_sets_one_thing_and_logs_it(desk, action, before, after):
    changed = make.discussion(opening=before[0], premoderated=before[1])
    same = make.discussion(opening=after[0], premoderated=after[1])

    response = act(desk, DISCUSSIONS, action, changed, same)

    changed.refresh_from_db()
    assert (changed.opening, changed.premoderated) == after
    assert Decision.objects.get().discussion == changed
    assert said(response) == ["1 discussion changed.", "1 discussion was like that already."]


def test_the_discussion_list_costs_the_same_however_many(desk):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(DISCUSSIONS).status_code == 200
        return len(queries)

    make.comment(status="held")
    one = cost()
    for _ in range(29):
        make.comment(status="held")

    assert cost() == one


def test_nobody_adds_or_deletes_a_discussion(client, mona):
    discussion = make.discussion()
    client.force_login(mona)

    assert client.get(reverse("admin:comments_discussion_add")).status_code == 403
    delete = reverse("admin:comments_discussion_delete", args=[discussion.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    act(client, DISCUSSIONS, "delete_selected", discussion)

    assert Discussion.objects.exists()


def test_who_may_only_view_a_discussion_closes_none(client, db):
    discussion = make.discussion()
    client.force_login(make.staff("vera", "comments.view_discussion"))

    assert client.get(discussion_url(discussion)).status_code == 200
    assert client.post(discussion_url(discussion), {"opening": "closed"}).status_code == 403
    act(client, DISCUSSIONS, "close", discussion)

    assert not Decision.objects.exists()


# Documents and policy --------------------------------------------------------------------------


def test_adding_a_document_publishes_its_next_version(client, mona):
    client.force_login(mona)
    newest = Document.objects.filter(kind="terms").latest("version")
    url = reverse("admin:comments_document_add")

    response = client.post(url, {"kind": "terms", "body": "## Be kind"}, follow=True)

    added = Document.objects.filter(kind="terms").latest("version")
    assert (added.version, added.body) == (newest.version + 1, "## Be kind")
    assert any("is in force from now on" in sentence for sentence in said(response))
    assert "Be kind" in text_of(client.get("/terms/"))


def test_a_first_document_of_its_kind_is_version_1(client, mona):
    Document.objects.all().delete()
    client.force_login(mona)

    client.post(reverse("admin:comments_document_add"), {"kind": "rules", "body": "Be kind."})

    assert Document.objects.get().version == 1


def test_a_new_version_begins_with_the_text_in_force(client, mona):
    client.force_login(mona)
    newest = Document.objects.filter(kind="privacy").latest("version")

    page = client.get(reverse("admin:comments_document_add"), {"kind": "privacy"})

    assert page.context["adminform"].form["body"].value() == newest.body


def test_the_same_text_twice_is_no_new_version(client, mona):
    client.force_login(mona)
    newest = Document.objects.filter(kind="rules").latest("version")
    data = {"kind": "rules", "body": newest.body.replace("\n", "\r\n") + "\r\n"}

    response = client.post(reverse("admin:comments_document_add"), data)

    assert "This is the text in force already" in text_of(response)
    assert Document.objects.filter(kind="rules").count() == newest.version


def test_a_version_is_neither_changed_nor_deleted(client, mona):
    client.force_login(mona)
    document = Document.objects.filter(kind="terms").latest("version")
    url = reverse("admin:comments_document_change", args=[document.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"kind": "terms", "body": "Mine"}).status_code == 403
    delete = reverse("admin:comments_document_delete", args=[document.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    act(client, DOCUMENTS, "delete_selected", document)

    assert Document.objects.get(pk=document.pk).body == document.body


def test_the_policy_is_one_row(client, mona):
    client.force_login(mona)
    Policy.objects.all().delete()

    assert client.get(POLICY, follow=True).context["original"] == Policy.objects.get()
    assert client.get(reverse("admin:comments_policy_add")).status_code == 403
    delete = reverse("admin:comments_policy_delete", args=[1])
    assert client.post(delete, {"post": "yes"}).status_code == 403


# Decisions -------------------------------------------------------------------------------------


@pytest.fixture
def decision(mona):
    removed = make.comment(by=make.guest("Nell"))
    return decisions.remove(removed, mona, remark="Off the subject.").decisions.get()


def test_the_log_says_who_did_what_to_what_and_why(desk, decision):
    page = text_of(desk.get(DECISIONS))

    for words in ("Mona", "Nell", "published → removed by a moderator", "Off the subject."):
        assert words in page
    assert detail(decision.comment) in page


@pytest.mark.parametrize(("filters", "shown"), [({"verb": "remove"}, 1), ({"verb": "approve"}, 0)])
def test_the_log_filters_by_verb(desk, decision, filters, shown):
    assert desk.get(DECISIONS, filters).context["cl"].result_count == shown


def test_the_log_filters_by_moderator(desk, milo, mona, decision):
    decisions.remove(make.comment(), milo)

    shown = desk.get(DECISIONS, {"moderator__id__exact": mona.pk}).context["cl"].result_list

    assert list(shown) == [decision]


def test_nobody_writes_in_the_log(client, mona, decision):
    client.force_login(mona)
    url = reverse("admin:moderation_decision_change", args=[decision.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "Mine"}).status_code == 403
    assert client.get(reverse("admin:moderation_decision_add")).status_code == 403
    delete = reverse("admin:moderation_decision_delete", args=[decision.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    act(client, DECISIONS, "delete_selected", decision)

    assert Decision.objects.get().reason == "Off the subject."


def test_the_log_costs_the_same_however_many(desk, mona):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(DECISIONS).status_code == 200
        return len(queries)

    decisions.remove(make.comment(), mona)
    one = cost()
    for _ in range(29):
        decisions.remove(make.comment(), mona)

    assert cost() == one


def test_everything_of_the_site_is_in_the_admin():
    registered = {model._meta.label for model in admin.site._registry}

    assert {
        "comments.Comment",
        "comments.Discussion",
        "comments.Document",
        "comments.Policy",
        "moderation.Decision",
        "accounts.Member",
    } <= registered
