"""One article read from its lines: headline, byline, notes, and the text in blocks."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..document import ArticleText, Block, Note
from ..likeness import is_advertisement, is_generic
from ..problems import Problem
from ..typography import IDEOGRAPHS, has_ideograph, restore_punctuation
from .bylines import (
    Byline,
    institution,
    is_byline_line,
    opens_with_lead,
    read_artwork,
    read_bare_names,
    read_byline_line,
    read_caption,
    read_ending,
    read_lead,
    read_pen_name,
    read_pen_names,
    read_writer,
)
from .drafts import DATE_LINE, Draft, closes, is_caption
from .headlines import SERIES_MARK, Headline, deck_text, ends_as_kicker, is_deck, read_headline
from .lines import Line
from .names import is_local_body
from .notes import is_note_signature, read_note_label
from .paragraphs import (
    LONGEST_CROSSHEAD,
    continues,
    is_finished,
    is_item,
    is_labelled,
    is_latin,
    is_numbered,
    is_verse,
    joins,
    reads_as_crosshead,
    seam,
)

_HAN = f"[{IDEOGRAPHS}]"
#: So many short open lines in a row make a list; fewer may be paragraphs that columns have cut.
_LIST_LENGTH = 4
_REPRINTED = re.compile(r"转载|转发|转登|转刊|摘登|摘发|摘编|予以刊发|现将全文")
_REPRINTED_FROM = re.compile(
    r"《([^《》]{2,16}(?:报|刊|网|社|周刊|杂志|新闻|半月谈|求是|瞭望))》|(新华社|新华网|人民网|央视网|中新社)"
)
#: The label that archives print above captions whose pictures they left out.
_PICTURES = re.compile(r"图片[ \u3000]?[：:]")
_TEXTS = ("headline", "kicker", "deck", "column", "byline", "dateline", "source")


@dataclass(slots=True)
class _Reading:
    article: ArticleText
    problems: list[Problem]
    page_text: str
    joined: int = 0

    def known_beside(self, *parts: str) -> Callable[[str], bool]:
        """A test whether characters stand together somewhere on the page, these parts apart."""
        return lambda seam: self.page_text.count(seam) > sum(part.count(seam) for part in parts)


def read_draft(draft: Draft, page_text: str, problems: list[Problem]) -> ArticleText:
    """Read one article's lines; adds to ``problems`` what was doubtful."""
    reading = _Reading(ArticleText(line=draft.start), problems, page_text)
    article = reading.article
    article.continues_on, article.continued_from = draft.continues_on, draft.continued_from
    lines = list(draft.lines)
    _read_heads(draft, lines, article)
    for note in draft.notes:
        _add_note(article, "before", note)
    article.column = article.column or restore_punctuation(draft.column)
    _read_top(lines, article, bool(draft.heads))
    lines = _take_notes(lines, article)
    _read_end(lines, article)
    article.body = _blocks(lines, reading)
    if not article.source:
        article.source = _source_of(article.editors_notes)
    for name in ("byline", "dateline"):
        setattr(article, name, restore_punctuation(getattr(article, name)))
    for name in _TEXTS:
        setattr(article, name, getattr(article, name).strip())
    _report(draft, reading)
    return article


def _report(draft: Draft, reading: _Reading) -> None:
    article, line = reading.article, draft.start
    if reading.joined:
        reading.problems.append(
            Problem("joined-paragraphs", line, details={"count": reading.joined, "headline": _name(article)})
        )
    if not article.headline and article.continued_from is None:
        reading.problems.append(Problem("no-headline", line, details={"start": _name(article)}))
    elif draft.guessed:
        reading.problems.append(Problem("headline-guessed", line, details={"headline": article.headline}))
    if draft.jumps_also:
        first = article.continues_on or article.continued_from
        details = {"headline": _name(article), "page": first, "others": "、".join(draft.jumps_also)}
        reading.problems.append(Problem("several-jumps", line, details=details))
    if not article.body:
        reading.problems.append(Problem("no-text", line, details={"headline": _name(article)}))


def _name(article: ArticleText) -> str:
    return article.headline or next((block.text[:20] for block in article.body if block.text), "")


def _read_heads(draft: Draft, lines: list[Line], article: ArticleText) -> None:
    made = _headline_of(draft)
    decks: list[str] = []
    while draft.heads and len(lines) > 1 and lines[0].kind == "text" and not lines[0].level and is_deck(lines[0].text):
        decks.append(deck_text(lines.pop(0).text))
    article.headline, article.kicker, article.column = made.headline, made.kicker, made.column
    article.series = made.series
    if is_generic(article.headline):
        article.headline = article.headline.replace(" ", "").replace("\u3000", "")
    if work := read_artwork(article.headline):
        article.headline = work[0]
        _apply(Byline(work[1]), article)
    if article.series and SERIES_MARK.fullmatch(article.kicker):
        # A kicker that says no more than the series does is the series.
        article.kicker = ""
    article.deck = " ".join(part for part in (made.deck, *map(restore_punctuation, decks)) if part)
    if decks and article.series is None:
        article.series = read_headline(["x", f"——{decks[0]}"]).series


def _headline_of(draft: Draft) -> Headline:
    heads = draft.heads
    if not heads:
        return Headline()
    if draft.guessed:
        return _plain_headline(heads)
    texts = [head.text for head in heads]
    if len(heads) == 2 and not heads[0].level:
        # A kicker that had no # of its own stays above, whatever the levels say.
        return read_headline(texts)
    return read_headline(texts, [head.level or 9 for head in heads])


def _plain_headline(heads: list[Line]) -> Headline:
    """Headline lines without #: the first is the headline unless it ends as a kicker does, the rest the deck."""
    texts = [head.text for head in heads if not is_deck(head.text)]
    decks = [f"——{deck_text(head.text)}" for head in heads if is_deck(head.text)]
    kickers = [texts.pop(0)] if len(texts) > 1 and ends_as_kicker(texts[0]) else []
    return read_headline([*kickers, *texts[:1], *(f"——{text}" for text in texts[1:]), *decks])


def _read_top(lines: list[Line], article: ArticleText, headed: bool) -> None:
    """Read deck, byline, dateline and note between headline and text, taking their lines away."""
    for _ in range(6):
        if not lines or lines[0].kind != "text":
            return
        line = lines[0]
        if label := read_note_label(line.text):
            if label.after or not _take_front_note(lines, article):
                return
            continue
        if len(line.text) > 160 or line.level:
            break
        if found := _byline_at(lines, article, headed):
            _apply(found, article)
            lines.pop(0)
        elif (
            is_latin(article.byline)
            and is_latin(line.text)
            and len(line.text.split()) <= 4
            and not is_finished(line.text)
        ):
            # Below an English byline: Staff Writer, The Associated Press.
            article.byline = f"{article.byline}, {lines.pop(0).text}"
        elif headed and not article.authors and _is_deck_line(lines):
            deck = restore_punctuation(lines.pop(0).text)
            article.deck = f"{article.deck} {deck}".strip()
        else:
            break
    if not _take_lead(lines, 0, article) and not article.authors and headed:
        _take_late_byline(lines, article)


def _take_lead(lines: list[Line], index: int, article: ArticleText) -> bool:
    """Cut dateline and byline from the paragraph at ``index``, if it opens with them."""
    if index >= len(lines) or lines[index].kind != "text" or lines[index].level:
        return False
    found = read_lead(lines[index].text)
    if found is None:
        return False
    _apply(found, article)
    if found.rest:
        lines[index] = lines[index].with_text(found.rest, is_lead=True)
    else:
        lines.pop(index)
    return True


def _take_late_byline(lines: list[Line], article: ArticleText) -> None:
    """A byline of its own line, or a lead, below one or two introducing paragraphs or captions."""
    if len(lines) > 1 and is_caption(lines[0].text) and _take_lead(lines, 1, article):
        return
    for index, line in enumerate(lines[1:3], 1):
        if (
            line.kind == "text"
            and len(line.text) <= 40
            and (found := read_byline_line(line.text))
            and found.authors
            and found.authors[0].role
        ):
            if index + 1 < len(lines) and is_finished(lines[index - 1].text):
                _apply(found, article)
                del lines[index]
            return


def _byline_at(lines: list[Line], article: ArticleText, headed: bool) -> Byline | None:
    line = lines[0]
    if (found := read_byline_line(line.text)) is not None:
        return found
    if not headed or len(lines) < 2 or (article.authors and not article.byline) or is_advertisement(article.headline):
        return None
    following = lines[1].text
    if not article.authors and is_local_body(line.text) and len(following) > LONGEST_CROSSHEAD // 2:
        return Byline([institution(line.text)], byline=line.text)
    if article.authors and len(lines) > 1 and not (read_bare_names(line.text) and len(line.text) <= 24):
        return None
    if (found := read_bare_names(line.text)) and not article.authors:
        return found
    if article.authors or (len(following) < 20 and not is_finished(following)):
        return None
    if len(following) > LONGEST_CROSSHEAD and (found := read_pen_names(line.text)):
        return found
    signed = (
        any(
            closes(other.text) and not (read_ending(other.text) or Byline()).photo
            for other in lines[1:]
            if hasattr(other, "text")
        )
        if len(line.text) <= 6
        else True
    )
    return None if signed else read_pen_name(line.text)


def _is_deck_line(lines: list[Line]) -> bool:
    """A short open line between headline and byline or lead is a deck; before plain text too, unless it is numbered."""
    text = lines[0].text
    if (is_finished(text) and not DATE_LINE.fullmatch(text)) or len(text) > LONGEST_CROSSHEAD * 2 or is_numbered(text):
        return False
    if len(lines) < 2 or lines[1].kind != "text" or lines[1].level:
        return False
    if is_caption(text) or opens_with_lead(text):
        return False
    if DATE_LINE.fullmatch(text) or is_item(text):
        return True
    if text[0] not in "（(" and re.search(rf"{_HAN}[ \u3000]+{_HAN}", text) and not closes(text):
        # Running text has no spaces between ideographs; headlines and decks do.
        return True
    if text[0] in "（(":
        return False
    below = [line.text for line in lines[1:4] if not is_caption(line.text)]
    if below and _opens_text(below[0]):
        return True
    if len(below) > 1 and len(below[0]) <= 20 and read_bare_names(below[0]) and len(text) > 6:
        return True
    if len(below) > 1 and len(below[0]) <= LONGEST_CROSSHEAD * 2 and _opens_text(below[1]):
        return not is_finished(below[0])
    prose = below and len(below[0]) > LONGEST_CROSSHEAD
    return bool(prose) and 6 <= len(text) <= LONGEST_CROSSHEAD and reads_as_crosshead(text, below[0], lambda _: False)


def _opens_text(text: str) -> bool:
    """A byline of its own line, or a lead."""
    return is_byline_line(text) or opens_with_lead(text)


def _apply(found: Byline, article: ArticleText) -> None:
    known = {(author.name, author.role) for author in article.authors}
    article.authors.extend(author for author in found.authors if (author.name, author.role) not in known)
    article.byline = f"{article.byline} {found.byline}".strip()
    article.dateline = article.dateline or found.dateline
    article.source = article.source or found.source


def _add_note(article: ArticleText, position: str, lines: list[Line]) -> None:
    """Add a note without its label and signature, its paragraphs healed, one a line."""
    texts: list[str] = []
    for place, line in enumerate(lines):
        text = line.text
        if place == 0 and (label := read_note_label(text)):
            text = label.rest
        text = re.sub(r"[（(]?[—–―]{2,4}[ \u3000]*编[ \u3000]*者[）)]?$", "", text).strip()
        if not text or is_note_signature(text):
            continue
        if texts and joins(texts[-1], text):
            texts[-1] = seam(texts[-1], text)
        else:
            texts.append(text)
    text = "\n".join(restore_punctuation(part) for part in texts)
    if text:
        article.editors_notes.append(Note(position, text))


def _take_front_note(lines: list[Line], article: ArticleText) -> bool:
    """Take a note between headline and text; how far it goes shows a byline, a signature, or its first full stop."""
    end = _note_end(lines, 0)
    if end >= len(lines) and len(lines) > 1 and not lines[0].was_heading:
        end = 1
    _add_note(article, "before", lines[:end])
    del lines[:end]
    return True


def _note_end(lines: list[Line], start: int) -> int:
    """The index behind the last line of the note that begins at ``start``."""
    label = read_note_label(lines[start].text)
    for index in range(start + 1, min(start + 7, len(lines))):
        line = lines[index]
        if is_note_signature(line.text) or re.search(r"[—–―]{2,}[ \u3000]*编[ \u3000]*者[）)]?$", line.text):
            return index + 1
        if line.level or line.kind != "text":
            return index
        if _opens_text(line.text) or (len(line.text) <= 20 and read_bare_names(line.text)):
            return index
    end = start + 1
    if not (label and label.rest):
        end += end < len(lines)
    while (
        end < len(lines)
        and joins(lines[end - 1].text, lines[end].text)
        and len(lines[end - 1].text) > LONGEST_CROSSHEAD
    ):
        end += 1
    return end


def _take_notes(lines: list[Line], article: ArticleText) -> list[Line]:
    """Take the notes inside and below the text."""
    index = 0
    while index < len(lines):
        label = read_note_label(lines[index].text) if lines[index].kind == "text" and not (lines[index].level) else None
        if label is None:
            index += 1
            continue
        end = len(lines) if label.after else _note_end(lines, index)
        position = (
            "before"
            if index == 0 and not label.after
            else "after"
            if label.after or (end >= len(lines) and index)
            else "within"
        )
        _add_note(article, position, lines[index:end])
        del lines[index:end]
    while lines and is_note_signature(lines[-1].text):
        signature = lines.pop().text
        if not article.editors_notes and (found := read_byline_line(signature)):
            # No note is there to be signed: the paper signs its own correction or call.
            _apply(found, article)
    return lines


def _read_end(lines: list[Line], article: ArticleText) -> None:
    """Read the brackets at the end of the text: the first that signs ends the story, later ones end briefs below it."""
    named = bool(article.authors)
    for index, line in enumerate(lines):
        if line.kind != "text" or line.level or line.text[-1:] not in "）)】]":
            continue
        ending = read_ending(line.text)
        if ending is None:
            continue
        if ending.photo:
            following = lines[index + 1] if index + 1 < len(lines) else None
            if is_generic(article.headline) or (following is not None and opens_with_lead(following.text)):
                # What follows a finished picture story are briefs of others.
                return
            continue
        last = index == len(lines) - 1
        if ending.authors and (named or article.authors):
            if not last:
                return
            continue
        _apply(Byline(ending.authors, ending.byline, ending.dateline, ending.source), article)
        lines[index] = line.with_text(ending.rest)
        if ending.authors:
            break
    lines[:] = [line for line in lines if line.text or line.kind != "text"]
    if _read_artworks(lines, article):
        return
    if len(lines) > 1 and not article.authors and lines[-1].kind == "text" and not lines[-1].level:
        _read_last_line(lines, article)


def _read_artworks(lines: list[Line], article: ArticleText) -> bool:
    """Credit the artists of the works that a text closes with; their lines stay, because they are the captions.

    Where the article is nothing but works, all their artists are its authors.
    Below an article's text only the last is, as a bracket at the very end
    signs; the others are credited in their captions.
    """
    works = [read_artwork(line.text) for line in lines if line.kind == "text" and not _PICTURES.fullmatch(line.text)]
    if not works or works[-1] is None:
        return False
    for work in works if all(works) else works[-1:]:
        _apply(Byline(work[1]), article)
    return True


def _read_last_line(lines: list[Line], article: ArticleText) -> None:
    """A byline on the very last line: 本报记者 甲, 文/甲 图/乙, 市民 甲."""
    text = lines[-1].text
    if len(text) > 40 or is_finished(text) or not is_finished(lines[-2].text):
        return
    found = read_byline_line(text) or read_writer(text)
    if found and (found.byline != "" and len(found.authors) <= 8):
        _apply(found, article)
        lines.pop()


def _source_of(notes: list[Note]) -> str:
    """The paper that a note says the article is reprinted from: 2月19日，《星报》头版刊发…现予转载."""
    for note in notes:
        if _REPRINTED.search(note.text) and (match := _REPRINTED_FROM.search(note.text)):
            return match[1] or match[2]
    return ""


def _blocks(lines: list[Line], reading: _Reading) -> list[Block]:
    """Type the lines, and heal the paragraphs that column ends have cut."""
    blocks: list[Block] = []
    open_line = False
    for index, line in enumerate(lines):
        if not line.text and line.kind == "text":
            continue
        if line.kind == "picture":
            blocks.append(_picture(line, lines, index, reading.article, len(blocks)))
        elif open_line and _goes_on(blocks[-1], line):
            blocks[-1].text = seam(blocks[-1].text, line.text)
            blocks[-1].lines.extend(line.lines)
            reading.joined += 1
        else:
            blocks.append(Block(_kind(lines, index, reading), line.text, line.lines))
        open_line = blocks[-1].kind == "paragraph" and _stays_open(lines, index, blocks[-1].text)
    for block in blocks:
        block.text = restore_punctuation(block.text).strip()
    if blocks and blocks[-1].kind == "crosshead" and reading.article.continues_on is None and not lines[-1].level:
        blocks[-1].kind = "paragraph"
    return blocks


def _goes_on(block: Block, line: Line) -> bool:
    """Whether a line continues the paragraph above it."""
    return line.kind == "text" and not line.level and not line.is_lead and joins(block.text, line.text)


def _kind(lines: list[Line], index: int, reading: _Reading) -> str:
    """What a line is that continues nothing and is no picture."""
    line = lines[index]
    if line.kind != "text":
        return {"rule": "separator"}.get(line.kind, line.kind)
    return "crosshead" if line.level or _is_crosshead(lines, index, reading) else "paragraph"


def _picture(line: Line, lines: list[Line], index: int, article: ArticleText, place: int) -> Block:
    """A picture with its caption, from the line below where its own is empty, and its credit, who is an author too."""
    caption, numbers = line.text, line.lines
    if not caption and index + 1 < len(lines) and lines[index + 1].kind == "text" and is_caption(lines[index + 1].text):
        caption, numbers = lines[index + 1].text, [*numbers, *lines[index + 1].lines]
        lines[index + 1] = lines[index + 1].with_text("")
    caption, credit, authors = read_caption(caption)
    known = {author.name for author in article.authors}
    article.authors.extend(author for author in authors if author.name not in known)
    return Block("picture", restore_punctuation(caption), numbers, name=line.name or f"图{place + 1}", credit=credit)


def _stays_open(lines: list[Line], index: int, text: str) -> bool:
    """Whether the next line may continue this paragraph."""
    if is_finished(text) and not (index + 1 < len(lines) and continues(lines[index + 1].text)):
        return False
    if read_artwork(text):
        return False
    return not (_in_verse(lines, index) or _in_list(lines, index))


def _in_verse(lines: list[Line], index: int) -> bool:
    """Whether a line stands among short open ones, as verse, lists and tables do."""
    if len(lines[index].text) > 22 or not is_verse(lines[index].text):
        return False
    neighbours = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return any(other.kind == "text" and is_verse(other.text) and len(other.text) <= 22 for other in neighbours)


def _in_list(lines: list[Line], index: int) -> bool:
    """Whether a line stands in a run of open lines apart from each other, as lists of names and products do."""
    run = 1
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(lines) and run < _LIST_LENGTH and _is_list_line(lines[place]):
            run += 1
            place += step
    return run >= _LIST_LENGTH and _is_list_line(lines[index])


def _is_list_line(line: Line) -> bool:
    return (
        line.kind == "text" and not line.level and line.gap > 0 and len(line.text) <= 40 and not is_finished(line.text)
    )


def _is_crosshead(lines: list[Line], index: int, reading: _Reading) -> bool:
    """Whether a line without # is a crosshead, by its shape and by the lines around it."""
    text = lines[index].text
    below = lines[index + 1] if index + 1 < len(lines) else None
    following = below if below is not None and below.kind == "text" and not below.level else None
    if lines[index].is_lead or is_caption(text) or is_labelled(text):
        return False
    if len(text) > LONGEST_CROSSHEAD or following is None or not has_ideograph(text):
        return False
    if text[0] in "（(，。、；：”’）》—–" or is_item(text) or (is_finished(text) and text[-1] not in "！？”"):
        return False
    if is_finished(text) and (text[-1] == "”" or len(text) > 14 or text[0] in "“"):
        return False
    if (
        index
        and not is_finished(lines[index - 1].text)
        and not lines[index - 1].level
        and lines[index - 1].kind == "text"
    ):
        return False
    if is_verse(following.text) and not is_numbered(text):
        return False
    return reads_as_crosshead(text, following.text, reading.known_beside(text, following.text))
