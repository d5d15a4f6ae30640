"""The settings under test: the site's own, with all state in a folder that goes away."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="afterword-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["DATA_DIR"] = _folder
os.environ.setdefault("SITE_NAME", "The Lantern")
for name in (
    *("DEBUG", "HTTPS", "SECRET_KEY", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "AKISMET_KEY"),
    "REPLICA_URL",
):
    os.environ.pop(name, None)

from forum.settings import *  # noqa: E402, F403
from forum.settings import DATABASES, STORAGES  # noqa: E402

# A file, not memory: tests with several processes share it.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_folder, "test.sqlite3")}
else:
    # A pool keeps connections open to a database that the runner wants to drop.
    DATABASES["default"]["OPTIONS"] = {
        k: v for k, v in DATABASES["default"]["OPTIONS"].items() if k != "pool"
    }

# A page kept by one test would be another's: tests of what is kept choose a cache themselves.
if not os.environ.get("CACHE_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
