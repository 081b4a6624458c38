import csv
import datetime
from collections.abc import Iterator
from itertools import chain

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import counting, names
from ..editing import Refused
from ..models import Article, Author, Byline, Issue, Newspaper
from .base import NOTHING, DeskAdmin, changelist_link, count_of, key_in
from .fresh import FreshAdmin

#: So many pairs are decided upon without getting tired.
PAIRS_PER_PAGE = 25
#: Headlines by which one sees who somebody is.
_HEADLINES = 5
#: Signs with which a cell must not begin: a spreadsheet would take what follows for a formula.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


@admin.register(Author)
class AuthorAdmin(FreshAdmin, DeskAdmin):
    list_display = ["name", "distinction", "institution", "sort_key", "article_count"]
    list_filter = ["institution"]
    search_fields = ["name", "distinction", "sort_key"]
    fields = [("name", "distinction"), "institution", "sort_key", "about", "article_count"]
    readonly_fields = ["article_count"]
    actions = ["merge"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(n_articles=count_of(Byline, "author", "article"))

    @admin.display(description=_("articles"), ordering="n_articles")
    def article_count(self, author):
        return changelist_link(Article, author.n_articles, authors__id__exact=author.pk) if author.pk else NOTHING

    def get_search_results(self, request, queryset, search_term):
        found, may_be_double = super().get_search_results(request, queryset, search_term)
        letters = "".join(search_term.split())
        if letters.isascii() and letters.isalpha():
            found = found | queryset.sounding(letters)
        return found, may_be_double

    def get_urls(self):
        wrap = self.admin_site.admin_view
        urls = [
            path("same/", wrap(self.candidates_view), name="articles_author_candidates"),
            path("same/not/", wrap(require_POST(self.distinct_view)), name="articles_author_distinct"),
            path("merge/", wrap(self.merge_view), name="articles_author_merge"),
            path("count/", wrap(self.count_view), name="articles_author_count"),
        ]
        return [*urls, *super().get_urls()]

    def has_merge_permission(self, request, obj=None):
        return request.user.has_perm("articles.merge_author")

    def changelist_view(self, request, extra_context=None):
        rights = {
            "may_merge": self.has_merge_permission(request),
            "may_count": request.user.has_perm("articles.count_author"),
        }
        return super().changelist_view(request, rights | (extra_context or {}))

    def _page(self, request, template: str, title: str, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/articles/author/{template}.html", context)

    # --- one person under two names ---

    @admin.action(description=_("Merge…"), permissions=["merge"])
    def merge(self, request, queryset):
        chosen = list(queryset.order_by("n_articles", "pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            self.message_user(request, _("Choose two authors who are one person."), messages.WARNING)
            return None
        return HttpResponseRedirect(_merge_url(*chosen))

    def candidates_view(self, request):
        self._require_merging(request)
        found = Paginator(names.candidates(), PAIRS_PER_PAGE)
        shown = found.get_page(request.GET.get("p"))
        pks = set(chain.from_iterable((pair.author, *pair.others) for pair in shown))
        authors = self.get_queryset(request).in_bulk(pks)
        pairs = [_as_shown(pair, authors) for pair in shown if {pair.author, *pair.others} <= authors.keys()]
        title = _("The same person?")
        return self._page(request, "candidates", title, pairs=pairs, page=shown, total=found.count)

    def distinct_view(self, request):
        self._require_merging(request)
        chosen = self._chosen(request.POST.getlist("author"))
        if len(chosen) > 1:
            names.tell_apart(chosen[0], chosen[1:], request.user)
            told = _("Remembered: %(names)s are not the same person.")
            self.message_user(request, told % {"names": "、".join(map(str, chosen))}, messages.SUCCESS)
        else:
            self.message_user(request, _("One of these authors is gone meanwhile."), messages.WARNING)
        back = reverse("admin:articles_author_candidates")
        return HttpResponseRedirect(f"{back}?{urlencode({'p': request.POST.get('p', '1')})}")

    def merge_view(self, request):
        """Ask what becomes of an author who is another, or two whose names run together, and do it."""
        self._require_merging(request)
        data = request.POST if request.method == "POST" else request.GET
        author, into = self._chosen([data.get("author")]), self._chosen(data.getlist("into"))
        back = HttpResponseRedirect(reverse("admin:articles_author_candidates"))
        if not author or len(into) not in (1, 2) or author[0] in into:
            self.message_user(request, _("Choose two different authors; one may be gone meanwhile."), messages.WARNING)
            return back
        if request.method == "POST":
            return self._merge(request, author[0], into) or back
        return self._ask(request, author[0], into)

    def _ask(self, request, author, into, refused=()):
        people = [_with_headlines(person) for person in (author, *into)]
        title = _("Merge authors") if len(into) == 1 else _("Part two names")
        context = {"author": people[0], "into": people[1:], "told": names.consequences_of(author), "refused": refused}
        if len(into) == 1:
            context["other_way"] = _merge_url(into[0].pk, author.pk)
        return self._page(request, "merge", title, **context)

    def _merge(self, request, author, into):
        """Nothing if it was done, else the page that says why not."""
        name = str(author)
        try:
            done = names.merge(author, into, request.user)
        except Refused as refusal:
            return self._ask(request, author, into, refusal.reasons)
        told = ngettext(
            "The byline of %(n)d article went from %(author)s to %(into)s.",
            "The bylines of %(n)d articles went from %(author)s to %(into)s.",
            done.articles,
        )
        details = {"n": done.articles, "author": name, "into": "、".join(map(str, into))}
        self.message_user(request, told % details, messages.SUCCESS)
        return None

    def _require_merging(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied

    def _chosen(self, values) -> list[Author]:
        """The authors of these numbers, in this order, as far as they are there."""
        wanted = [key for value in values if (key := key_in(value or "")) is not None]
        found = Author.objects.in_bulk(wanted)
        return [found[pk] for pk in dict.fromkeys(wanted) if pk in found]

    # --- what a month's contributions come to ---

    def count_view(self, request):
        if not request.user.has_perm("articles.count_author"):
            raise PermissionDenied
        form = CountForm(_with_defaults(request.GET))
        context = {"form": form}
        if form.is_valid():
            wanted = form.cleaned_data
            rows, totals = counting.count_month(wanted["newspaper"], wanted["month"], wanted["drafts"])
            if wanted["together"]:
                rows = counting.each_author_once(rows)
            order, descending = _order(request.GET.get("o", ""))
            rows.sort(key=_COLUMNS[order].key, reverse=descending)
            if request.GET.get("format") == "csv":
                return _csv(wanted["newspaper"], wanted["month"], rows)
            context |= {"rows": rows, "totals": totals, "columns": list(_headings(form.data, order, descending))}
            context["csv_url"] = "?" + urlencode({**form.data, "o": request.GET.get("o", ""), "format": "csv"})
        return self._page(request, "count", _("Contributions of a month"), **context)


def _merge_url(author: int, *into: int) -> str:
    query = urlencode({"author": author, "into": into}, doseq=True)
    return f"{reverse('admin:articles_author_merge')}?{query}"


def _as_shown(pair: names.Candidate, authors: dict[int, Author]) -> dict:
    author, others = authors[pair.author], [authors[pk] for pk in pair.others]
    ways = []
    if others:
        ways.append({"url": _merge_url(author.pk, *pair.others), "into": "、".join(map(str, others))})
    if len(others) == 1 and pair.reason != names.Reason.ROLE:
        ways.append({"url": _merge_url(others[0].pk, author.pk), "into": str(author)})
    return {"author": author, "others": others, "reason": pair.reason, "colleagues": pair.colleagues, "ways": ways}


def _with_headlines(author: Author) -> dict:
    articles = Article.objects.filter(authors=author).select_related("issue__newspaper").distinct()
    latest = articles.order_by("-issue__date", "-pk")
    return {"row": author, "articles": latest[:_HEADLINES], "count": articles.count()}


# --- the month's table -------------------------------------------------------------------------------


def _with_defaults(data) -> dict:
    """The form as it was sent; at first, the last month that is over and had an issue, of the first paper there is."""
    wanted = {name: data[name] for name in CountForm.base_fields if data.get(name)}
    if "newspaper" not in wanted and (first := Newspaper.objects.order_by("pk").values_list("pk", flat=True).first()):
        wanted["newspaper"] = first
    if "month" not in wanted:
        wanted["month"] = f"{_last_month(key_in(str(wanted.get('newspaper', '')))):%Y-%m}"
    return wanted


def _last_month(newspaper: int | None) -> datetime.date:
    first = timezone.localdate().replace(day=1)
    over = Issue.objects.filter(date__lt=first)
    if newspaper is not None:
        over = over.filter(newspaper=newspaper)
    return over.aggregate(last=Max("date"))["last"] or first - datetime.timedelta(days=1)


class MonthField(forms.CharField):
    def clean(self, value):
        value = super().clean(value)
        try:
            month = datetime.datetime.strptime(value, "%Y-%m").date()
            counting.month_of(month)
        except (ValueError, OverflowError):
            raise forms.ValidationError(gettext("Write the month as 2026-03.")) from None
        return month


class NewspaperField(forms.ModelChoiceField):
    def to_python(self, value):
        if value and key_in(str(value)) is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": value})
        return super().to_python(value)


class CountForm(forms.Form):
    newspaper = NewspaperField(label=_("Newspaper"), queryset=Newspaper.objects.order_by("pk"), empty_label=None)
    month = MonthField(label=_("Month"), widget=forms.TextInput(attrs={"type": "month", "pattern": r"\d{4}-\d{2}"}))
    drafts = forms.BooleanField(label=_("drafts too"), required=False)
    together = forms.BooleanField(label=_("all roles of an author together"), required=False)


class _Column:
    def __init__(self, name, key, cell, numeric=True):
        self.name, self.key, self.cell, self.numeric = name, key, cell, numeric


_COLUMNS = {
    "author": _Column(_("author"), lambda row: (row.sort_key, row.name, row.role), lambda row: row.label, False),
    "role": _Column(_("role"), lambda row: row.role, lambda row: row.role, False),
    "articles": _Column(_("articles"), lambda row: row.articles, lambda row: row.articles),
    "share": _Column(_("articles, shared"), lambda row: row.share, lambda row: row.shown_share),
    "characters": _Column(_("characters"), lambda row: row.characters, lambda row: row.characters),
    "shared": _Column(_("characters, shared"), lambda row: row.shared_characters, lambda row: row.shown_characters),
    "pictures": _Column(_("pictures"), lambda row: row.pictures, lambda row: row.pictures),
}


def _order(wanted: str) -> tuple[str, bool]:
    name = wanted.removeprefix("-")
    return (name, wanted.startswith("-")) if name in _COLUMNS else ("author", False)


def _headings(data: dict, order: str, descending: bool) -> Iterator[dict]:
    for name, column in _COLUMNS.items():
        # Numbers are asked for from the top, names from A.
        turned = not descending if name == order else column.numeric
        yield {
            "name": column.name,
            "url": "?" + urlencode({**data, "o": f"-{name}" if turned else name}),
            "sorted": ("descending" if descending else "ascending") if name == order else "",
            "numeric": column.numeric,
        }


def _csv(newspaper: Newspaper, month: datetime.date, rows) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{newspaper.slug}-{month:%Y-%m}.csv"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    # Without this mark Excel takes the file for GBK.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([str(column.name) for column in _COLUMNS.values()])
    writer.writerows([_cell(column.cell(row)) for column in _COLUMNS.values()] for row in rows)
    return response


def _cell(value):
    """A name in a byline may be anything, and must stay a name in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
