"""三审三校: the page as its reviewer sees it, what waits for whom, and the sheet that tells who signed."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Value, When
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import permissions, preflight, reviewing, workflow
from ..content import IssueContent
from ..models import Issue, Page, Pointer, Review, Stage
from ..models.review import STAGES
from ..views import typesetting
from ..views.issue import pointers_on
from ..workflow import Gone, Refused, Standing, still_there
from .base import PlainText, asked_for, change_url

#: Pages on one screen of the queue.
PER_SCREEN = 50
#: Of what was done to a page since the last look, the latest are named.
_EVENTS = 20
#: The proofreadings of the trade (三校), signed by hand on paper.
PROOFREADINGS = ("一校", "二校", "三校")


def review_url(page: Page) -> str:
    return reverse("admin:articles_page_review", args=[page.pk])


class VerdictForm(forms.Form):
    """A signature or the way back; ``seen`` and ``opened`` tell what was looked at, and when."""

    comment = PlainText(
        label=_("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 30, "aria-describedby": "comment-help"}),
    )
    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    opened = forms.DateTimeField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=Review.Verdict.choices, widget=forms.HiddenInput)

    def __init__(self, *args, lacks_comment=False, **kwargs):
        super().__init__(*args, **kwargs)
        if lacks_comment:
            self.fields["comment"].widget.attrs["aria-invalid"] = "true"


@dataclass
class StageRow:
    """One stage of a page's review, and all verdicts that were given at it."""

    stage: str
    signature: Review | None
    former: list[Review]
    is_next: bool

    @property
    def label(self) -> str:
        return Stage(self.stage).label


def stage_rows(standing: Standing, reviews: list[Review]) -> list[StageRow]:
    """The stages of a page; ``reviews`` are all of it. Of a void one it is told whether the page was sent back then."""
    sent_back = {review.at for review in reviews if review.verdict == Review.Verdict.RETURNED}
    for review in reviews:
        review.void_by_return = review.voided_at in sent_back
    rows = []
    for stage, signature in standing.signatures.items():
        former = [review for review in reviews if review.stage == stage and review != signature]
        rows.append(StageRow(stage, signature, former, stage == standing.next_stage))
    return rows


class PageReviewing:
    """For the admin of pages: a page is reviewed at an address of its own."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("review-queue/", view(self.queue_view), name="review_queue"),
            path("<int:object_id>/review/", view(self.review_view), name="articles_page_review"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            signed = Page.objects.filter(pk=obj.pk).values_list(reviewing.signed_count(), flat=True).get()
            context["reviews_required"] = obj.issue.newspaper.reviews_required
            context["signed"] = signed
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- the page -----------------------------------------------------------------------------------

    def review_view(self, request, object_id):
        try:
            return self._review(request, _page(object_id))
        except Gone:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))

    def _review(self, request, page):
        if not self.has_view_permission(request, page):
            raise PermissionDenied
        form, refused = VerdictForm(), []
        if request.method == "POST":
            form = VerdictForm(request.POST)
            try:
                return self._give_verdict(request, page, form)
            except Refused as refusal:
                refused = refusal.reasons
        return self._show_review(request, page, form, refused)

    def _give_verdict(self, request, page, form):
        if not permissions.may_sign_any(request.user):
            raise PermissionDenied
        if not form.is_valid():
            raise Refused(*_sentences(form))
        given = form.cleaned_data
        if given["verdict"] == Review.Verdict.PASSED:
            review = workflow.sign(page, request.user, given["comment"], given["seen"])
            told = gettext("%(page)s: %(stage)s signed.")
        else:
            review = workflow.send_back(page, request.user, given["comment"], given["seen"])
            told = gettext("%(page)s was sent back with your comment.")
        details = {"page": page.phrase, "stage": review.get_stage_display()}
        self.message_user(request, told % details, messages.SUCCESS)
        return HttpResponseRedirect(review_url(page))

    def _show_review(self, request, page, form, refused):
        with transaction.atomic():
            content, told = _look(page.issue, request.user)
            page = _page(page.pk)
            context = self._proof(page) | self._state(request, page, content, form)
        for sentence in told:
            self.message_user(request, sentence, messages.WARNING)
        # A new form would hide what the signer typed; what is on the page now is seen with this answer.
        comment = form["comment"].value() if form.is_bound else ""
        fresh = {"seen": content.page_digests[page.pk], "opened": timezone.now().isoformat(), "comment": comment}
        context |= {
            **self.admin_site.each_context(request),
            "title": gettext("Review of %(page)s") % {"page": page.title},
            "opts": self.opts,
            "original": page,
            "form": VerdictForm(initial=fresh, lacks_comment=bool(refused) and _is_bare_return(form)),
            "refused": refused,
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/articles/page/review.html", context)

    def _proof(self, page) -> dict:
        """The page as its readers will have it."""
        pages = list(page.issue.pages.all())
        pieces = typesetting.pieces_on(page, pages)
        for piece in pieces:
            _lead_to_reviews(piece)
        at = pages.index(page)
        return {
            "page": page,
            "issue": page.issue,
            "newspaper": page.issue.newspaper,
            "is_first": at == 0,
            "pieces": pieces,
            "characters": sum(piece.part.characters for piece in pieces),
            "pointers": pointers_on(page, typesetting.outline(page.issue, pages)),
            "pages": pages,
        }

    def _state(self, request, page, content, form) -> dict:
        """How far its review has come, and what there is to look at before the next signature."""
        standing = workflow.standings(page.issue)[page.pk]
        reviews = list(page.reviews.all())
        moment, look = _moment(request, standing, reviews)
        if form.is_bound and form.is_valid() and form.cleaned_data["seen"] != content.page_digests[page.pk]:
            # Refused for this: what matters now is what has changed under the signer's eyes.
            moment, look = _between(page.issue.created_at, form.cleaned_data["opened"], timezone.now()), None
        findings = [finding for finding in preflight.check(page.issue) if finding.concerns(page)]
        may_sign_any = permissions.may_sign_any(request.user)
        return {
            "stages": stage_rows(standing, reviews),
            "other_reviews": [review for review in reviews if review.stage not in standing.signatures],
            "reviews": reviews,
            "complete": standing.is_complete,
            "obstacle": workflow.obstacle_to_signing(request.user, standing),
            "may_send_back": not workflow.obstacle_to_sending_back(request.user, standing),
            "findings": [(finding, mending_url(finding)) for finding in findings],
            "blocked": any(finding.blocks for finding in findings),
            "look": look,
            "moment": moment,
            "changes": reviewing.changes_since(page, moment, content) if moment else [],
            "events": list(reviewing.events_since(page, moment)[:_EVENTS]) if moment else [],
            "next_waiting": self._next_waiting(request, page) if may_sign_any else None,
        }

    def _next_waiting(self, request, page):
        """The next page to review: of the same issue if there is one, else the oldest."""
        here = Case(When(issue=page.issue_id, then=Value(0)), default=Value(1))
        waiting = reviewing.waiting_for(request.user).exclude(pk=page.pk).annotate(elsewhere=here)
        return waiting.order_by("elsewhere", *waiting.query.order_by).first()

    # --- the queue ----------------------------------------------------------------------------------

    def queue_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        waiting = reviewing.waiting_for(request.user)
        counts = reviewing.counts_by_stage(waiting)
        stage = request.GET.get("stage", "")
        if stage in Stage.values:
            waiting = waiting.filter(next_stage=stage)
        screen = Paginator(waiting.prefetch_related("reviews"), PER_SCREEN).get_page(request.GET.get("p"))
        returned = []
        if may_mend := request.user.has_perm("articles.change_page"):
            returned = list(reviewing.sent_back().prefetch_related("reviews")[: PER_SCREEN + 1])
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Waiting for my review"),
            "opts": self.opts,
            "screen": screen,
            "entries": [QueueEntry.of(page) for page in screen],
            "stages": [(s.value, s.label, counts[s]) for s in Stage if s in counts],
            "stage": stage,
            "total": sum(counts.values()),
            "may_sign": permissions.may_sign_any(request.user),
            "may_mend": may_mend,
            "returned": [QueueEntry.of(page) for page in returned[:PER_SCREEN]],
            "more_returned": len(returned) > PER_SCREEN,
        }
        return TemplateResponse(request, "admin/review_queue.html", context)


@dataclass
class QueueEntry:
    """A page in the queue, and what was said of it before."""

    page: Page
    stage: str
    signatures: list[Review]
    returned: Review | None
    voided: list[Review]

    @classmethod
    def of(cls, page: Page) -> "QueueEntry":
        """The entry of a page whose reviews were fetched."""
        stages = STAGES[page.issue.newspaper.reviews_required]
        reviews = list(page.reviews.all())
        last = reviews[-1] if reviews else None
        returned = last if last and last.verdict == Review.Verdict.RETURNED else None
        standing = [review for review in reviews if review.stands and review.stage in stages]
        voided = {} if returned else {r.stage: r for r in reviews if r.is_void_signature and r.stage in stages}
        missing = {stage for stage in stages if stage not in {review.stage for review in standing}}
        return cls(
            page,
            Stage(page.next_stage).label,
            standing,
            returned,
            [review for stage, review in voided.items() if stage in missing],
        )

    @property
    def url(self) -> str:
        return review_url(self.page)


class IssueReviewing:
    """For the admin of issues: its sheet of signatures (审签单)."""

    def get_urls(self):
        sheet = self.admin_site.admin_view(self.approval_sheet_view)
        return [
            path("<int:object_id>/approval-sheet/", sheet, name="articles_issue_approval_sheet"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            required = obj.newspaper.reviews_required
            signed = list(obj.pages.values_list(reviewing.signed_count(), flat=True))
            context["reviews_required"] = required
            context["pages_signed"] = sum(count >= required for count in signed)
            context["pages_to_sign"] = len(signed)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def approval_sheet_view(self, request, object_id):
        issue = Issue.objects.select_related("newspaper").filter(pk=object_id).first()
        if issue is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not self.has_view_permission(request, issue):
            raise PermissionDenied
        try:
            with transaction.atomic():
                content, told = _look(issue, request.user)
                rows = _sheet_rows(issue, content)
        except Gone:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        for sentence in told:
            self.message_user(request, sentence, messages.WARNING)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Approval sheet of %(issue)s") % {"issue": issue},
            "opts": self.opts,
            "original": issue,
            "issue": issue,
            "stages": [stage.label for stage in STAGES[issue.newspaper.reviews_required]],
            "rows": rows,
            "printed_at": timezone.now(),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/articles/issue/approval_sheet.html", context)


@dataclass
class SheetRow:
    """A page on the sheet of signatures."""

    page: Page
    stages: list[StageRow]
    fingerprint: str
    proofreadings: list[tuple[str, str]]


def _sheet_rows(issue: Issue, content: IssueContent) -> list[SheetRow]:
    reviews: dict[int, list[Review]] = {}
    for review in Review.objects.filter(page__issue=issue):
        reviews.setdefault(review.page_id, []).append(review)
    return [
        SheetRow(
            standing.page,
            stage_rows(standing, reviews.get(pk, [])),
            content.page_digests[pk][:8],
            proofreadings_of(standing.page),
        )
        for pk, standing in workflow.standings(issue).items()
    ]


def proofreadings_of(page: Page) -> list[tuple[str, str]]:
    """一校, 二校 and 三校 with the names that the page's credits print; 校对 alone may name up to three."""
    named = {credit.role: credit.names for credit in page.credit_list}
    in_order = named.get("校对", [])
    if len(in_order) > len(PROOFREADINGS):
        in_order = []
    rest = dict(zip(PROOFREADINGS, in_order, strict=False))
    return [(name, "、".join(named[name]) if name in named else rest.get(name, "")) for name in PROOFREADINGS]


def _moment(request, standing: Standing, reviews: list[Review]):
    """Since when changes are told, and the verdict that was given then; it can be chosen in the address."""
    chosen = asked_for(request, "since")
    look = next((review for review in reviews if review.pk == chosen), None)
    look = look or reviewing.last_look(reviews, standing.next_stage)
    return (look.at, look) if look else (None, None)


def _between(earliest, moment, latest):
    """A moment that a form sent, within what a database can compare."""
    return min(max(earliest, moment), latest)


def mending_url(finding: preflight.Finding) -> str:
    """Where what was found is mended."""
    subject = finding.subject
    if isinstance(subject, Pointer) or not admin.site.is_registered(type(subject)):
        owner = getattr(subject, "article", None) if not isinstance(subject, Pointer) else None
        return change_url(owner or finding.page)
    return change_url(subject)


def _lead_to_reviews(piece: typesetting.Piece) -> None:
    """Let jump lines lead to the reviews of the pages that they name."""
    chain = list(piece.article.parts.all())
    at = chain.index(piece.part)
    for jump, other in ((piece.jump_in, chain[at - 1] if at else None), (piece.jump_out, [*chain, None][at + 1])):
        if jump and other:
            jump.url = f"{review_url(other.page)}#{typesetting.anchor_of(piece.article, other)}"


def _is_bare_return(form) -> bool:
    """Whether a page was to be sent back without a word."""
    return form["verdict"].value() == Review.Verdict.RETURNED and not (form["comment"].value() or "").strip()


def _sentences(form) -> list[str]:
    """What is wrong with a form whose hidden fields nobody can mend."""
    if "comment" in form.errors:
        return list(form.errors["comment"])
    return [gettext("The form was not sent whole; look at the page once more, then decide.")]


def _page(pk: int) -> Page:
    return still_there(Page.objects.select_related("issue__newspaper").filter(pk=pk))


def _look(issue: Issue, user) -> tuple[IssueContent, list[str]]:
    """What an issue says now, and sentences about the signatures that turn out not to hold for it."""
    was_scheduled = issue.is_scheduled
    content, voided = workflow.looked_at(issue, user)
    return content, workflow.consequences(voided, was_scheduled and issue.status != Issue.Status.PUBLISHED)
