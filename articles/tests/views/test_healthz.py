import pytest
from django.db import OperationalError


@pytest.mark.django_db
def test_all_is_well_while_the_database_answers(reader):
    response = reader.get("/healthz")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_reported(reader, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", fail)

    assert reader.get("/healthz").status_code == 503
