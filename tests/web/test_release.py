"""What makes kept pages another release's: the settings that they show."""

import re

import pytest

from forum.web import release

# What the environment decides and no page shows.
UNSEEN = {
    "AKISMET_URL",
    "ALLOWED_HOSTS",
    "CACHES",
    "DATABASES",
    "DATA_DIR",
    "HTTPS",  # its scheme is part of what a page is kept under
    "SITE_URL",
    "TRUSTED_PROXIES",
}


def test_of_every_setting_that_the_environment_decides_it_is_known_whether_pages_show_it(settings):
    source = (settings.BASE_DIR / "forum" / "settings.py").read_text()
    decided = set(re.findall(r"^([A-Z_]+) = .*environment\.", source, re.MULTILINE))

    assert decided - set(release.SHOWN) == UNSEEN


@pytest.mark.parametrize(
    ("name", "other"), [("NEWS_EVERY", 7), ("AKISMET_KEY", "k"), ("SITE_NAME", "The Other")]
)
def test_another_value_of_what_pages_show_is_another_release(settings, name, other):
    before = release.fingerprint.__wrapped__()
    setattr(settings, name, other)

    assert release.fingerprint.__wrapped__() != before
