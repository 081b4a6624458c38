import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client


@pytest.fixture
def outsider(db):
    """A client logged in as somebody who has no permission at all."""
    user = get_user_model().objects.create_user("luren", password="luren-password")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def page_editor(db):
    """A client logged in as one of the staff who may look at drafts, and no more."""
    user = get_user_model().objects.create_user("bianji", password="bianji-password", is_staff=True)
    may = Permission.objects.filter(codename__in=["view_issue", "view_page", "view_article"])
    user.user_permissions.set(may)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def story_across_pages(db):
    """A published story that begins on page 1 and ends on page 2."""
    from articles.tests.factories import make_article, make_issue, make_part

    issue = make_issue(pages=2, published=True)
    first, second = issue.pages.all()
    article = make_article(first, "一粒米的三次转身", "好稻谷有了，却卖不出", deck="柳溪镇产业链观察")
    make_part(article, second, "好价钱。后来米厂办了起来。")
    return article
