import threading

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage

from articles.models import Page
from articles.tests import factories
from articles.tests.pictures.drawing import drawing, file_of, upload


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


class ObjectStorage(InMemoryStorage):
    """A storage without a disk, as S3 is one: a file is there whole or not at all, and everybody reads for himself."""

    def __init__(self):
        super().__init__(base_url="https://pictures.example/")
        self.turn = threading.Lock()

    def _open(self, name, mode="rb"):
        with self.turn, super()._open(name, mode) as file:
            return ContentFile(file.read(), name)

    def _save(self, name, content):
        with self.turn:
            return super()._save(name, content)


@pytest.fixture
def object_storage(monkeypatch):
    storage = ObjectStorage()
    monkeypatch.setattr(default_storage, "_wrapped", storage)
    return storage


@pytest.fixture
def pictured_page(db):
    """A page of a published issue, with a picture 1000 × 1500 in four colours, or what ``content`` says."""

    def pictured_page(content=None, name="01.jpg", published=True):
        issue = factories.make_issue(pages=1, published=published)
        page = issue.pages.get()
        page.picture = upload(content or file_of(drawing()), name)
        page.save()
        return Page.objects.select_related("issue__newspaper").get(pk=page.pk)

    return pictured_page
