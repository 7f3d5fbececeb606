"""What is true everywhere, strict by default. Development and test loosen it; production adds its secrets."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"

DEBUG = False
ALLOWED_HOSTS = []

INSTALLED_APPS = [
    "home",
    "outbox",
    "members",
    "invitations",
    "surveys",
    "blog",
    "panel_pages",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    # After auth, whose permissions the roles name.
    "staff",
]

MIDDLEWARE = [
    # Outermost: a page it has kept costs nothing of the rest.
    "config.page_cache.KeptPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "config.middleware.RefuseOddEncodings",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageByAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "home.publishing.SayWhyNotPublished",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
# Our templates/django/forms/ wins over Django's own (django.forms is an installed app for this).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def database(url):
    """The settings of the one database, from a DATABASE_URL (sqlite:/// or postgres://)."""
    settings = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # secure_delete: a deleted answer or address must not stay readable in the file.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        }
    else:
        # Django's own, with a cheaper health check.
        settings["ENGINE"] = "config.postgresql"
    return settings


def search_backend(database_settings):
    """Wagtail's search in the same database, with Norwegian stemming where PostgreSQL has it."""
    backend = {"BACKEND": "wagtail.search.backends.database"}
    if "postgresql" in database_settings["ENGINE"]:
        backend["SEARCH_CONFIG"] = "norwegian"
    return {"default": backend}


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["staff.backends.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "nb"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("nb", _("Norwegian Bokmål")),
    ("nn", _("Norwegian Nynorsk")),
    ("en", _("English")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Wagtail's own form looks the address up and sends while the browser waits, which tells who is an employee.
WAGTAILADMIN_USER_LOGIN_FORM = "staff.forms.StaffLoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "panel_pages.staff_password.QueuedPasswordResetForm"
WAGTAIL_SITE_NAME = "Innbyggerpanelet"
WAGTAIL_I18N_ENABLED = True
# Letters of addresses are made plain in home/slugs.py; this lets the editor's scripts do the same with all others.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# The picker puts today in place of a date it cannot read, so it reads what a Norwegian types.
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y", "%d.%m.%Y %H:%M"
FORMAT_MODULE_PATH = ["config.formats"]
# Link texts that tell nothing out of their sentence, in small letters. Editors cannot publish them (home/link_texts.py).
LINK_TEXTS_THAT_SAY_NOTHING = [
    "her", "klikk her", "trykk her", "se her", "les her", "klikk", "trykk", "les mer", "les mer her", "les meir", "se mer",
    "mer", "mer informasjon", "mer info", "lenke", "lenken", "denne lenken", "link", "linken", "denne siden", "siden",
    "here", "click here", "read more", "more", "this link", "this page",
]  # fmt: skip
# What browsers do not run: a page or a drawing with a script in it would run as ours.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# The page editor sends every field of every block: a survey of sixty questions is some two thousand. A body may still
# be no larger than Django's 2.5 MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# The admin asks nobody outside: no version check, no gravatars.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = ["Europe/Oslo", "UTC"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nb", "Norsk bokmål"), ("en", "English")]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# same-origin, never no-referrer: with that browsers send `Origin: null` and the CSRF check refuses the form.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# W019 wants DENY, but the admin shows its preview of a page in a frame of the same site.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# Whose panel it is, as the texts name it, and where the municipality is found.
MUNICIPALITY = "Bærum"
MUNICIPALITY_URL = "https://www.baerum.kommune.no/"

# Links to residents are signed with a secret of their own (docs/decisions/0002). Older ones still open while listed.
PANEL_SECRET_FALLBACKS = []
# The web processes hold only the public key; the worker alone holds private ones (docs/decisions/0003).
SURVEY_BOX_PRIVATE_KEYS = []

# How long a process may go on showing what another one has changed (home/kept.py).
PAGES_KEPT_FOR = timedelta(seconds=10)

# Invented people and printed passwords: a laptop only.
DEMO_IS_ALLOWED = False

# The contact budget, which is promised where residents join: at most so many askings in twelve months, and so many
# days of rest after each.
PANEL_ASKED_AT_MOST = 6
PANEL_REST_DAYS = 14
# So many mails in a row refused because there is no such mailbox, and the member is not written to any more.
PANEL_UNREACHABLE_AFTER = 2
# Who has been erased, by random ids: outside the database, and backed up apart from it (docs/operating.md).
ERASURES_FILE = VAR_DIR / "erasures.txt"
UNCONFIRMED_KEPT_FOR = timedelta(days=7)
# People of an earlier panel did not ask for our mail, so they get longer to say yes.
IMPORTED_KEPT_FOR = timedelta(days=30)
# Min deltakelse: how long the link in the mail works, and how long a visit lasts.
OWN_PAGE_LINK_LASTS = OWN_PAGE_VISIT_LASTS = timedelta(minutes=30)
# How often one address and one network may ask in an hour. Beyond the first, an address gets the answer and no mail.
ASKS_PER_ADDRESS = 3
ASKS_PER_NETWORK = 20
# The header in which our own proxy says who asks, such as "X-Real-IP"; none is believed unless it is named.
CLIENT_ADDRESS_HEADER = ""
# Who saw, exported or changed what in the register.
REGISTER_LOG_KEPT_FOR = timedelta(days=730)
# Lists of people on their way in. Web and worker need the same folder, and nothing may serve it.
IMPORT_FOLDER = VAR_DIR / "imports"
IMPORT_KEPT_FOR = timedelta(hours=1)
IMPORT_BYTES_AT_MOST = 25_000_000
IMPORT_ROWS_AT_MOST = 200_000
IMPORT_SECOND_PERSON_ABOVE = 1000
# A worker that tells nothing for so long while it reads a list is dead.
IMPORT_LEASE = timedelta(minutes=2)
# Files of answers that staff ordered. Web and worker need the same folder, and nothing may serve it.
EXPORT_FOLDER = VAR_DIR / "exports"
EXPORT_KEPT_FOR = timedelta(hours=1)
# A worker that has not finished a file after so long is dead.
EXPORT_LEASE = timedelta(minutes=10)
# Who looked at answers and took them out.
ANSWER_LOG_KEPT_FOR = timedelta(days=730)
# Those who are inside when a survey closes may still send; the box is opened only after this.
SURVEY_GRACE_PERIOD = timedelta(minutes=30)
# No request lives longer, so an answer let in at the end of the grace period is stored before its box opens.
SURVEY_LONGEST_REQUEST = timedelta(minutes=1)
# Whether a survey is published only through approval by a second person (docs/editing.md).
SURVEYS_NEED_APPROVAL = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "panel_pages.approved.publish_approved"
# Fixed floors (docs/decisions/0008); these two may only be raised.
FIGURES_SMALLEST_GROUP = 10
FIGURES_SMALLEST_CELL = 5

EMAIL_BACKEND = "outbox.mail_server.EmailBackend"
# Every wait for the mail server; a lease must outlive all the waits of one mail.
EMAIL_TIMEOUT = 30
# Outside production: the addresses and domains that may get mail. None is everyone.
MAIL_ONLY_TO = None

# The domains of sender and mailbox for replies; a system check refuses any other.
MAIL_DOMAINS = []

OUTBOX_BATCH_SIZE = 100
# How long a worker may hold a message before another takes it for dead.
OUTBOX_LEASE = timedelta(minutes=5)
# Mails a minute over all workers; 0 is as fast as the mail server takes them.
OUTBOX_RATE_PER_MINUTE = 0
OUTBOX_MAX_ATTEMPTS = 12
OUTBOX_FIRST_PAUSE_SECONDS = 60
# How long the worker rests between two turns.
OUTBOX_PAUSE_SECONDS = 2

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "config.logs.MaskLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mask"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Named here to take away Django's own handlers, which mask nothing.
        "django": {"level": "INFO"},
        "django.server": {"level": "INFO", "propagate": True},
        # Every saved page would fill the log with lines about search and references.
        **{name: {"level": "WARNING"} for name in ("django_tasks", "wagtail")},
    },
}
