"""The rows of the board's cards, set here and not by a template: a large issue has hundreds, each of many parts."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

_ROW = (
    '<li class="board-row" id="part-{pk}" data-part="{pk}"{draggable}>{handle}<div class="board-what">{jump_in}'
    '<a class="board-headline" id="part-{pk}-title" href="{url}">{headline}</a>{jump_out}</div>{tools}'
    '<div class="board-more"><span>{length} {chars}</span>{more}{ways}</div></li>'
)
_HANDLE = '<span class="board-handle" aria-hidden="true">⠿</span>'
_JUMP = ' <span class="board-jump">（{}）</span> '
_RUNS = '<span class="board-runs">{}</span>'
_COUNT = '<a class="board-count {kind}" href="{url}" title="{title}">{text}</a>'
_WAYS = '<span class="board-ways">{}</span>'
_MOVE = '<a class="board-move" id="part-{pk}-move" href="part/{pk}/#move"{of}>{move}</a>'
_CUT = '<a id="part-{pk}-cut" href="part/{pk}/#cut"{of}>{cut}</a>'
_JOIN = (
    '<button type="submit" form="card-{page}" formaction="part/{pk}/join/" id="part-{pk}-join" name="tail" '
    'value="{tail}"{of}>{join}</button>'
)
_TOOLS = '<span class="board-tools">{}{}</span>'
_STEP = (
    '<button type="submit" form="card-{page}" class="move" name="shift" value="{pk}:{by}" id="part-{pk}-{way}" '
    'aria-label="{label}"{of}{disabled}>{sign}</button>'
)


def set_rows(rows: list, may_lay_out: bool) -> SafeString:
    """The list items of one page; who may not lay out gets no tools."""
    words = _words()
    made = [_set(row, words, may_lay_out, n == 0, n == len(rows) - 1) for n, row in enumerate(rows)]
    return mark_safe("\n".join(made))


def _words() -> dict[str, str]:
    return {
        "chars": escape(gettext("chars")),
        "up": escape(gettext("Move up")),
        "down": escape(gettext("Move down")),
        "move": escape(gettext("Move to…")),
        "cut": escape(gettext("Cut and continue…")),
        "join": escape(gettext("Join again")),
        "open": escape(gettext("open jump")),
        "blocks": escape(gettext("to be mended")),
        "warns": escape(gettext("to look at")),
    }


def _set(row, words: dict[str, str], may_lay_out: bool, is_first: bool, is_last: bool) -> str:
    pk = row.part.pk
    return _ROW.format(
        pk=pk,
        url=row.url,
        headline=escape(row.headline),
        jump_in=_JUMP.format(escape(row.jump_in)) if row.jump_in else "",
        jump_out=_JUMP.format(escape(row.jump_out)) if row.jump_out else "",
        length=row.part.characters,
        chars=words["chars"],
        more=_more(row, words),
        draggable=' draggable="true"' if may_lay_out else "",
        handle=_HANDLE if may_lay_out else "",
        ways=_ways(row, words) if may_lay_out else "",
        tools=_tools(row, words, is_first, is_last) if may_lay_out else "",
    )


def _more(row, words: dict[str, str]) -> str:
    runs = _RUNS.format(escape(row.runs_over)) if row.runs_over else ""
    jump = _count(row, "blocks", words["open"]) if row.is_open else ""
    return f"{runs}{jump}{_found(row, words)}"


def set_found(rows: list) -> SafeString:
    """What preflight found in each of these rows, to be put into them."""
    words = _words()
    return mark_safe("".join(_found(row, words) for row in rows))


def _found(row, words: dict[str, str]) -> str:
    counts = (("blocks", row.blocks), ("warns", row.warns))
    found = [_count(row, kind, f"{words[kind]} {number}") for kind, number in counts if number]
    return f'<span data-found="part-{row.part.pk}">{" ".join(found)}</span>'


def _count(row, kind: str, text: str) -> str:
    return _COUNT.format(kind=kind, url=row.url, title=escape(row.sentence), text=text)


def _of(pk: int) -> str:
    """What a tool is for, to those who listen: the headline."""
    return f' aria-describedby="part-{pk}-title"'


def _ways(row, words: dict[str, str]) -> str:
    pk, of, made = row.part.pk, _of(row.part.pk), []
    if row.ways.move:
        made.append(_MOVE.format(pk=pk, of=of, move=words["move"]))
    if row.ways.cut:
        made.append(_CUT.format(pk=pk, of=of, cut=words["cut"]))
    if row.ways.join:
        made.append(_JOIN.format(pk=pk, page=row.part.page_id, tail=row.tail.pk, of=of, join=words["join"]))
    return _WAYS.format("".join(made)) if made else ""


def _tools(row, words: dict[str, str], is_first: bool, is_last: bool) -> str:
    steps = (("up", -1, "↑", is_first), ("down", 1, "↓", is_last))
    return _TOOLS.format(
        *(
            _STEP.format(
                pk=row.part.pk,
                page=row.part.page_id,
                by=by,
                way=way,
                label=words[way],
                of=_of(row.part.pk),
                disabled=' aria-disabled="true"' if at_end else "",
                sign=sign,
            )
            for way, by, sign, at_end in steps
        )
    )
