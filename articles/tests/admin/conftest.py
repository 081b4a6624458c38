from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from articles import workflow
from articles.tests.factories import make_article, make_issue


def log_in(user, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def editor(db):
    """One who may do everything, and reads English, in which these tests are written."""
    return log_in(get_user_model().objects.create_superuser("zongbian", password="zongbian-password"))


@pytest.fixture
def trainee(db):
    """One who may look at everything and change anybody's articles, but no issues."""
    user = get_user_model().objects.create_user("shixisheng", password="shixisheng-password", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__startswith="view_")
    )
    user.user_permissions.add(*Permission.objects.filter(codename__in=["change_article", "change_any_article"]))
    return log_in(user)


@pytest.fixture
def issue(db):
    return make_issue(pages=2)


@pytest.fixture
def article(issue):
    return make_article(issue.pages.first(), authors=["李明", "王芳"])


@pytest.fixture
def while_it_is_deleted(monkeypatch):
    """Within it, whoever is about to change something finds that somebody else was faster, and deleted it."""

    @contextmanager
    def while_it_is_deleted(row):
        lock = workflow.lock

        def delete_then_lock(issue):
            type(row).objects.filter(pk=row.pk).delete()
            lock(issue)

        with monkeypatch.context() as patched:
            patched.setattr(workflow, "lock", delete_then_lock)
            yield

    return while_it_is_deleted
