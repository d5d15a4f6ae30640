"""Every page and every action of the admin, asked for as each role and as nobody.

The pages come from the resolver, so that a new one fails here until it says who may open it.
"""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, reverse

from articles.models import Article, Author, Block, OldAddress, Page, Picture, Section, Tag
from forum.accounts.models import Member, Scope, Standing
from forum.comments.models import Comment, Discussion, Document, Phrase, Policy, Trace, Word
from forum.moderation import decisions
from forum.moderation.models import Batch, Decision, Letter, Note
from tests import make

# Who: c a clerk on the staff without any permission, M a moderator, S a senior one, E an editor,
# A an administrator, R a superuser. Anonymous people and readers see the door and no more.
ROLES = {"M": "Moderators", "S": "Senior moderators", "E": "Editors", "A": "Administrators"}
STAFF = "cMSEAR"
DESK, PEOPLE, EDIT = "MSAR", "SAR", "EAR"

ARTICLES = ["author", "block", "oldaddress", "page", "picture", "section", "tag"]
MODELS = {  # may read, add, change, delete
    "accounts_member": ("AR", "AR", "AR", "R"),
    "accounts_standing": (DESK, "", "", ""),
    "auth_group": ("AR", "R", "R", "R"),
    "comments_comment": ("MSEAR", "", "", ""),
    "comments_discussion": ("MSEAR", "", "MSEAR", ""),
    "comments_document": (EDIT, EDIT, "", ""),
    "comments_phrase": (PEOPLE, PEOPLE, PEOPLE, PEOPLE),
    "comments_policy": (PEOPLE, "", PEOPLE, ""),
    "comments_trace": (PEOPLE, "", "", ""),
    "comments_word": (PEOPLE, PEOPLE, PEOPLE, PEOPLE),
    "moderation_batch": (DESK, "", "", ""),
    "moderation_decision": (DESK, "", "", ""),
    "moderation_letter": ("MSEAR", "", "", ""),
    "moderation_note": (DESK, DESK, "", ""),
    **{f"articles_{model}": (EDIT, EDIT, EDIT, EDIT) for model in ["article", *ARTICLES]},
}
SHOWS_WHATEVER_IS_SENT = {  # pages of one row without a form of their own: a POST changes nothing
    "comments_comment_change": "MSEAR",
    "moderation_batch_change": DESK,
    "moderation_letter_change": "MSEAR",
}
PAGES = {  # may GET, may POST
    "index": (STAFF, STAFF),
    "jsi18n": (STAFF, ""),
    "password_change": (STAFF, STAFF),
    "password_change_done": (STAFF, ""),
    "view_on_site": (STAFF, STAFF),
    "app_list": (DESK + "E", DESK + "E"),
    "articles_picture_thumbnail": (EDIT, EDIT),
    "auth_user_password_change": ("AR", "AR"),
    "comments_phrase_allow": ("", PEOPLE),
    "comments_trace_forget": ("", PEOPLE),
    "moderation_batch_undo": ("", DESK),
    "moderation_letter_state": ("", "MSEAR"),
    "desk_judge": ("", PEOPLE),
}
# The desk, each page and each form of it: moderators, and nobody else.
DESK_READS = {
    "desk",
    "desk_all",
    "desk_author",
    "desk_comment",
    "desk_context",
    "desk_decided",
    "desk_keys",
    "desk_queue",
    "desk_remove_recent",
    "desk_thread",
}
DESK_WRITES = {
    "desk_all",
    "desk_chosen",
    "desk_claim",
    "desk_decide",
    "desk_discussion",
    "desk_note",
    "desk_remove_recent",
    "desk_undo",
}
FOR_ALL = {"login", "logout", "autocomplete"}  # the door; and see the tests of its own

ACTIONS = {
    "accounts_member": {"delete_selected": "R"},
    "accounts_standing": dict.fromkeys(
        ["suspend", "suspend_for_good", "lift", "hold", "trust"], PEOPLE
    ),
    "auth_group": {"delete_selected": "R"},
    "comments_comment": dict.fromkeys(["approve", "remove", "remove_as_spam", "restore"], DESK),
    "comments_discussion": dict.fromkeys(
        ["close", "reopen", "keep_open", "premoderate", "stop_premoderating"], "MSEAR"
    ),
    "comments_phrase": {"delete_selected": PEOPLE},
    "comments_word": {"delete_selected": PEOPLE},
    "moderation_letter": dict.fromkeys(["answer", "reopen"], "MSEAR"),
    "articles_article": {"publish": EDIT, "unpublish": EDIT},
    **{f"articles_{model}": {"delete_selected": EDIT} for model in ARTICLES},
}


@pytest.fixture
def people(db) -> dict[str, Member | None]:
    found = {
        "anonymous": None,
        "reader": make.member("reader"),
        "c": make.staff("clerk"),
        "R": make.member("root", is_staff=True, is_superuser=True),
    }
    for letter, name in ROLES.items():
        found[letter] = make.staff(name.split()[0].lower())
        found[letter].groups.add(Group.objects.get(name=name))
    return found


@pytest.fixture
def rows(db, people) -> dict[str, object]:
    """A row of every model in the admin, by the name its addresses begin with."""
    article = make.article(status="draft")
    comment = make.comment(by=make.guest("Ann"), status="held")
    decisions.approve(make.comment(status="held"), people["R"])
    site = Trace.objects.create(kind=Trace.Kind.HOST, key="lamps.example")
    made = [
        article,
        article.author,
        article.section,
        comment,
        comment.discussion,
        Batch.objects.get(),
        Block.objects.create(title="Lamps"),
        Decision.objects.get(),
        Document.objects.first(),
        Group.objects.create(name="Others"),
        Letter.objects.create(subject="Lamps", body="Dear all"),
        Note.objects.create(key="hand:ff", body="Knows lamps.", by=people["R"]),
        OldAddress.objects.create(path="/old/", article=article),
        Page.objects.create(title="Lamps", slug="lamps"),
        Phrase.objects.create(text="Lamps of old"),
        Picture.objects.create(alt="A lamp", credit="Ann", file="lamp.png", width=800, height=450),
        Policy.objects.get(),
        Standing.objects.create(key="hand:ff"),
        Tag.objects.create(name="Lamps", slug="lamps"),
        site,
        Word.objects.create(text="lamppost", list=Word.List.WATCH),
        make.member("somebody"),
    ]
    return {f"{row._meta.app_label}_{row._meta.model_name}": row for row in made}


def pages(patterns=None, namespace="") -> list[str]:
    """The names of the admin's addresses, as the resolver has them."""
    names = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            names += pages(pattern.url_patterns, pattern.namespace or namespace)
        elif namespace == "admin" and pattern.name:
            names.append(pattern.name)
    return names


def model_of(name: str) -> str:
    return "_".join(name.split("_")[:2])


def address(name: str, rows: dict[str, object]) -> str:
    comment = rows["comments_comment"]
    if name in ("desk_queue", "desk_all"):
        return reverse(f"admin:{name}", args=["waiting"])
    if name == "desk_undo":
        return reverse("admin:desk_undo", args=[rows["moderation_batch"].pk])
    if name == "view_on_site":
        kind = ContentType.objects.get_for_model(Comment)
        return reverse("admin:view_on_site", args=[kind.pk, comment.pk])
    if name == "app_list":
        return reverse("admin:app_list", args=["comments"])
    if name == "auth_user_password_change":
        return reverse(f"admin:{name}", args=[rows["accounts_member"].pk])
    for args in ([], [getattr(rows.get(model_of(name)), "pk", None)], [comment.pk]):
        if None not in args and (found := _reversed(name, args)):
            return found
    raise AssertionError(f"say here which row the page {name} is about")


def _reversed(name: str, args: list) -> str:
    try:
        return reverse(f"admin:{name}", args=args)
    except Exception:
        return ""


def expected(name: str) -> tuple[str, str]:
    """Who may GET and who may POST the page of this name."""
    if name in PAGES:
        return PAGES[name]
    if name.startswith("desk"):
        assert name in DESK_READS | DESK_WRITES, f"say in this test who may open {name}"
        return DESK if name in DESK_READS else "", DESK if name in DESK_WRITES else ""
    model, page = model_of(name), name.split("_", 2)[-1]
    assert model in MODELS, f"say in this test who may open {name}"
    reads, adds, changes, deletes = MODELS[model]
    gets = {"changelist": reads, "history": reads, "change": reads, "add": adds, "delete": deletes}
    posts = gets | {"change": SHOWS_WHATEVER_IS_SENT.get(name, changes)}
    assert page in gets, f"say in this test who may open {name}"
    return gets[page], posts[page]


def is_let_in(response) -> bool:
    """Whether the page was there for this person: not the door, no refusal, no such method."""
    at_the_door = response.status_code == 302 and "/admin/login/" in response["Location"]
    return not at_the_door and response.status_code not in (403, 404, 405)


def everything() -> list:
    """What a page could write, but for what it takes note of."""
    models = [Comment, Discussion, Document, Policy, Standing, Note, Letter, Member, Scope, Group]
    models += [Batch, Decision, Article, Author, Block, OldAddress, Page, Picture, Section, Tag]
    models += [Trace, Word, Phrase, LogEntry]
    fields = {"last_login"}
    return [
        list(
            model.objects.order_by("pk").values(
                *[f.attname for f in model._meta.concrete_fields if f.name not in fields]
            )
        )
        for model in models
    ]


@pytest.mark.parametrize("role", ["anonymous", "reader", *STAFF])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_lets_in_whom_it_should_and_nobody_else(client, people, rows, role, method):
    if people[role]:
        client.force_login(people[role])
    wrong, before = [], everything()
    for name in pages():
        if name in FOR_ALL:
            continue
        may = expected(name)[method == "post"]
        with transaction.atomic():
            response = getattr(client, method)(address(name, rows))
            if is_let_in(response) != (role in may):
                wrong.append((name, response.status_code, f"expected for {may or 'nobody'}"))
            transaction.set_rollback(role in may)

    assert not wrong
    assert everything() == before


def test_the_resolver_knows_the_pages_this_test_knows():
    known = set(pages())

    assert {"index", "desk", "desk_decide", "accounts_member_change"} <= known
    assert set(PAGES) | DESK_READS | DESK_WRITES | FOR_ALL <= known


def actions() -> list[tuple[str, str]]:
    """Every action of every list: (name of the model, name of the action)."""
    request = RequestFactory().get("/")
    request.user = Member(is_superuser=True, is_staff=True)
    return [
        (f"{model._meta.app_label}_{model._meta.model_name}", action)
        for model, its_admin in admin.site._registry.items()
        for action in its_admin.get_actions(request)
    ]


def test_every_action_is_known_here():
    assert sorted(actions()) == sorted(
        (model, action) for model, its in ACTIONS.items() for action in its
    )


@pytest.mark.parametrize("role", STAFF)
def test_every_action_is_offered_to_whom_it_should_and_done_for_nobody_else(
    client, people, rows, role
):
    client.force_login(people[role])
    before = everything()
    for model, action in actions():
        may, row = ACTIONS[model][action], rows[model]
        request = RequestFactory().get("/")
        request.user = people[role]
        offered = admin.site._registry[type(row)].get_actions(request)
        assert (action in offered) is (role in may), (model, action)
        if role not in may:
            data = {"action": action, "_selected_action": [row.pk], "post": "yes"}
            client.post(reverse(f"admin:{model}_changelist"), data)

    assert everything() == before


@pytest.mark.parametrize(
    ("model", "field", "may"),
    [("author", "member", "AR"), ("article", "tags", "EAR")],
)
@pytest.mark.parametrize("role", ["anonymous", "reader", *STAFF])
def test_a_search_for_rows_to_choose_is_for_those_who_may_read_them(
    client, people, role, model, field, may
):
    if people[role]:
        client.force_login(people[role])
    asked = {"app_label": "articles", "model_name": model, "field_name": field}

    assert is_let_in(client.get(reverse("admin:autocomplete"), asked)) is (role in may)


def test_the_door_is_open_to_everybody(client):
    assert client.get(reverse("admin:login")).status_code == 200


def test_an_editor_sees_no_readers_address(client, people, rows):
    client.force_login(people["E"])
    comment = rows["comments_comment"]

    for page in ("changelist", "change"):
        name = f"admin:comments_comment_{page}"
        url = reverse(name, args=[comment.pk] if page == "change" else [])
        response = client.get(url)
        said = response.content.decode()
        assert response.status_code == 200
        assert comment.name in said
        assert comment.body in said
        assert comment.email not in said


HIDDEN = [  # columns that a list does not show, and whatever stands behind a foreign key
    *[("comments_comment", one) for one in ("email", "hand", "network", "body", "author__email")],
    *[("moderation_letter", one) for one in ("hand", "network", "member__password")],
    *[("moderation_decision", one) for one in ("message", "after", "comment__email")],
    *[("moderation_decision", one) for one in ("moderator__password", "letter__email")],
    *[("moderation_batch", one) for one in ("moderator__password", "undoes__moderator__email")],
    ("accounts_standing", "warning"),
    ("accounts_member", "password"),
    ("moderation_note", "by__password"),
    ("comments_discussion", "comments__email"),
]


@pytest.mark.parametrize(("model", "column"), HIDDEN)
@pytest.mark.parametrize("asked", ["startswith", "regex"])
def test_no_list_tells_by_its_filters_what_it_does_not_show(
    client, people, rows, model, column, asked
):
    client.force_login(people["R"])

    response = client.get(reverse(f"admin:{model}_changelist", query={f"{column}__{asked}": "a"}))

    assert response.status_code == 400


SENT = [  # by the filters of the lists themselves, and by links to them
    ("comments_comment", "status", "held"),
    ("comments_comment", "discussion", "1"),
    ("comments_comment", "posted_at__gte", "2020-01-01 00:00:00+00:00"),
    ("moderation_letter", "state", "open"),
    ("moderation_letter", "is_suspicious__exact", "0"),
    ("moderation_decision", "verb__exact", "approve"),
    ("moderation_decision", "moderator__id__exact", "1"),
    ("moderation_decision", "whom", "hand:ff"),
    ("moderation_decision", "batch", "1"),
    ("moderation_batch", "made_at__lt", "2030-01-01 00:00:00+00:00"),
    ("accounts_standing", "state", "held"),
]


@pytest.mark.parametrize(("model", "name", "value"), SENT)
def test_a_list_takes_what_its_own_filters_send(client, people, rows, model, name, value):
    client.force_login(people["R"])

    response = client.get(reverse(f"admin:{model}_changelist", query={name: value}))

    assert response.status_code == 200
