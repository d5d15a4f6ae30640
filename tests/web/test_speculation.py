"""Which pages let a browser fetch what its reader is about to open, and by what rules."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from whitenoise.media_types import MediaTypes

from tests import make

RULES = '"/static/speculation.rules"'


@pytest.fixture
def article(db):
    return make.article()


def test_lists_of_teasers_name_the_rules(client, article):
    for address in ("/", article.section.get_absolute_url(), f"/{article.day:%Y}/"):
        assert client.get(address).headers["Speculation-Rules"] == RULES, address


def test_no_other_page_does(client, article, mona):
    said = make.comment(article.discussion)
    client.force_login(mona)

    for address in (
        *("/admin/", "/admin/login/", "/receipts/", "/nothing/", f"/c/{said.pk}/report/"),
        *(f"/c/{said.pk}/reply/", article.get_absolute_url()),
    ):
        assert "Speculation-Rules" not in client.get(address).headers, address


def test_the_rules_fetch_teasers_and_run_nothing():
    rules = json.loads(Path(finders.find("speculation.rules")).read_text())

    assert list(rules) == ["prefetch"]
    assert [rule["where"] for rule in rules["prefetch"]] == [
        {"selector_matches": ".teaser h2 > a, .teaser__picture"}
    ]
    assert rules["prefetch"][0]["eagerness"] == "moderate"


def test_they_are_served_as_what_browsers_take_for_rules():
    types = MediaTypes(extra_types=settings.WHITENOISE_MIMETYPES)

    assert types.get_type("speculation.0a1b2c3d4e5f.rules") == "application/speculationrules+json"
