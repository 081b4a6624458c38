import datetime

import pytest

from articles.models import Correction
from articles.models.correction import today
from articles.tests.factories import DAY, make_article, make_issue, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(make_issue(pages=1, published=True).pages.get())


def correct(article, **fields):
    return Correction.objects.create(article=article, text="应为二千一百四十亩。", **fields)


def test_a_correction_without_a_notice_is_told_from_its_day_on(article):
    correct(article)
    correct(article, date=today() + datetime.timedelta(days=1))
    assert Correction.objects.published().get().date == today()


def test_a_printed_correction_is_told_with_its_notice(article):
    notice = make_article(make_issue(DAY + datetime.timedelta(days=1), pages=1).pages.get(), "更正")
    correct(article, printed_in=notice, date=DAY)
    assert not Correction.objects.published().exists()

    publish(notice.issue)
    assert Correction.objects.published().get().printed_in == notice
