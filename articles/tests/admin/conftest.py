from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from articles.models import Article, Page
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
def while_it_is_deleted():
    """Within it, whoever begins to change something finds that somebody else was faster, and deleted a row for good.

    Where an act is within another, ``depth`` is 2: it is deleted when the inner one begins.
    """

    @contextmanager
    def while_it_is_deleted(row, depth=1):
        begun = 0

        def delete_before_the_act(execute, sql, params, many, context):
            nonlocal begun
            begun += sql.startswith("SAVEPOINT")
            if sql.startswith("SAVEPOINT") and begun == depth:
                if isinstance(row, Page):
                    Article.objects.filter(parts__page=row).delete()
                type(row).objects.filter(pk=row.pk).delete()
            return execute(sql, params, many, context)

        with connection.execute_wrapper(delete_before_the_act):
            yield
        assert begun >= depth

    return while_it_is_deleted
