"""One settings file; the environment decides (`environment.py`), nonsense stops the start."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from forum import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# What differs between machines -------------------------------------------------------------

DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / "var")
DEBUG = environment.flag("DEBUG")
HTTPS = environment.flag("HTTPS")
SECRET_KEY = environment.secret_key(DATA_DIR)
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"], https=HTTPS)
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0)
DATABASES = environment.databases(DATA_DIR)
DATABASE_ROUTERS = ["forum.web.replicas.Router"]
# While one writes templates no page is kept.
CACHES = {"default": environment.cache("dummy://" if DEBUG else "locmem://")}
SITE_NAME = environment.read("str", "SITE_NAME", "Afterword")
SITE_TAGLINE = environment.read(
    "str", "SITE_TAGLINE", _("Articles, and the conversation underneath them")
)
# An outside spam service sees what readers post, and from where: off without a key (docs/spam.md).
AKISMET_KEY = environment.read("str", "AKISMET_KEY", "").strip()
AKISMET_URL = environment.address("AKISMET_URL", "https://rest.akismet.com")
# Seconds after which an open page asks whether there are new comments, at the soonest.
NEWS_EVERY = environment.number("NEWS_EVERY", 30)
SITE_URL = environment.address("SITE_URL", needed_by="AKISMET_KEY" if AKISMET_KEY else "")
LANGUAGE_CODE = environment.language("LANGUAGE_CODE", "en-gb")
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")

# The house ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "forum.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "mptt",
    "crispy_forms",
    "django_htmx",
    "django_prose_editor",
    "pictures",
    "forum.accounts",
    "forum.comments",
    "forum.moderation",
    "articles",
    "forum.exchange",
]

MIDDLEWARE = [
    "forum.web.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "forum.web.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "forum.web.faults.WrongMethodMiddleware",
    "forum.web.origin.CrossOriginMiddleware",
    "forum.web.replicas.ReplicaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "articles.addresses.OldAddressMiddleware",
]

ROOT_URLCONF = "forum.urls"
WSGI_APPLICATION = "forum.wsgi.application"
AUTH_USER_MODEL = "accounts.Member"
LOGIN_URL = "admin:login"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "forum.web.pages.site",
                "articles.furniture.furniture",
            ],
            "libraries": {"constants": "forum.web.constants"},
        },
    },
    {  # for what a page has many of: threads, the sidebar
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"trim_blocks": True, "lstrip_blocks": True},
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]

USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "forum" / "locale"]

CRISPY_ALLOWED_TEMPLATE_PACKS = "afterword"
CRISPY_TEMPLATE_PACK = "afterword"
CRISPY_FAIL_SILENTLY = False

# Static files and media --------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "forum.web.storage.BundlingStorage"},
}
WHITENOISE_MIMETYPES = {".rules": "application/speculationrules+json"}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "png", "webp", "gz", "br", "woff2", "map"]
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

# Four widths at one and two device pixels, WebP alone: every browser that can read the
# stylesheet can show it, and one file type halves the work of an upload.
PICTURES = {
    "FILE_TYPES": ["WEBP"],
    "CONTAINER_WIDTH": 1280,
    "GRID_COLUMNS": 4,
    "BREAKPOINTS": {"phone": 480, "tablet": 768, "desktop": 1280},
    "USE_PLACEHOLDERS": False,
}

# Safety ------------------------------------------------------------------------------------

# Named and shaped like Django 6's setting, so that its own middleware can take over.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "forum.web.faults.csrf_failure"

if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 63072000  # two years
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}

# `make dev` --------------------------------------------------------------------------------

if DEBUG and environment.flag("DEBUG_TOOLBAR"):
    INSTALLED_APPS += ["debug_toolbar", "django_browser_reload"]
    # It writes into pages, so it stands inside what compresses them.
    inside = MIDDLEWARE.index("forum.web.compression.CompressionMiddleware") + 1
    MIDDLEWARE.insert(inside, "debug_toolbar.middleware.DebugToolbarMiddleware")
    MIDDLEWARE.append("django_browser_reload.middleware.BrowserReloadMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
    SECURE_CSP = SECURE_CSP | {"style-src": ["'self'", "'unsafe-inline'"]}
