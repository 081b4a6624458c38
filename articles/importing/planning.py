"""Compare a document that was read with what is stored."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from ..comparing import differences
from ..content import text_content
from ..issue_document import page_digest, stored_issue, text_digest, texts_of
from ..issue_text.body import blocks_of
from ..issue_text.document import ArticleText, Block, IssueDocument, PageText
from ..issue_text.likeness import likeness
from ..issue_text.problems import Problem
from ..models import Article, ArticleVersion, Author, FormerAuthor, Issue, Newspaper, Page, Part
from ..versions import deleted
from .limits import check_limits
from .matching import Candidate
from .merging import Said, merge, new_entry, pair
from .plan import Entry, Outcome, PageEntry, Plan, page_key

#: Names of newspapers so alike are one name, written or recognised otherwise; 日报 and 晚报 of one town are not.
_SAME_PAPER = 0.8


def plan_import(document: IssueDocument, publish: bool = False) -> Plan:
    """Compare a document that was read with what is stored. Changes no row.

    The document becomes the plan's and is changed by it. Errors are among the
    plan's problems; a plan with errors must not be applied. ``publish`` says
    that changes to pages that are public already are wanted. Inside a
    transaction, what the plan rests on stays as it is until its end.
    """
    if not document.pages and any(problem.severity == "error" for problem in document.problems):
        # Nothing could be read; what else is missing would only hide why.
        return Plan(Newspaper(), Issue(), document, [])
    document.problems += check_limits(document)
    for _, article in document.places():
        _name_pictures(article)
    _use_present_names(document)
    newspaper = _find_newspaper(document)
    _tell_of_another_masthead(document, newspaper)
    issue = _find_issue(newspaper, document)
    if issue.pk is None:
        pages = [_new_page(page) for page in document.pages]
        pair(document)
        return Plan(newspaper, issue, document, pages)
    _lock_texts(issue)
    plan = merge(stored_issue(issue), document, newspaper, issue, _said_before(issue), _deleted(issue))
    _tell_what_is_not_taken(plan)
    if publish and issue.status == Issue.Status.WITHDRAWN:
        plan.problems.append(Problem("withdrawn-issue"))
    if issue.is_public and not publish:
        plan.problems.extend(
            Problem("published-page", file=page.text.file, details={"label": page.text.label})
            for page in plan.pages
            if page.row and page.row.status == Page.Status.PUBLISHED and page.changed
        )
    return plan


def _said_before(issue: Issue) -> Said:
    """What files said of each page when they last brought it."""
    said: dict[Hashable, Counter[str]] = {}
    for report in issue.batches.values_list("report", flat=True):
        of_batch: dict[Hashable, Counter[str]] = {page_key(label): Counter() for label in report.get("pages", [])}
        for entry in report.get("entries", []):
            of_batch.setdefault(page_key(entry.get("source_page")), Counter())[entry.get("prose", "")] += 1
        said = of_batch | said
    return said


def _tell_what_is_not_taken(plan: Plan) -> None:
    """Tell, where an editor's work stays, in what the file differs from what it said when that work began."""
    refused = [(page, entry) for page in plan.pages for entry in page.brought if entry.not_taken]
    articles = {entry.row.article_id for _, entry in refused}
    kept = ArticleVersion.objects.filter(issue=plan.issue, article__in=articles).order_by("-number")
    versions: dict[int, list[dict]] = {}
    for article, content in kept.values_list("article", "content"):
        versions.setdefault(article, []).append(content)
    for page, entry in refused:
        story = entry.row.article
        entry.said_last = _said_last(entry, versions.get(story.pk, []))
        entry.refused = differences(text_content(entry.said_last), text_content(entry.not_taken))
        if not entry.refused or _is_put_in_by_hand(entry, story):
            entry.not_taken, entry.refused = None, []
            entry.outcome = Outcome.LEFT_OUT if entry.joined_to else Outcome.KEPT
            continue
        details = {
            "headline": entry.text.headline or story.headline,
            "fields": "、".join(field.name for field in entry.refused),
        }
        code, line = "joined-conflict" if entry.joined_to else "conflict", entry.not_taken.line or None
        plan.problems.append(Problem(code, line=line, file=page.text.file, details=details))


def _is_put_in_by_hand(entry: Entry, story: Article) -> bool:
    """Whether an editor has mended the text as the file says, in a story that was cut or joined and reads otherwise."""
    if [field.key for field in entry.refused] != ["parts:1:body"]:
        return False
    before, now = ([block.text for block in text.body] for text in (entry.said_last, entry.not_taken))
    new = [text for text in now if text not in before]
    gone = [text for text in before if text not in now and not any(text in other for other in new)]
    stored = "".join(block.text for part in story.parts.all() for block in blocks_of(part.body))
    return all(text in stored for text in new) and not any(text in stored for text in gone)


def _said_last(entry: Entry, versions: list[dict]) -> ArticleText:
    """What a file said of an entry when the desk took it last, by the versions of its article, newest first."""
    for content in versions:
        for part, text in zip(content["parts"], texts_of(content), strict=True):
            if entry.joined_to is None:
                if text_digest(text) == entry.part.stored_digest:
                    return text
            elif page_key(part["page"]) == page_key(entry.source.page):
                return text
    return (entry.joined_to or entry).text


def _deleted(issue: Issue) -> list[Candidate]:
    return [
        Candidate(
            page_key(version.content["parts"][0]["page"]),
            "",
            replace(texts_of(version.content)[0], number=version.article_number),
        )
        for version in deleted(issue)
        if version.content["parts"]
    ]


def _new_page(page: PageText) -> PageEntry:
    entries = [new_entry(text, page.label) for text in page.articles]
    return PageEntry(
        page,
        source_digest=page_digest(page),
        source_label=page.label,
        outcome=Outcome.NEW,
        entries=entries,
        brought=list(entries),
    )


def _name_pictures(article: ArticleText) -> None:
    """Give every picture a name; one that is placed twice has one credit and one alternative text."""
    pictures = [block for block in article.body if block.kind == "picture"]
    first: dict[str, Block] = {block.name: block for block in reversed(pictures) if block.name}
    number = 0
    for block in pictures:
        while not block.name:
            number += 1
            if (name := f"图{number}") not in first:
                block.name, first[name] = name, block
        block.credit, block.alt = first[block.name].credit, first[block.name].alt


def _use_present_names(document: IssueDocument) -> None:
    """Give bylines to those whom the desk has found the named to be, until an author of that name is made again."""
    signed = [author for _, article in document.places() for author in article.authors]
    if not signed:
        return
    namesakes = Author.objects.filter(name=OuterRef("name"), institution=OuterRef("institution"))
    former = FormerAuthor.objects.filter(name__in={author.name for author in signed}, distinction="")
    rows = former.exclude(Exists(namesakes)).order_by("pk")
    present = {(name, kind): today for name, kind, today in rows.values_list("name", "institution", "author__name")}
    for name, kind in sorted({(author.name, author.institution) for author in signed} & present.keys()):
        document.problems.append(Problem("former-name", details={"name": name, "today": present[name, kind]}))
    for _, article in document.places():
        authors = article.authors
        for author in authors:
            author.name = present.get((author.name, author.institution), author.name)
        article.authors = [author for i, author in enumerate(authors) if author not in authors[:i]]


def _find_newspaper(document: IssueDocument) -> Newspaper:
    """The stored newspaper of this slug or name, else a new one; unusable names become problems.

    Imports into one newspaper wait for one another here.
    """
    wanted = document.newspaper
    if not wanted:
        document.problems.append(Problem("newspaper-unknown"))
        return Newspaper()
    known = Newspaper.objects.select_for_update().filter(Q(slug=wanted) | Q(name=wanted)).order_by("pk")
    if found := sorted(known, key=lambda newspaper: newspaper.slug != wanted):
        return found[0]
    try:
        Newspaper._meta.get_field("slug").run_validators(wanted)
    except ValidationError:
        # A name from a masthead is right as a name, it only cannot be an address.
        code = "newspaper-slug" if wanted.isascii() else "newspaper-unknown"
        document.problems.append(Problem(code, details={"slug": wanted}))
    if not document.title:
        document.problems.append(Problem("newspaper-without-name", details={"slug": wanted}))
    return Newspaper(
        slug=wanted,
        name=document.title[:100] or wanted,
        cn_number=document.cn_number[:60],
        sponsor=document.sponsor[:200],
    )


def _tell_of_another_masthead(document: IssueDocument, newspaper: Newspaper) -> None:
    """A paper's text under another's name: its number (刊号) is sure, its name may have been recognised wrongly."""
    printed, name = document.title, newspaper.name
    if not printed or newspaper.pk is None or name == newspaper.slug or likeness(printed, name) >= _SAME_PAPER:
        return
    number, known = document.cn_number, newspaper.cn_number
    code = "newspaper-other" if number and known and number not in known else "newspaper-name-differs"
    details = {"printed": printed, "name": name, "number": number, "known": known}
    document.problems.append(Problem(code, details=details))


def _find_issue(newspaper: Newspaper, document: IssueDocument) -> Issue:
    """The stored issue of the document's day and edition, else a new one."""
    issue = None
    if newspaper.pk and document.date:
        # Locked as it is found: whether it is public decides what may be changed.
        found = newspaper.issues.select_for_update(of=("self",))
        issue = found.filter(date=document.date, edition=document.edition).first()
    if issue is None:
        _warn_of_taken_number(newspaper, document)
        return Issue(newspaper=newspaper, date=document.date, edition=document.edition, number=document.number)
    issue.newspaper = newspaper
    if document.number and issue.number and document.number != issue.number:
        details = {"found": document.number, "stored": issue.number}
        document.problems.append(Problem("number-differs", details=details))
    return issue


def _warn_of_taken_number(newspaper: Newspaper, document: IssueDocument) -> None:
    if newspaper.pk and document.number:
        twin = newspaper.issues.filter(number=document.number).exclude(date=document.date).first()
        if twin:
            details = {"number": document.number, "date": twin.date.isoformat()}
            document.problems.append(Problem("number-taken", details=details))


def _lock_texts(issue: Issue) -> None:
    """An editor who saves at this moment waits, so that nothing is written over that was not compared."""
    # In the desk's order: the issue is locked before what lies in it; who locks otherwise might wait for another.
    for texts in (Article.objects.filter(issue=issue), Part.objects.filter(page__issue=issue)):
        list(texts.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
