"""The people of an invented paper's desk, by role: each with the group that the migrations make."""

from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from articles.permissions import ROLES

REPORTER, PAGE_EDITOR, SECTION_CHIEF, CHIEF_EDITOR, IMPORTER = ROLES


def make_member(role: str, username: str, **fields) -> User:
    """One of the staff; the group is made again where a test's end has emptied its table."""
    user = User.objects.create_user(username, password=f"{username}-password", is_staff=True, **fields)
    user.groups.add(_group(role))
    return user


def client_of(user: User) -> Client:
    """A browser in which this user is logged in; ``client.user`` is the user."""
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def _group(role: str) -> Group:
    group, made = Group.objects.get_or_create(name=role)
    if made:
        wanted = set(ROLES[role])
        permissions = Permission.objects.select_related("content_type")
        group.permissions.set(p for p in permissions if f"{p.content_type.app_label}.{p.codename}" in wanted)
    return group
