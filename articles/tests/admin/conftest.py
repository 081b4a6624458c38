import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

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
