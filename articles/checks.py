"""Mistakes in the configuration that would show late, or to readers only.

Settings cannot tell all: what a database holds is asked under the database
tag (``migrate`` and ``check --database default``), what concerns a public
server under ``check --deploy``.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connections
from django.db.utils import DatabaseError

from .models import Newspaper
from .models.newspaper import RESERVED_SLUGS

_LOCALE = "django.middleware.locale.LocaleMiddleware"
_SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
_COMMON = "django.middleware.common.CommonMiddleware"
_POLICY = "csp.middleware.CSPMiddleware"
#: Reserved for files themselves, unlike all other reserved addresses.
_FILES = {"media", "static"}
_HERE = {"localhost", "127.0.0.1", "[::1]"}


@register()
def check_time(app_configs, **kwargs):
    if not settings.USE_TZ:
        yield Error(
            "USE_TZ is False, so an issue planned for 06:00 would appear at an hour that depends on the server.",
            hint="Set USE_TZ = True.",
            id="articles.E001",
        )
    try:
        ZoneInfo(settings.TIME_ZONE)
    except (LookupError, OSError, ValueError):
        yield Error(
            f"TIME_ZONE “{settings.TIME_ZONE}” is unknown on this machine.",
            hint="Name a zone such as Asia/Shanghai; if that is unknown too, install the package tzdata.",
            id="articles.E002",
        )


@register()
def check_languages(app_configs, **kwargs):
    middleware = list(settings.MIDDLEWARE)
    if _LOCALE not in middleware:
        yield Error(
            "LocaleMiddleware is missing, so nobody can read the site in another language than LANGUAGE_CODE.",
            hint=f"Add “{_LOCALE}” to MIDDLEWARE, after the sessions and before CommonMiddleware.",
            id="articles.E003",
        )
        return
    known = [name for name in (_SESSION, _LOCALE, _COMMON) if name in middleware]
    if known != sorted(known, key=middleware.index):
        yield Warning(
            "LocaleMiddleware does not stand between SessionMiddleware and CommonMiddleware.",
            hint="Put it there, or addresses and languages do not agree.",
            id="articles.W001",
        )


@register(Tags.files)
def check_media_folder(app_configs, **kwargs):
    if not isinstance(default_storage, FileSystemStorage):
        # Object storage: its own settings say where.
        return
    media = Path(default_storage.location)
    static = Path(settings.STATIC_ROOT) if settings.STATIC_ROOT else None
    if static and _overlap(media, static):
        yield Error(
            f"The uploads ({media}) and the collected static files ({static}) lie in one another.",
            hint="Give MEDIA_ROOT a folder of its own; `collectstatic --clear` would delete the uploads.",
            id="articles.E004",
        )
    if not _can_be_written(media):
        yield Error(
            f"The folder for uploads, {media}, cannot be written.",
            hint="Give it to the user who runs the site, or set MEDIA_ROOT (or DATA_DIR) to a folder of that user.",
            id="articles.E005",
        )


def _overlap(one: Path, other: Path) -> bool:
    one, other = one.resolve(), other.resolve()
    return one == other or one in other.parents or other in one.parents


def _can_be_written(folder: Path) -> bool:
    """Whether files can be stored in a folder, which the first of them may create."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


@register(Tags.urls)
def check_served_addresses(app_configs, **kwargs):
    for name, first in _served():
        if first == "":
            yield Error(
                f"{name} is the root of the site, where the newspapers are.",
                hint=f"Set {name} to an address of its own, such as {name.removesuffix('_URL').lower()}/.",
                id="articles.E006",
            )
        elif first in RESERVED_SLUGS - _FILES:
            yield Error(
                f"{name} begins with /{first}/, which is an address of the site itself.",
                hint=f"Set {name} to another address, such as {name.removesuffix('_URL').lower()}/.",
                id="articles.E007",
            )


@register(Tags.database)
def check_newspapers_addresses(app_configs, databases=None, **kwargs):
    """Newspapers whose pages would be hidden behind uploads or static files."""
    for name, first in _served():
        if first and first not in RESERVED_SLUGS and _exists(first, databases or []):
            yield Error(
                f"{name} begins with /{first}/, which is the address of a newspaper.",
                hint=f"Set {name} to another address, or the newspaper's readers find nothing.",
                id="articles.E008",
            )


def _served():
    """Local addresses of files, as the name of the setting and the first part of the path."""
    for name in ("MEDIA_URL", "STATIC_URL"):
        address = urlsplit(str(getattr(settings, name) or "/"))
        if not address.netloc:
            yield name, address.path.strip("/").split("/")[0].lower()


def _exists(slug, databases) -> bool:
    for alias in databases:
        try:
            if Newspaper.objects.using(alias).filter(slug__iexact=slug).exists():
                return True
        except DatabaseError:
            # Before the first migration there are no newspapers.
            continue
    return False


@register(Tags.database)
def check_encoding(app_configs, databases=None, **kwargs):
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_encoding")
            encoding = cursor.fetchone()[0]
        if encoding != "UTF8":
            yield Error(
                f"The database “{alias}” stores text as {encoding}, which cannot hold Chinese.",
                hint="Create it again: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, then load a backup.",
                id="articles.E009",
            )


@register(deploy=True)
def check_hosts(app_configs, **kwargs):
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts:
        yield Warning(
            "ALLOWED_HOSTS takes every name, so links can be forged to lead elsewhere.",
            hint="Name the addresses at which readers open the paper: ALLOWED_HOSTS=paper.example.cn",
            id="articles.W002",
        )
    elif hosts <= _HERE:
        yield Warning(
            "ALLOWED_HOSTS names this machine only, so readers are refused.",
            hint="Name the addresses at which readers open the paper: ALLOWED_HOSTS=paper.example.cn",
            id="articles.W003",
        )


@register(Tags.security, deploy=True)
def check_policy(app_configs, **kwargs):
    if _POLICY not in settings.MIDDLEWARE:
        yield Warning(
            "No content security policy is sent, so a script that slips into a text would run.",
            hint=f"Add “{_POLICY}” to MIDDLEWARE.",
            id="articles.W004",
        )
