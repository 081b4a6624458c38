import re

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import models, reports
from . import rate_limit, typesetting, withdrawn
from .forwarding import forwarded
from .issue_key import IssueKey
from .rate_limit import Limit

LIMITS_OF_A_SENDER = [Limit(5, 600), Limit(30, 86400)]
LIMITS_OF_AN_ARTICLE = [Limit(20, 3600)]

#: More than so many links are advertising, not the report of a mistake.
_LINKS = 2
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)

_LONGEST_PASSAGE = models.ErrorReport._meta.get_field("passage").max_length
_LONGEST_MESSAGE = models.ErrorReport._meta.get_field("message").max_length

_CONTROL = {*range(0x20), *range(0x7F, 0xA0)} - {ord("\t"), ord("\n")}
#: Signs that turn the direction of what follows: they would set an editor's screen in disorder.
_TURNING = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_NO_TEXT = dict.fromkeys(_CONTROL | _TURNING)


class Typed(forms.CharField):
    """What somebody typed or selected, its lines ended as they are stored everywhere, without what is no text."""

    def to_python(self, value):
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(text.translate(_NO_TEXT))


class Passage(Typed):
    """A selection in one line, as a browser gives it in many."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class ReportForm(forms.Form):
    passage = Passage(
        label=_("The passage"),
        label_suffix="",
        help_text=_("May be left empty."),
        max_length=_LONGEST_PASSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "zh-Hans"}),
    )
    message = Typed(
        label=_("What is wrong, and what would be right?"),
        label_suffix="",
        max_length=_LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    # Nobody sees it, so only a program fills it in.
    website = forms.CharField(label=_("Leave this empty"), required=False)

    def clean(self):
        typed = "\n".join(self.cleaned_data.get(name, "") for name in ("passage", "message"))
        if len(_LINK.findall(typed)) > _LINKS:
            self.add_error("message", _("A report has two links at most; please describe the mistake in words."))

    def clean_website(self):
        # Refused aloud: what fills in forms for people would else lose their report.
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Your browser filled in a field that is not for you; it is empty now."))
        return ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@withdrawn.told
@forwarded
def report(request, newspaper: str, key: IssueKey, number: int):
    """Where a reader reports a mistake (报错) in an article."""
    article = open_to_reports(newspaper, key, number)
    if request.method != "POST":
        return form_page(request, article, ReportForm(initial={"passage": passage_in(request.GET)}))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return form_page(request, article, form)
    if wait := seconds_to_wait(request, article):
        return form_page(request, article, form, wait)
    reports.receive(article, form.cleaned_data["message"], form.cleaned_data["passage"])
    return redirect("report_sent", newspaper, key, number)


def open_to_reports(newspaper: str, key: IssueKey, number: int) -> models.Article:
    """An article that everybody may read, in a newspaper that takes reports."""
    return get_object_or_404(
        models.Article.objects.published().select_related("issue__newspaper"),
        issue__newspaper__slug=newspaper,
        issue__newspaper__takes_error_reports=True,
        issue__date=key.date,
        issue__edition=key.edition,
        number=number,
    )


def passage_in(data) -> str:
    """The passage that an address or a form brings along, as far as a report has room for it."""
    return Passage().to_python(data.get("passage"))[:_LONGEST_PASSAGE]


def seconds_to_wait(request, article: models.Article) -> int:
    sender = f"report:{rate_limit.sender_of(request)}"
    return rate_limit.seconds_to_wait(sender, LIMITS_OF_A_SENDER) or rate_limit.seconds_to_wait(
        f"report:article:{article.pk}", LIMITS_OF_AN_ARTICLE
    )


def form_page(request, article: models.Article, form: ReportForm, wait: int = 0):
    """The form with the passage in its context; with ``wait``, what was typed and when to send it again."""
    pieces = typesetting.pieces_of(article, list(article.issue.pages.published()))
    passage = passage_in(request.POST or request.GET)
    context = {
        "form": form,
        # Not called `article`: what belongs to an article stands on its own page only, such as listening to it.
        "reported": article,
        "issue": article.issue,
        "newspaper": article.issue.newspaper,
        "headline": pieces[0].headline,
        "passage": passage,
        "found": reports.in_context("\n".join(map(text_of, pieces)), passage),
        "wait": waiting_time(wait) if wait else "",
        "kept_for": reports.KEPT_FOR_DAYS,
    }
    response = render(request, "articles/report.html", context, status=429 if wait else 200)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def text_of(piece: typesetting.Piece) -> str:
    """All that is printed of a piece, one paragraph a line."""
    deck = f"——{piece.deck}" if piece.deck else ""
    lines = [piece.kicker, piece.headline, deck, piece.byline]
    lines += [note.text for note in piece.notes_above]
    lines += [figure.caption for figure in piece.figures]
    for line in piece.lines:
        lines.append(f"{line.lead_in}　{line.text}" if line.lead_in else line.text)
        lines.append(line.figure.caption if line.figure else "")
        lines.append(line.note.text if line.note else "")
    lines += [piece.signature, *(note.text for note in piece.notes_below)]
    return "\n".join(filter(None, lines))


def waiting_time(seconds: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60
    if hours:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
