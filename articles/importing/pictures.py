"""Give stored issues, pages and pictures the files that lie beside their texts."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.utils.translation import get_language

from ..issue_text.problems import Problem
from ..models import Page, Picture
from ..models.uploads import check_pdf, check_photograph, check_picture
from .areas import store_areas
from .plan import PageEntry, Plan
from .reading import ReadIssue
from .sources import MOST_FILE_BYTES, PICTURE_SUFFIXES, SourceEntry, SourceError


@contextmanager
def files_taken_back_on_failure() -> Iterator[list[FieldFile]]:
    """A list for files as they are saved; if the block fails they are deleted, as the database forgets its rows."""
    saved: list[FieldFile] = []
    try:
        yield saved
    except BaseException:
        for file in saved:
            file.storage.delete(file.name)
        raise


def store_files(plan: Plan, read: ReadIssue, saved: list[FieldFile], publish: bool = False) -> int:
    """Fill what has no file or no hot area yet; what somebody uploaded or drew is never replaced.

    Readers' pages get something new only with ``publish``; otherwise it is an error among the plan's problems.
    Returns how many hot areas were stored; files are added to ``saved``.
    """
    _store_issue_pdf(read, plan, saved, publish)
    brought = [page for page in plan.pages if page.outcome is not None]
    areas = 0
    for page in brought:
        before = len(saved)
        _store_page_matter(page, read, plan, saved)
        _store_pictures(page, read, plan, saved)
        areas += (new_areas := store_areas(page, read, plan))
        is_public = plan.issue.is_public and page.row.status == Page.Status.PUBLISHED
        if (new_areas or len(saved) > before) and is_public and not publish:
            plan.problems.append(Problem("published-page", file=page.text.file, details={"label": page.text.label}))
    return areas


def _store_issue_pdf(read: ReadIssue, plan: Plan, saved: list[FieldFile], publish: bool) -> None:
    source, issue = read.pdf, plan.issue
    if source and not issue.pdf and _save(issue.pdf, source, plan, saved, check_pdf):
        issue.save(update_fields=["pdf"])
        if issue.is_public and not publish:
            plan.problems.append(Problem("published-issue", file=str(source.path)))


def _store_page_matter(page: PageEntry, read: ReadIssue, plan: Plan, saved: list[FieldFile]) -> None:
    picture, pdf = read.page_matter(page.text.file)
    row = page.row
    if picture and not row.picture and _save(row.picture, picture, plan, saved):
        row.save(update_fields=["picture", "picture_width", "picture_height"])
    if pdf and not row.pdf and _save(row.pdf, pdf, plan, saved, check_pdf):
        row.save(update_fields=["pdf"])


def _store_pictures(page: PageEntry, read: ReadIssue, plan: Plan, saved: list[FieldFile]) -> None:
    wanted = {
        (entry.part.article_id, block.name): block
        for entry in page.entries
        if entry.outcome is not None
        for block in entry.text.body
        if block.kind == "picture" and block.name.lower().endswith(tuple(PICTURE_SUFFIXES))
    }
    if not wanted:
        return
    articles = {article for article, _ in wanted}
    for row in Picture.objects.filter(article__in=articles, image="").select_related("article__issue__newspaper"):
        block = wanted.get((row.article_id, row.name))
        if block is None:
            continue
        if source := read.picture(page.text.file, row.name):
            if _save(row.image, source, plan, saved, check_photograph):
                row.save(update_fields=["image", "width", "height"])
        else:
            line = block.lines[0] if block.lines else None
            plan.problems.append(Problem("picture-missing", line=line, file=page.text.file, details={"name": row.name}))


def _save(target: FieldFile, source: SourceEntry, plan: Plan, saved: list[FieldFile], check=check_picture) -> bool:
    """Store a file in a row's field, if it is what uploads have to be; else say why not."""
    try:
        file = File(io.BytesIO(source.read(MOST_FILE_BYTES)), name=source.path.name)
        file.size = file.file.getbuffer().nbytes
        check(file)
    except (SourceError, ValidationError) as error:
        refused = isinstance(error, ValidationError)
        reason = " ".join(error.messages) if refused else error.problem.message(get_language() or "")
        details = {"name": source.path.name, "reason": reason}
        plan.problems.append(Problem("picture-unreadable", file=str(source.path), details=details))
        return False
    target.save(source.path.name, file, save=False)
    saved.append(target)
    return True
