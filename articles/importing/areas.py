"""Give stored parts the hot areas that a list beside their page's text says: 01.areas.csv beside 01.md.

A list is taken whole or not at all: half of an article's outline would be
worse than none, and the corrected list brings the rest.
"""

import csv
from collections.abc import Iterator

from django.core.exceptions import ValidationError

from ..issue_text.document import PageText
from ..issue_text.problems import Problem
from ..issue_text.reader import UnreadableText, read_text
from ..models import HotArea
from ..models.hot_area import read_corners
from .plan import PageEntry, Plan
from .reading import ReadIssue
from .sources import SourceEntry, SourceError

_HEADER = ["article", "corners"]
#: A page of fifty articles, each traced with care, has some 30 kB.
MOST_BYTES = 256 * 1024
#: After so many wrong lines it is the wrong file.
MOST_TOLD = 10

#: The number of an article on its page -> its polygons.
Areas = dict[int, list[list[list[float]]]]


def store_areas(page: PageEntry, read: ReadIssue, plan: Plan) -> int:
    """Fill the parts of ``page`` that have no area yet, never one that has; returns how many areas were stored."""
    texts = [other.text for other in plan.pages if other.outcome is not None]
    areas, problems = _areas_of(page.text, texts, len(page.brought), read)
    plan.problems.extend(problems)
    # A part that an editor moved to another page lies elsewhere than this page's list says.
    parts = {number: entry.part for number, entry in enumerate(page.brought, 1) if entry in page.entries}
    drawn = set(HotArea.objects.filter(part__in=parts.values()).values_list("part", flat=True)) if areas else set()
    rows = [
        HotArea(part=parts[number], points=points, order=order)
        for number, polygons in areas.items()
        if number in parts and parts[number].pk not in drawn
        for order, points in enumerate(polygons)
    ]
    HotArea.objects.bulk_create(rows)
    return len(rows)


def check_areas(read: ReadIssue) -> list[Problem]:
    """What is wrong with the lists beside an issue's texts; nothing is stored."""
    pages = read.document.pages
    return [problem for page in pages for problem in _areas_of(page, pages, len(page.articles), read)[1]]


def _areas_of(page: PageText, pages: list[PageText], articles: int, read: ReadIssue) -> tuple[Areas, list[Problem]]:
    """What the list beside a page's text says; ``pages`` are all that the files of this issue bring."""
    source = read.areas(page.file)
    if source is None:
        return {}, []
    same_file = [other for other in pages if other.file == page.file]
    if len(same_file) > 1:
        told = [Problem("areas-several-pages", file=str(source.path))]
        return {}, told if same_file[0] is page else []
    return read_areas(source, articles)


def read_areas(source: SourceEntry, articles: int) -> tuple[Areas, list[Problem]]:
    """The areas of a page that has so many ``articles``, or what is wrong with the list and nothing of it."""
    file = str(source.path)
    areas: Areas = {}
    problems: list[Problem] = []
    try:
        rows = _rows(read_text(source.read(MOST_BYTES)))
        line, header = next(rows, (1, []))
        if [cell.lower() for cell in header] != _HEADER:
            return {}, [Problem("areas-header", line=line, file=file)]
        for line, (article, *corners) in rows:
            number = int(article) if article.isdecimal() and len(article) < 5 else 0
            if not 1 <= number <= articles:
                details = {"article": article[:20], "count": articles}
                problems.append(Problem("areas-article", line=line, file=file, details=details))
            try:
                # Corners that nobody put between quotes were taken apart at their commas.
                areas.setdefault(number, []).append(read_corners(",".join(corners).rstrip(",")))
            except ValidationError:
                problems.append(Problem("areas-corners", line=line, file=file))
            if len(problems) >= MOST_TOLD:
                break
    except (SourceError, UnreadableText) as error:
        reasons = {"zh": error.problem.message("zh"), "en": error.problem.message("en")}
        problems = [Problem("areas-unreadable", file=file, details=reasons)]
    except csv.Error as error:
        problems = [Problem("areas-unreadable", file=file, details={"zh": str(error), "en": str(error)})]
    return ({}, problems) if problems else (areas, [])


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says anything, with the line on which it begins."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    line = 1
    for row in reader:
        if any(cells := [cell.strip() for cell in row]):
            yield line, cells
        line = reader.line_num + 1
