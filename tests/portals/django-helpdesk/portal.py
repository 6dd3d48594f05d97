"""A django-helpdesk portal in one file, on SQLite: `portal.py` makes it, and says on which port it listens.

The environment says where its folder is (PORTAL_FOLDER), where rdptrace is (RDPTRACE), and what its pages' policy is
(PORTAL_POLICY).
"""

import os
import subprocess
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server

from django.conf import settings

FOLDER = Path(os.environ["PORTAL_FOLDER"])
HERE = Path(__file__).parent


def rdptrace(request):
    return {"RDPTRACE": os.environ.get("RDPTRACE", ""), "RDPTRACE_LAUNCH": launch(request.resolver_match)}


def launch(place):
    """The token with which a ticket launches its check, where the portal has a key (RDPTRACE_KEY)."""
    if not (key := os.environ.get("RDPTRACE_KEY")) or "ticket_id" not in (place.kwargs if place else {}):
        return None
    frame = os.environ["RDPTRACE"] + "/embed/helpdesk"
    reference = f"it-{place.kwargs['ticket_id']}"
    example = HERE.parents[2] / "examples/launch/launch.py"
    command = [sys.executable, example, key, frame, os.environ["RDPTRACE_COMPUTER"], reference]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def policy(get_response):
    def answer(request):
        response = get_response(request)
        if said := os.environ.get("PORTAL_POLICY"):
            response["Content-Security-Policy"] = said
        return response

    return answer


settings.configure(
    DEBUG=True,
    SECRET_KEY="for tests only",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SITE_ID=1,
    LOGIN_URL="helpdesk:login",
    LANGUAGE_CODE="en",
    LANGUAGES=[("en", "English"), ("de", "Deutsch")],
    USE_TZ=True,
    STATIC_URL="/static/",
    STATIC_ROOT=str(FOLDER / "static"),
    MEDIA_ROOT=str(FOLDER / "media"),
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
    EMAIL_FILE_PATH=str(FOLDER / "mail"),
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "portal.sqlite3")}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "django.contrib.admin",
        "django.contrib.humanize",
        "rest_framework",
        "rest_framework.authtoken",
        "helpdesk",
    ],
    MIDDLEWARE=[
        __name__ + ".policy",
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [str(HERE / "templates")],
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.debug",
                    "django.template.context_processors.request",
                    "django.template.context_processors.i18n",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                    __name__ + ".rdptrace",
                ]
            },
        }
    ],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [
            "rest_framework.authentication.TokenAuthentication",
            "rest_framework.authentication.SessionAuthentication",
        ]
    },
    HELPDESK_TEAMS_MODE_ENABLED=False,
    HELPDESK_KB_ENABLED=True,
    HELPDESK_ACTIVATE_API_ENDPOINT=True,
    HELPDESK_VIEW_A_TICKET_PUBLIC=True,
    HELPDESK_SUBMIT_A_TICKET_PUBLIC=True,
)


def seed():
    from django.contrib.auth import get_user_model
    from django.contrib.sites.models import Site
    from django.core.management import call_command
    from helpdesk.models import Queue, Ticket
    from rest_framework.authtoken.models import Token

    call_command("migrate", verbosity=0)
    users = get_user_model().objects
    users.create_superuser("agent", "agent@example.test", "agent")
    bot = users.create_user("rdptrace", "rdptrace@example.test", is_staff=True, is_superuser=True)
    Token.objects.create(user=bot, key="0123456789abcdef0123456789abcdef01234567")
    Site.objects.update_or_create(id=1, defaults={"domain": "127.0.0.1", "name": "portal"})
    queue = Queue.objects.create(title="IT", slug="it", allow_public_submission=True)
    Ticket.objects.create(
        queue=queue, title="RDP error 0x4", description="ends at once", submitter_email="user@example.test", priority=3
    )


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def serve():
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    with make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), server_class=Server) as server:
        print(f"the portal listens on {server.server_port}", flush=True)
        server.serve_forever()


urlpatterns = []
if __name__ == "__main__":
    import django

    django.setup()
    from django.contrib import admin
    from django.urls import include, path

    urlpatterns += [path("admin/", admin.site.urls), path("", include("helpdesk.urls", namespace="helpdesk"))]
    seed()
    serve()
