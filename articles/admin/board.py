"""The board: an issue on one screen, its pages as cards in order, laid out by hand or by keyboard.

Each act is a small form of its own, sent to ``articles.layout``. Without a
script the board is shown again afterwards; with one, the answer brings the board
as it is then, and the message that belongs to it. What preflight finds is asked
for after the board, since it reads every text of the issue.
"""

from collections.abc import Callable
from itertools import pairwise

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from .. import layout, permissions
from ..editing import Edit, Refused
from ..issue_text.body import blocks_of
from ..models import Issue, Page, Part
from ..workflow import Gone
from .base import board_url, key_in
from .board_cards import board_of
from .publication import transitions_of

# --- what its forms say ----------------------------------------------------------------------------


def _number(text: str) -> int:
    """A whole number of a form; Refused for what no board sends."""
    if (number := key_in(text)) is None:
        raise Refused(gettext("This was not understood; load the board again and repeat it."))
    return number


def _optional(text: str) -> int | None:
    return _number(text) if text else None


def _numbers(text: str) -> list[int]:
    return [_number(item) for item in text.split(",")] if text else []


def _asked_order(data) -> tuple[list[int], list[int]]:
    """The order that was asked for, and the one that was seen; a button shifts one thing by one place."""
    seen = _numbers(data.get("seen", ""))
    shift, _, by = data.get("shift", "").partition(":")
    if not shift:
        return _numbers(data.get("order", "")), seen
    pk, order = _number(shift), list(seen)
    if pk not in order or by not in ("-1", "1"):
        raise Refused(gettext("This was not understood; load the board again and repeat it."))
    place = order.index(pk)
    order.remove(pk)
    order.insert(max(place + int(by), 0), pk)
    return order, seen


# --- the views -------------------------------------------------------------------------------------


class BoardMixin:
    """The board, for the admin of issues."""

    def get_urls(self):
        acts = [
            ("pages/", self.board_pages, "pages"),
            ("page/<int:page>/order/", self.board_order, "order"),
            ("part/<int:part>/move/", self.board_move, "move"),
            ("part/<int:part>/cut/", self.board_cut, "cut"),
            ("part/<int:part>/join/", self.board_join, "join"),
        ]
        return [
            self._board_path("", self.board, "articles_issue_board"),
            self._board_path("found/", self.board_found, "articles_issue_board_found"),
            self._board_path("part/<int:part>/", self.board_part, "articles_issue_board_part"),
            *(self._board_path(rest, require_POST(view), f"articles_issue_board_{name}") for rest, view, name in acts),
            *super().get_urls(),
        ]

    def get_list_display(self, request):
        first, *others = super().get_list_display(request)
        return [first, "board_link", *others]

    @admin.display(description=gettext_lazy("board"))
    def board_link(self, issue):
        return format_html('<a class="board-link" href="{}">{}</a>', board_url(issue), gettext("Board"))

    def _board_path(self, rest: str, view: Callable, name: str):
        return path(f"<int:pk>/board/{rest}", self.admin_site.admin_view(view), name=name)

    def board(self, request, pk):
        issue = self._issue(pk)
        if not self.has_view_permission(request, issue):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **self._shown(request, issue, check="preflight" in request.GET),
            "title": gettext("Board"),
            "subtitle": str(issue),
            "opts": self.opts,
            "transitions": list(transitions_of(issue)) if self.has_publish_permission(request) else [],
            # The cards need the room.
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/articles/issue/board.html", context)

    def board_found(self, request, pk):
        """What preflight finds, for the script that puts it where it belongs."""
        issue = self._issue(pk)
        if not self.has_view_permission(request, issue):
            raise PermissionDenied
        shown = {"board": board_of(issue, check=True)}
        return JsonResponse({"found": render_to_string("admin/articles/issue/board_found.html", shown, request)})

    def board_part(self, request, pk, part):
        """Where one part of a story lies: to move it, to cut it at a paragraph, to join what continues it."""
        _check_right(request)
        issue = self._issue(pk)
        try:
            part = layout.find_part(issue, part)
        except Refused as refusal:
            return self._back(request, issue, "", refused=refusal.reasons)
        closed = permissions.closed_pages(issue, request.user)
        if part.page_id in closed:
            return self._back(request, issue, f"part-{part.pk}", refused=[closed[part.page_id]])
        story = list(part.article.parts.select_related("page").order_by("sequence"))
        here = next(i for i, other in enumerate(story) if other.pk == part.pk)
        before, after = story[max(here - 1, 0) : here], story[here + 1 : here + 2]
        ways = layout.ways(story, here, lambda page: page not in closed)
        pages = [page for page in issue.pages.all() if page.pk not in closed]
        pages_to_go_on = _apart_from(pages, [part, *after])
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Lay out"),
            "subtitle": str(part.article),
            "opts": self.opts,
            "issue": issue,
            "part": part,
            "story": story,
            "tail": after[0] if ways.join else None,
            "pages_to_move_to": _apart_from(pages_to_go_on, before) if ways.move else [],
            "pages_to_go_on": pages_to_go_on if ways.cut else [],
            "blocks": _blocks_with_cuts(part),
            "seen": layout.text_seen(part),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/articles/issue/board_part.html", context)

    def board_pages(self, request, pk):
        def act(issue):
            order, seen = _asked_order(request.POST)
            return layout.reorder_pages(issue, order, request.user, seen), gettext("The pages are in this order now.")

        return self._carry_out_layout(request, pk, act)

    def board_order(self, request, pk, page):
        def act(issue):
            order, seen = _asked_order(request.POST)
            found = layout.find_page(issue, page)
            done = gettext("The articles of %(page)s are in this order now.") % {"page": found.phrase}
            return layout.reorder_parts(found, order, request.user, seen), done

        return self._carry_out_layout(request, pk, act, f"page-{page}")

    def board_move(self, request, pk, part):
        def act(issue):
            data = request.POST
            found, page = layout.find_part(issue, part), layout.find_page(issue, _number(data.get("page", "")))
            edit = layout.move(
                found,
                page,
                request.user,
                _optional(data.get("place", "")),
                _optional(data.get("seen_on", "")),
                _numbers(data.get("seen", "")),
            )
            return edit, gettext("“%(article)s” lies on %(page)s now.") % _names(found, page)

        return self._carry_out_layout(request, pk, act, f"part-{part}")

    def board_cut(self, request, pk, part):
        def act(issue):
            data = request.POST
            found, page = layout.find_part(issue, part), layout.find_page(issue, _number(data.get("page", "")))
            edit = layout.cut(found, _number(data.get("after", "")), page, request.user, data.get("seen"))
            return edit, gettext("“%(article)s” goes on on %(page)s now.") % _names(found, page)

        return self._carry_out_layout(request, pk, act, f"part-{part}")

    def board_join(self, request, pk, part):
        def act(issue):
            found = layout.find_part(issue, part)
            edit = layout.join(found, request.user, _optional(request.POST.get("tail", "")))
            return edit, gettext("“%(article)s” is joined again on %(page)s.") % _names(found, found.page)

        return self._carry_out_layout(request, pk, act, f"part-{part}")

    def _carry_out_layout(self, request, pk, act: Callable[[Issue], tuple[Edit, str]], place: str = ""):
        """Do one act for whoever may lay out, and show the board as it is afterwards, also when it was refused."""
        _check_right(request)
        issue = self._issue(pk)
        try:
            edit, done = act(issue)
        except Gone as gone:
            return self._without_board(request, pk, gone.reasons)
        except Refused as refusal:
            return self._back(request, issue, place, refused=refusal.reasons)
        return self._back(request, issue, place, done, edit.warnings)

    def _back(self, request, issue, place, done="", warnings=(), refused=()) -> HttpResponse:
        told = [("error", reason) for reason in refused] + [("success", done)] * bool(done)
        told += [("warning", warning) for warning in warnings]
        if request.accepts("text/html"):
            for level, sentence in told:
                messages.add_message(request, getattr(messages, level.upper()), sentence)
            anchor = f"#{place}" if place else ""
            return HttpResponseRedirect(board_url(issue) + anchor)
        shown = self._shown(request, self._issue(issue.pk), check=False)
        board = render_to_string("admin/articles/issue/board_cards.html", shown, request)
        return JsonResponse({"refused": bool(refused), "told": told, "board": board})

    def _without_board(self, request, pk, reasons: list[str]) -> HttpResponse:
        if request.accepts("text/html"):
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        return JsonResponse({"refused": True, "told": [("error", reason) for reason in reasons], "board": ""})

    def _shown(self, request, issue, check: bool) -> dict:
        closed = permissions.closed_pages(issue, request.user)
        pages = {page.pk for page in issue.pages.all()} if _may_lay_out(request.user) else set()
        return {
            "board": board_of(issue, pages - closed.keys(), check),
            "issue": issue,
            "state": self.state(issue),
            "may_lay_out": bool(pages - closed.keys()),
            # The order of the pages is that of all of them.
            "may_order_pages": bool(pages) and not closed,
            "obstacles": sorted({closed[pk] for pk in pages & closed.keys()}),
            "may_add_article": request.user.has_perm("articles.add_article"),
            # Nobody shall write an article only to hear that its page is closed.
            "closed_pages": closed,
            "may_add_page": request.user.has_perm("articles.add_page"),
        }

    def _issue(self, pk) -> Issue:
        issue = Issue.objects.select_related("newspaper").prefetch_related("pages").filter(pk=pk).first()
        if issue is None:
            raise Http404
        return issue


def _may_lay_out(user) -> bool:
    return user.has_perm("articles.change_page")


def _check_right(request) -> None:
    if not _may_lay_out(request.user):
        raise PermissionDenied


def _names(part: Part, page: Page) -> dict[str, str]:
    return {"article": part.headline or str(part.article), "page": page.phrase}


def _apart_from(pages: list[Page], parts: list[Part]) -> list[Page]:
    """The pages on which none of these parts lies."""
    return [page for page in pages if page.pk not in {part.page_id for part in parts}]


def _blocks_with_cuts(part: Part) -> list[tuple[object, int | None]]:
    """A part's blocks, each with the number of the cut behind it, or None where the story cannot be cut."""
    blocks = blocks_of(part.body)
    cuts = [n if above.kind != "crosshead" else None for n, (above, _below) in enumerate(pairwise(blocks), 1)]
    return list(zip(blocks, [*cuts, None], strict=True))
