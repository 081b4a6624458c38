import pytest
from django.contrib.staticfiles.storage import staticfiles_storage


def test_it_answers_for_the_whole_site_and_is_looked_for_again_each_time(reader):
    response = reader.get("/sw.js")

    assert response["Content-Type"] == "text/javascript"
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response["Content-Security-Policy"]


def test_a_deploy_with_other_files_changes_it(reader, monkeypatch):
    before = reader.get("/sw.js").content
    assert reader.get("/sw.js").content == before

    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "9c1a", raising=False)

    after = reader.get("/sw.js").content
    assert after != before
    assert b'const VERSION = "9c1a";' in after


def test_it_knows_the_addresses_of_the_site(reader):
    script = reader.get("/sw.js").content.decode()

    for line in ('HOME = "/"', 'OFFLINE = "/offline/"', 'DESK = "/admin/"', 'STATIC = "/static/"', 'MEDIA = "/media/"'):
        assert f"const {line};" in script


@pytest.mark.django_db
def test_every_page_leads_to_it(reader):
    assert 'data-worker="/sw.js"' in reader.get("/offline/").content.decode()
