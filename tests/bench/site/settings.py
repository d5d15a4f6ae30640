"""The site's own settings, with one page more, and without its cache where BENCH_CACHE=off."""

import os

from forum.settings import *  # noqa: F403
from forum.settings import CACHES

ROOT_URLCONF = "tests.bench.site.urls"
# What this run leaves in Redis is nobody else's, and can be found again.
CACHES["default"]["KEY_PREFIX"] = os.environ.get("BENCH_PREFIX", "")
if os.environ.get("BENCH_CACHE") == "off":
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
