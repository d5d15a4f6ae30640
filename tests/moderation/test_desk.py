"""The desk's pages: what a moderator sees, what is not shown, and what it costs."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.accounts.models import Scope, Standing
from forum.comments.models import Comment, Revision
from forum.comments.rules import BY_CODE
from forum.moderation import decisions, queue
from forum.moderation.admin.desk.forms import ChangeForm, DecisionForm
from forum.moderation.admin.desk.keys import KEYS
from forum.moderation.admin.desk.urls import PAGES
from forum.moderation.figures import desk as figures
from forum.moderation.models import Letter
from forum.moderation.site import DeskSite
from tests import make
from tests.moderation import waiting
from tests.moderation.answers import text_of, url

HTMX = {"HX-Request": "true"}
QUEUES = ["reported", "waiting", "unseen"]
MAKE = {"reported": waiting.reported, "waiting": waiting.held, "unseen": make.comment}


def rows_of(response) -> list[Comment]:
    return [row.comment for row in response.context["list"].rows]


# The door --------------------------------------------------------------------------------------


def test_the_admin_is_the_sites_own():
    assert isinstance(admin.site, DeskSite)
    assert admin.site.site_header == "The Lantern"


def addresses(comment) -> list[str]:
    patterns = [route.replace("<int:pk>", str(comment.pk)) for route, _view, _name in PAGES]
    return ["/admin/desk/" + route.replace("<slug:code>", "waiting") for route in patterns]


def test_whoever_may_not_moderate_gets_no_page_of_the_desk(client, db):
    client.force_login(make.staff("vera", "comments.view_comment", "comments.change_discussion"))

    for address in addresses(waiting.held()):
        assert {client.get(address).status_code, client.post(address).status_code} <= {403, 405}


def test_whoever_is_not_signed_in_is_asked_to(client, db):
    for address in addresses(waiting.held()):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_no_page_of_the_desk_is_kept_by_a_cache(desk):
    comment = waiting.held()

    for address in (url(""), url("queue", "waiting"), url("comment", comment.pk)):
        assert "no-store" in desk.get(address)["Cache-Control"]


def test_the_first_page_of_the_admin_leads_moderators_to_the_desk(desk):
    waiting.held()

    page = text_of(desk.get(reverse("admin:index")))

    assert url("queue", "waiting") in page
    assert re.search(r'queues__count">\s*1\s*<', page)


def test_the_first_page_of_the_admin_says_nothing_of_the_desk_to_others(client, db):
    client.force_login(make.staff("vera", "comments.view_comment"))

    assert "/desk/" not in text_of(client.get(reverse("admin:index")))


def test_the_overview_shows_the_queues_and_how_it_has_gone(desk):
    waiting.held()

    page = text_of(desk.get(url("")))

    assert [url("queue", code) in page for code in QUEUES] == [True] * 3
    assert "<svg" in page


# A queue ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", QUEUES)
def test_a_queue_lists_its_comments_and_shows_the_first(desk, code):
    place = make.discussion()
    made = [MAKE[code](place, body=f"Lamp {number}.") for number in range(2)]

    response = desk.get(url("queue", code))

    assert set(rows_of(response)) == set(made)
    assert response.context["card"].comment == rows_of(response)[0]


def test_the_address_says_which_comment_is_looked_at(desk):
    place = make.discussion()
    waiting.held(place)
    second = waiting.held(place)

    response = desk.get(url("queue", "waiting"), {"at": second.pk})

    assert response.context["card"].comment == second
    assert f'id="row-{second.pk}"' in text_of(response)


@pytest.mark.parametrize("at", ["999999", "x", "9" * 40, "٣"])
def test_a_comment_that_is_not_there_leaves_the_first_in_its_place(desk, at):
    first = waiting.held()

    assert desk.get(url("queue", "waiting"), {"at": at}).context["card"].comment == first


@pytest.mark.parametrize("code", QUEUES)
def test_an_empty_queue_says_so(desk, code):
    page = text_of(desk.get(url("queue", code)))

    assert str(queue.BY_CODE[code].empty) in page
    assert 'name="verb"' not in page


def test_an_unknown_queue_is_not_found(desk):
    assert desk.get("/admin/desk/lamps/").status_code == 404
    assert desk.get("/admin/desk/lamps/all/").status_code == 404


def test_the_tabs_count_and_letters_are_for_those_who_may_read_them(client, milo, mona):
    waiting.held()
    Letter.objects.create(subject="Lamps", body="Dear all")

    client.force_login(milo)
    own = client.get(url("queue", "waiting")).context["tabs"]
    client.force_login(mona)
    all_of_them = client.get(url("queue", "waiting")).context["tabs"]

    assert [(tab.code, tab.count) for tab in own] == [
        ("reported", 0),
        ("waiting", 1),
        ("unseen", 0),
        ("decided", 0),
    ]
    assert (all_of_them[-1].code, all_of_them[-1].count) == ("letters", 1)


def test_a_moderator_of_some_sections_sees_and_counts_those_alone(client, milo):
    milo.scopes.create(section="Books")
    own = waiting.held(make.discussion(section="Books"))
    other = waiting.held(make.discussion(section="Screen"))
    client.force_login(milo)

    response = client.get(url("queue", "waiting"))

    assert rows_of(response) == [own]
    assert response.context["tabs"][1].count == 1
    for name in ("comment", "context", "thread", "author"):
        assert client.get(url(name, other.pk)).status_code == 404
    assert "Screen" not in str(response.context["form"]["section"])


def test_filters_stand_as_words_with_the_way_to_be_rid_of_each(desk):
    place = make.discussion(title="The weathercock", section="Books")
    comment = waiting.held(place, by=make.guest("Nell"), rules={"links": {"hosts": ["a.example"]}})
    waiting.held()
    asked = {
        "rule": "links",
        "section": "Books",
        "age": "day",
        "host": "a.example",
        "discussion": place.pk,
        "author": comment.pk,
        "q": "Well",
    }

    response = desk.get(url("queue", "waiting"), asked)

    assert rows_of(response) == [comment]
    labels = {chip.label for chip in response.context["chips"]}
    assert labels == {
        "many links",
        "Books",
        "of the last 24 hours",
        "links to a.example",
        "The weathercock",
        "by Nell",
        "“Well”",
    }
    for chip in response.context["chips"]:
        assert len(desk.get(chip.url).context["chips"]) == len(asked) - 1


@pytest.mark.parametrize(
    ("code", "asked", "said"),
    [
        ("waiting", {"rule": "links"}, "Decide about all 1…"),
        ("waiting", {"rule": "links", "q": "Well"}, "Decide about all of these…"),
        ("unseen", {"rule": "links"}, "Decide about all of these…"),
    ],
)
def test_what_is_left_is_counted_where_that_costs_little(desk, code, asked, said):
    MAKE[code]().findings.create(rule="links")
    MAKE[code]()

    assert said in text_of(desk.get(url("queue", code), asked))


def test_a_filter_that_finds_nothing_still_says_what_it_is(desk):
    place = make.discussion(title="The weathercock")

    page = text_of(desk.get(url("queue", "waiting"), {"discussion": place.pk}))

    assert "The weathercock" in page
    assert "Nothing is left of what you filtered for." in page


def test_no_filter_names_what_is_out_of_a_moderators_reach(client, milo):
    milo.scopes.create(section="Books")
    place = make.discussion(title="The weathercock", section="Screen")
    comment = waiting.held(place, by=make.guest("Nell"))
    client.force_login(milo)

    for name in ("queue", "all"):
        response = client.get(
            url(name, "waiting"), {"discussion": place.pk, "author": comment.pk, "q": "lamp"}
        )
        page = text_of(response)
        assert [chip.label for chip in response.context["chips"]] == ["“lamp”", str(place.pk)]
        assert "Nell" not in page
        assert "The weathercock" not in page


def test_searching_by_hand_keeps_what_links_asked_for(desk):
    comment = waiting.held()

    page = text_of(desk.get(url("queue", "waiting"), {"author": comment.pk}))

    assert f'<input type="hidden" name="author" value="{comment.pk}">' in page


def test_no_e_mail_address_stands_in_an_address(desk):
    comment = waiting.held(by=make.guest("Nell"), rules={"links": {"hosts": ["a.example"]}})
    pages = [
        desk.get(url("queue", "waiting"), {"author": comment.pk}),
        desk.get(url("comment", comment.pk)),
        desk.get(url("author", comment.pk)),
    ]

    for page in pages:
        linked = re.findall(r'(?:href|action|hx-get|hx-post)="([^"]*)"', text_of(page))
        assert linked
        assert not [address for address in linked if "nell@" in address or "nell%40" in address]


def test_the_next_page_begins_where_the_list_ended(desk):
    place = make.discussion()
    made = [waiting.held(place) for _ in range(queue.SIZE + 2)]

    first = desk.get(url("queue", "waiting"))
    second = desk.get(first.context["list"].more)

    assert rows_of(first) + rows_of(second) == made
    assert desk.get(second.context["list"].start).context["list"].rows[0].comment == made[0]


def test_next_and_previous_lead_along_the_list(desk):
    place = make.discussion()
    made = [waiting.held(place) for _ in range(3)]

    listed = desk.get(url("queue", "waiting"), {"at": made[1].pk}).context["list"]

    assert f"at={made[0].pk}" in listed.previous
    assert f"at={made[2].pk}" in listed.next


# A card ----------------------------------------------------------------------------------------


def test_a_card_shows_all_of_the_text_and_why_it_is_here(desk):
    body = "What a fcuk. " + "lamps " * 200
    kept = {
        "word": "fcuk",
        "field": "body",
        "words": [
            {
                "start": 7,
                "end": 11,
                "written": "fcuk",
                "word": "fuck",
                "how": "swapped",
                "list": "suspect",
            }
        ],
        "names": [],
    }
    waiting.held(body=body.strip(), rules={"suspect_word": kept, "gone_rule": {"n": 3}})

    page = text_of(desk.get(url("queue", "waiting")))

    assert "lamps " * 199 + "lamps" in page
    assert re.search(r"<mark[^>]*>fcuk</mark>", page)
    assert "“fcuk” for “fuck”, with two letters swapped." in page
    assert "n: 3" in page
    assert url("queue", "waiting") + "?rule=suspect_word" in page


def test_the_words_stand_before_the_reasons_and_what_reporters_wrote_unfolds(desk):
    comment = make.comment(body="It was the weathercock.")
    for number in range(3):
        comment.reports.create(reporter=f"hand:{number}", reason="spam", note=f"Note {number}.")
    Comment.objects.filter(pk=comment.pk).update(open_reports=3)

    page = text_of(desk.get(url("queue", "reported")))
    card = page[page.index('id="card"') : page.index('id="desk-list"')]

    words, why, folded = "It was the weathercock.", "It is advertising", "What 3 readers wrote"
    assert card.index("3 reports") < card.index(words) < card.index(why) < card.index(folded)
    unfolds = re.search(r"<details.*?</details>", card, re.DOTALL)[0]
    assert [unfolds.count(f"Note {number}.") for number in range(3)] == [1, 1, 1]
    assert card.count("Note ") == 3
    assert "3 readers" in card
    assert "counting" not in card  # each counts for one


def test_what_a_reader_typed_is_shown_as_text_everywhere(desk):
    evil = "<script>alert(1)</script>"
    parent = make.comment(body=evil, by=make.guest("<b>Otto</b>"))
    comment = waiting.held(parent=parent, body=evil, by=make.guest("<b>Nell</b>"), network="77")
    waiting.held(body=evil, by=make.guest("<b>Ida</b>"), network="77")
    comment.reports.create(reporter="hand:1", reason="other", note=evil)
    comment.findings.create(rule="trap", evidence={"typed": evil})
    Revision.objects.create(
        comment=comment, number=1, body=evil + "x", replaced_at="2026-01-01T00:00Z"
    )

    for address in (
        url("queue", "waiting"),
        url("comment", comment.pk),
        url("context", comment.pk),
        url("thread", comment.pk),
        url("author", comment.pk),
        url("all", "waiting"),
    ):
        page = text_of(desk.get(address))
        assert "<script>alert" not in page
        assert "<b>" not in page


def test_a_card_shows_the_reports_with_their_notes_and_weights(desk):
    comment = make.comment()
    for number, note in enumerate(["My sister.", "Mine, too."]):
        comment.reports.create(reporter=f"hand:{number}", reason="private", note=note, weight=120)
    Comment.objects.filter(pk=comment.pk).update(open_reports=2)

    page = text_of(desk.get(url("queue", "reported")))

    assert "It gives away personal information" in page
    assert "2 readers, counting 2.4" in page
    assert "My sister." in page
    assert "Mine, too." in page


def test_a_card_tells_reports_of_the_words_from_those_of_earlier_words(desk):
    comment = waiting.reported(reports=3)
    comment.reports.filter(reporter="hand:0").update(revision=2)
    Comment.objects.filter(pk=comment.pk).update(revision=2)

    page = text_of(desk.get(url("queue", "reported")))

    assert page.count("about the words before the edit") == 1
    assert page.index("1 reader") < page.index("2 readers (about the words before the edit)")


def test_a_card_names_the_article_the_parent_and_the_author(desk):
    place = make.discussion(title="The weathercock", url="/the-weathercock/", section="Books")
    parent = make.comment(place, by=make.guest("Otto"), body="Who lights the last one?")
    waiting.held(parent=parent, by=make.guest("Nell"))
    make.comment(place, by=make.guest("Nell"), status="removed")

    page = text_of(desk.get(url("queue", "waiting")))

    for words in ("The weathercock", "/the-weathercock/#comments", "Books", "Otto"):
        assert words in page
    assert "Who lights the last one?" in page
    assert "nell@example.org" in page
    assert "100 %" in page  # of Nell's decided comments were removed


def test_ones_own_comment_has_a_sentence_and_no_buttons(desk, milo):
    waiting.held(by=make.guest("Milo", member=milo))

    page = text_of(desk.get(url("queue", "waiting")))

    assert "This comment is your own" in page
    assert 'data-key="a"' not in page
    assert 'data-key="r"' not in page


@pytest.mark.parametrize(
    ("made", "verbs"),
    [
        (waiting.held, {"approve", "spam", "remove"}),
        (make.comment, {"approve", "spam", "remove", "pick", "lock"}),
        (waiting.reported, {"approve", "spam", "remove", "pick", "lock"}),
        (waiting.seen, {"spam", "remove", "pick", "lock"}),
        (lambda: make.comment(status="removed"), {"restore"}),
        (
            lambda: make.comment(is_picked=True, is_locked=True),
            {"approve", "spam", "remove", "unpick", "unlock"},
        ),
    ],
)
def test_a_card_offers_the_verbs_that_apply(desk, made, verbs):
    page = text_of(desk.get(url("comment", made().pk), headers=HTMX))

    reasons = {"remove"} if 'name="reason"' in page else set()
    assert set(re.findall(r'name="verb" value="(\w+)"', page)) | reasons == verbs


def test_the_reasons_have_a_digit_each(desk):
    page = text_of(desk.get(url("comment", waiting.held().pk), headers=HTMX))

    found = re.findall(r'name="reason" value="(\w+)" data-key="(\d)"', page)
    assert found == [(value, str(n)) for n, value in enumerate(Comment.Reason.values, start=1)]


def test_the_page_of_a_comment_has_everything_without_javascript(desk, mona):
    parent = make.comment(body="Who lights the last one?")
    comment = waiting.held(
        parent=parent,
        by=make.guest("Nell"),
        body="*Nobody* does.",
        rules={"links": {"links": 3, "hosts": ["a.example"]}},
    )
    make.comment(parent=parent, body="A sibling.")
    Revision.objects.create(
        comment=comment, number=1, body="*Somebody* does.", replaced_at=comment.posted_at
    )
    decisions.note(comment.person_key, mona, "Knows lamps.")
    decisions.warn(comment.person_key, mona, message="Please.")
    decisions.undo(decisions.remove(comment, mona, remark="Off the subject."), mona)

    page = text_of(desk.get(url("comment", comment.pk)))

    for words in (
        "*Nobody* does.",
        "<em>Nobody</em> does.",
        "A sibling.",
        "<del>*Somebody* </del><ins>*Nobody* </ins>does.",
        "Knows lamps.",
        "warned on",
        "Mona: removed",
        "undone",
        "Off the subject.",
        "a.example",
        "3 links, to a.example.",
    ):
        assert words in page


def test_the_thread_shows_every_comment_whatever_its_state(desk):
    parent = make.comment(body="Who lights the last one?")
    comment = waiting.held(parent=parent, body="Nobody does.")
    make.comment(parent=parent, body="It is gone.", status="removed")

    for headers in ({}, HTMX):
        page = text_of(desk.get(url("thread", comment.pk), headers=headers))
        for words in ("Who lights the last one?", "Nobody does.", "It is gone."):
            assert words in page


def test_no_more_can_be_typed_than_is_taken(desk):
    page = text_of(desk.get(url("comment", waiting.held().pk)))

    typed = dict(re.findall(r'<textarea id="(\S+)" [^>]*maxlength="(\d+)"', page))
    message, remark = (DecisionForm().fields[name].max_length for name in ("message", "remark"))
    assert typed == {
        "card-message": str(message),
        "card-remark": str(remark),
        "discussion-remark": str(ChangeForm().fields["remark"].max_length),
    }


def test_every_form_beside_a_list_answers_in_place_of_the_card(desk, milo, policy):
    policy(claiming=True)
    decisions.approve(waiting.held(), milo)
    waiting.held()

    page = text_of(desk.get(url("queue", "waiting")))

    posting = re.findall(r'hx-post="\S+?/(\w+)/\?\S*" hx-target="(\S+)"', page)
    assert posting == [("undoing", "#card"), ("decisions", "#card"), ("claim", "#card")]
    waiting_for_it = re.findall(r'hx-disabled-elt="(.+?)"', page)
    assert waiting_for_it == ["#desk-undo button", ".bar button", ".bar button"]


def test_what_was_removed_can_be_restored(desk):
    comment = make.comment(status="removed")

    page = text_of(desk.get(url("comment", comment.pk)))

    assert re.search(r'value="restore"[^>]*>\s*Restore <kbd', page)


def test_htmx_gets_the_inside_alone(desk):
    comment = waiting.held()

    for name in ("comment", "thread"):
        assert "<html" not in text_of(desk.get(url(name, comment.pk), headers=HTMX))
        assert "<html" in text_of(desk.get(url(name, comment.pk)))


@pytest.mark.parametrize("pk", [999_999, 2**62])
def test_an_unknown_comment_is_not_found(desk, pk):
    for name in ("comment", "context", "thread", "author"):
        assert desk.get(url(name, pk)).status_code == 404


def test_the_keys_are_a_page_as_well(desk):
    page = text_of(desk.get(url("keys")))

    assert re.findall(r"<dt><kbd>(.+?)</kbd></dt>", page) == [keys for keys, _what in KEYS]


def test_article_and_author_are_fields_and_chips_of_a_list(desk):
    waiting.held(make.discussion(title="A lamp in the window"), by=make.guest("Nell"))
    waiting.held(make.discussion(title="The weathercock"), by=make.guest("Nell"))

    response = desk.get(url("queue", "waiting"), {"article": "lamp", "by": "nell"})

    page = text_of(response)
    assert [row.comment.name for row in response.context["list"].rows] == ["Nell"]
    assert 'name="article" value="lamp"' in page
    assert 'name="by" value="nell"' in page
    assert [(chip.label, chip.url) for chip in response.context["chips"]] == [
        ("article “lamp”", url("queue", "waiting") + "?by=nell"),
        ("by “nell”", url("queue", "waiting") + "?article=lamp"),
    ]


# What was decided ------------------------------------------------------------------------------


def test_ones_own_decisions_stand_first_and_everybodys_are_a_link_away(desk, milo, mona):
    own = decisions.approve(waiting.held(), milo)
    other = decisions.remove([waiting.held(), waiting.held()], mona, summary="Waiting, many links")

    mine = desk.get(url("decided"))
    everybodys = desk.get(url("decided"), {"whose": "all"})

    assert [line.batch for line in mine.context["lines"]] == [own]
    assert [line.batch for line in everybodys.context["lines"]] == [other, own]
    assert "Waiting, many links" in text_of(everybodys)
    assert "Removed: 2" in text_of(everybodys)


def test_what_was_decided_leads_to_the_comment_or_to_all_of_them(desk, milo):
    comment = waiting.held()
    decisions.approve(comment, milo)
    many = decisions.remove([waiting.held(), waiting.held()], milo)

    newest, oldest = desk.get(url("decided")).context["lines"]

    assert oldest.url == url("comment", comment.pk)
    assert newest.url == reverse("admin:moderation_batch_change", args=[many.pk])
    assert newest.about == "all of them"


def test_a_moderator_of_some_sections_sees_what_others_decided_in_those(client, milo, mona):
    milo.scopes.create(section="Books")
    here = decisions.approve(waiting.held(make.discussion(section="Books")), mona)
    decisions.approve(waiting.held(make.discussion(section="Screen")), mona)
    client.force_login(milo)

    lines = client.get(url("decided"), {"whose": "all"}).context["lines"]

    assert [line.batch for line in lines] == [here]


def test_what_was_undone_says_so_and_has_no_button(desk, milo):
    batch = decisions.approve(waiting.held(), milo)
    decisions.undo(batch, milo)

    response = desk.get(url("decided"))

    assert [line.undo_url for line in response.context["lines"]] == [""]
    assert "undone by Milo" in text_of(response)


def test_what_needs_another_permission_to_undo_has_no_button(desk, mona):
    decisions.warn("hand:aa", mona, message="Please.")

    [line] = desk.get(url("decided"), {"whose": "all"}).context["lines"]

    assert line.undo_url == ""


@pytest.mark.parametrize("before", ["x", "9" * 30])
def test_nonsense_in_the_address_shows_the_newest(desk, milo, before):
    decisions.approve(waiting.held(), milo)

    assert len(desk.get(url("decided"), {"before": before}).context["lines"]) == 1


# What it costs ---------------------------------------------------------------------------------

MOST = 12  # queries of a page of a queue


def cost(client, address, **asked) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, asked).status_code == 200
    return len(queries)


@pytest.mark.parametrize("code", QUEUES)
def test_a_queue_costs_the_same_however_long_and_never_too_much(desk, milo, code):
    milo.scopes.create(section="")
    place = make.discussion()

    def one():
        comment = MAKE[code](place, parent=None, by=make.guest("Nell"))
        for rule in ("links", "newcomer"):
            comment.findings.create(rule=rule, evidence={"hosts": ["a.example"]})
        comment.links.create(host="a.example")
        return comment

    first = one()
    every = {
        "rule": "links",
        "q": "",
        "age": "day",
        "host": "a.example",
        "discussion": place.pk,
        "author": first.pk,
        "order": "oldest",
    }
    alone = cost(desk, url("queue", code)), cost(desk, url("queue", code), **every)
    for _ in range(29):
        one()

    assert (cost(desk, url("queue", code)), cost(desk, url("queue", code), **every)) == alone
    assert max(alone) <= MOST


@pytest.mark.parametrize("name", ["queue", "all", "comment", "context", "author", "decide"])
def test_a_request_asks_once_which_sections_are_a_moderators_own(desk, milo, name):
    milo.scopes.create(section="Books")
    comment = waiting.held(make.discussion(section="Books"))
    address = url(name, "waiting" if name in ("queue", "all") else comment.pk) + "?queue=waiting"

    with CaptureQueriesContext(connection) as queries:
        if name == "decide":
            desk.post(address, {"verb": "approve"}, headers=HTMX)
        else:
            desk.get(address)

    assert sum(Scope._meta.db_table in one["sql"] for one in queries) == 1


def many(count: int, made) -> None:
    for _ in range(count):
        made()


@pytest.mark.parametrize("name", ["comment", "context", "thread", "author", "decided", "all", ""])
def test_every_other_page_costs_the_same_however_much_it_lists(desk, milo, mona, name):
    parent = make.comment(by=make.guest("Otto"), network="77")
    comment = waiting.held(parent=parent, by=make.guest("Nell"), network="77")

    def more():
        held = waiting.held(parent=parent, by=make.guest("Nell"), rules={"links": {}})
        held.links.create(host="a.example")
        make.comment(by=make.guest(f"Other {held.pk}"), network="77")
        make.comment(by=make.guest("Nell", email=f"{held.pk}@example.org"))
        decisions.approve(held, milo)
        decisions.undo(decisions.remove(comment, mona), mona)
        decisions.note(comment.person_key, mona, "Knows lamps.")
        decisions.warn(comment.person_key, mona, message=f"Please, {held.pk}.")
        Standing.objects.update(acknowledged_at=timezone.now())
        comment.reports.create(reporter=f"hand:{held.pk}", reason="spam")
        comment.findings.create(rule="links", evidence={"hosts": [f"{held.pk}.example"]})
        comment.links.create(host=f"{held.pk}.example")

    args = {"all": ["waiting"], "decided": [], "": []}.get(name, [comment.pk])
    asked = {"whose": "all"} if name == "decided" else {}
    more()
    cost(desk, url(name, *args), **asked)  # the first of a process reads what then is known
    one = cost(desk, url(name, *args), **asked)
    many(29, more)

    assert cost(desk, url(name, *args), **asked) == one


def test_a_row_says_what_holds_the_comment_now(desk):
    comment = waiting.held(revision=2, rules={"shouting": {"percent": 90}})
    comment.findings.create(rule="links", revision=2)
    comment.findings.create(rule="newcomer", revision=2, is_watched=True)

    page = desk.get(url("queue", "waiting"))

    assert page.context["list"].rows[0].whys == ["many links"]
    assert page.context["card"].in_short == ["many links"]
    by_label = {why.label: why for why in page.context["card"].whys}
    assert [why.is_old for why in by_label.values()] == [False, True, True]
    labels = [str(BY_CODE[code].label) for code in ("links", "newcomer", "shouting")]
    urls = [by_label[label].all_url for label in labels]
    waits = url("queue", "waiting")
    assert urls == [f"{waits}?rule=links", f"{waits}?rule=watched%3Anewcomer", ""]


def test_what_only_watched_can_be_chosen_by_itself(desk):
    waiting.held().findings.create(rule="links", is_watched=True)

    page = desk.get(url("queue", "waiting"), {"rule": "watched:links"}).content.decode()

    assert re.search(r'<option value="watched:links" selected>many links</option>', page)
    assert page.count('class="row"') == 1
    assert "many links (only watched)" in page
    assert 'value="watched:watched_word"' in page
    assert 'value="watched_word"' not in page  # it never holds


def test_a_list_of_a_rule_has_what_it_holds_now(desk):
    held = waiting.held(revision=2)
    held.findings.create(rule="links", revision=2)
    waiting.held(revision=2, rules={"links": {}})  # and its author took them out
    watched = waiting.held()
    watched.findings.create(rule="links", is_watched=True)

    found = [desk.get(url("queue", "waiting"), {"rule": r}) for r in ("links", "watched:links")]
    assert [rows_of(page) for page in found] == [[held], [watched]]


def test_the_record_of_a_rule_is_of_the_words_that_were_decided_about(db):
    waiting.held(rules={"links": {}})
    waiting.held(revision=2, rules={"links": {}})

    [links] = figures.precision(timezone.now(), [])

    assert (links.rule, links.waiting) == ("links", 1)
