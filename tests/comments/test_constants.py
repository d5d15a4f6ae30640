"""Pieces of templates that are rendered once a process: nothing of a page may get into them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.base import VariableNode
from django.template.loader import get_template
from django.utils import translation

from forum.comments.forms import CommentForm
from forum.comments.models import Policy
from forum.web.constants import Constant
from tests import make

FOLDER = Path(settings.BASE_DIR) / "templates"
OURS = [
    str(path.relative_to(FOLDER))
    for path in sorted(FOLDER.rglob("*.html"))
    if "{% constant %}" in path.read_text()
]


def test_what_is_constant_is_rendered_once():
    template = Template("{% load constants %}{% constant %}{{ word }}{% endconstant %}")

    assert [template.render(Context({"word": word})) for word in ("lamp", "rope")] == ["lamp"] * 2


def test_each_language_has_its_own():
    template = Template(
        "{% load constants i18n %}{% constant %}{% translate 'Tags' context 'x' %}"
        "{% get_current_language as code %}{{ code }}{% endconstant %}"
    )

    pages = []
    for code in ("en", "de", "en"):
        with translation.override(code):
            pages.append(template.render(Context()))

    assert pages == ["Tagsen", "Tagsde", "Tagsen"]


@pytest.mark.parametrize("name", OURS)
def test_nothing_constant_shows_a_variable(name):
    for node in get_template(name).template.nodelist.get_nodes_by_type(Constant):
        assert node.nodelist.get_nodes_by_type(VariableNode) == []


def test_there_are_constant_pieces_to_look_at():
    assert {"articles/article.html", "comments/_form.html"} <= set(OURS)


def form(**given) -> CommentForm:
    return CommentForm(policy=Policy(), auto_id="comment-form-%s", **given)


@pytest.mark.parametrize(
    ("made", "is_blank"),
    [
        (lambda: form(), True),
        (lambda: form(data={"body": "Half of a"}), False),
        (lambda: form(member=make.member("mona")), False),
    ],
)
def test_only_a_guests_empty_form_is_the_same_for_all(db, made, is_blank):
    assert made().is_blank is is_blank


def test_a_form_with_words_in_it_is_rendered_for_its_reader(client, db):
    place = make.article().discussion
    address = f"/discussions/{place.pk}/comments/"
    empty = client.get(address).content.decode()

    typed = client.post(
        address, {"name": "Ada", "email": "", "body": "A lamp."}, headers={"sec-fetch-site": "none"}
    ).content.decode()

    assert 'value="Ada"' in typed
    assert "A lamp." in typed
    assert client.get(address).content.decode() == empty


def test_new_terms_are_in_the_next_empty_form(client, db):
    from forum.comments.models import Document

    place = make.article().discussion
    address = f"/discussions/{place.pk}/comments/"
    client.get(address)
    last = Document.objects.filter(kind="terms").first()
    number = (last.version if last else 0) + 1
    Document.objects.create(kind="terms", version=number, body="New ones.")

    page = client.get(address).content.decode()

    assert f'name="terms" value="{number}" id="comment-form-terms"' in page
