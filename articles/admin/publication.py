"""Publishing, scheduling and withdrawing issues: what is shown and asked before, and why something is not done."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from .. import workflow
from ..models import Issue, Page, Stage
from ..preflight import Finding
from ..workflow import Readiness, Refused, Standing
from .base import board_url
from .confirmation import question, sent_form
from .reviewing import mending_url, review_url


class UnscheduleForm(forms.Form):
    note = forms.CharField(label=_("Note"), required=False, help_text=_("Kept in the record."))


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=_("Public from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    note = forms.CharField(label=_("Note"), required=False, help_text=_("Kept in the record."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        offset = f"{now:%z}"
        facts = {
            "zone": f"{timezone.get_current_timezone_name()}, UTC{offset[:3]}:{offset[3:]}",
            "now": f"{now:%Y-%m-%d %H:%M}",
        }
        help_text = _("Empty: at once. A later moment needs nobody awake. Local time (%(zone)s); now it is %(now)s.")
        self.fields["at"].help_text = help_text % facts


class WithdrawForm(forms.Form):
    note = forms.CharField(label=_("Reason"), required=False, help_text=_("Kept in the record."))
    notice = forms.CharField(
        label=_("Notice to readers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands at the addresses of the issue, in place of what was there."),
    )


class Transition(NamedTuple):
    """How an issue's status changes: what does it, and what is asked before and told after."""

    act: Callable
    form_class: type[forms.Form]
    title: str
    sentence: str
    done: str


_PUBLISHING = Transition(
    workflow.publish,
    PublishForm,
    _("Publish?"),
    _("All pages of these issues become visible to everybody:"),
    ngettext_lazy("%(n)d issue was published.", "%(n)d issues were published.", "n"),
)
#: Told instead, where a later moment was given.
_SCHEDULED = ngettext_lazy("%(n)d issue is going out by itself.", "%(n)d issues are going out by themselves.", "n")
_UNSCHEDULING = Transition(
    workflow.unschedule,
    UnscheduleForm,
    _("Take off the schedule?"),
    _("These issues do not go out by themselves any more; the signatures of their pages stay:"),
    ngettext_lazy("%(n)d issue was taken off the schedule.", "%(n)d issues were taken off the schedule.", "n"),
)
_WITHDRAWING = Transition(
    workflow.withdraw,
    WithdrawForm,
    _("Withdraw?"),
    _("Readers will no longer find these issues; nothing is deleted:"),
    ngettext_lazy("%(n)d issue was withdrawn.", "%(n)d issues were withdrawn.", "n"),
)


class Entry(NamedTuple):
    """An issue that something is to be done with; ``readiness`` where it is to be published."""

    issue: Issue
    readiness: Readiness | None = None
    #: Why it was not done.
    reasons: tuple[str, ...] = ()

    @property
    def blocking(self) -> list[tuple[Finding, str]]:
        return self._linked(blocks=True)

    @property
    def warnings(self) -> list[tuple[Finding, str]]:
        return self._linked(blocks=False)

    @property
    def unsigned(self) -> list[tuple[Page, str, str, list[str]]]:
        """Pages that lack signatures: with the address of their review, the stages, and what became of former ones."""
        return [
            (standing.page, review_url(standing.page), _missing_stages(standing), self.readiness.reasons(standing))
            for standing in (self.readiness.unsigned if self.readiness else ())
        ]

    def _linked(self, blocks: bool) -> list[tuple[Finding, str]]:
        findings = self.readiness.findings if self.readiness else []
        return [(finding, mending_url(finding)) for finding in findings if finding.blocks == blocks]


def _missing_stages(standing: Standing) -> str:
    missing = (stage for stage, review in standing.signatures.items() if review is None)
    return gettext(", ").join(str(Stage(stage).label) for stage in missing)


class PublicationMixin:
    """For the issues' admin: the actions that decide what readers get."""

    actions = ["publish", "unschedule", "withdraw"]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_publish_permission(request):
            context["transitions"] = list(transitions_of(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("articles.publish_issue")

    @admin.action(description=_("Publish…"), permissions=["publish"])
    def publish(self, request, queryset):
        return self._carry_out(_PUBLISHING, request, queryset)

    @admin.action(description=_("Take off the schedule…"), permissions=["publish"])
    def unschedule(self, request, queryset):
        return self._carry_out(_UNSCHEDULING, request, queryset)

    @admin.action(description=_("Withdraw…"), permissions=["publish"])
    def withdraw(self, request, queryset):
        return self._carry_out(_WITHDRAWING, request, queryset)

    def _carry_out(self, transition, request, queryset):
        """Ask, then do it with all the issues or with none; where it is refused, the question comes again."""
        if queryset.count() > self.list_per_page:
            told = _("Choose %(n)d issues at most; an archive is published as it is imported, with --publish.")
            self.message_user(request, told % {"n": self.list_per_page}, messages.ERROR)
            return None
        form = sent_form(request, transition.form_class)
        refusals = {}
        if form.is_valid():
            issues = list(queryset)
            refusals = _act_on_all(transition, issues, request.user, form.cleaned_data)
            if not refusals:
                done = _SCHEDULED if form.cleaned_data.get("at") else transition.done
                self.message_user(request, done % {"n": len(issues)}, messages.SUCCESS)
                return HttpResponseRedirect(board_url(issues[0])) if len(issues) == 1 else None
        issues = list(queryset.select_related("newspaper"))
        readiness = workflow.readiness_of_all(issues) if transition is _PUBLISHING else {}
        entries = [_entry(issue, readiness.get(issue.pk), refusals.get(issue.pk, [])) for issue in issues]
        return question(
            self,
            request,
            queryset,
            form,
            template="admin/articles/issue/transition.html",
            action=transition.act.__name__,
            title=transition.title,
            sentence=transition.sentence,
            entries=entries,
            refused=bool(refusals),
            blocked=any(entry.readiness and entry.readiness.obstacles for entry in entries),
        )


def transitions_of(issue: Issue):
    """What can be done with an issue now: the action, and its name on the button."""
    if not issue.is_public:
        yield "publish", _("Publish at another time…") if issue.is_scheduled else _("Publish…")
        if issue.is_scheduled:
            yield "unschedule", _("Take off the schedule…")
        return
    # A page that was added to a published issue waits for the next time.
    if issue.pages.exclude(status=Page.Status.PUBLISHED).exists():
        yield "publish", _("Publish…")
    yield "withdraw", _("Withdraw…")


def _act_on_all(transition: Transition, issues: list[Issue], user, data: dict) -> dict[int, list[str]]:
    """Do it with all issues; or with none, and return the reasons by their primary keys."""
    refusals = {}
    with transaction.atomic():
        # Locked in one order everywhere, so that no two people wait for each other.
        for issue in sorted(issues, key=lambda issue: issue.pk):
            try:
                transition.act(issue, user=user, **data)
            except Refused as refusal:
                refusals[issue.pk] = refusal.reasons
        transaction.set_rollback(bool(refusals))
    return refusals


def _entry(issue: Issue, readiness: Readiness | None, reasons: list[str]) -> Entry:
    # What the page shows anyhow, with its links, need not be said twice.
    said = readiness.obstacles if readiness else []
    return Entry(issue, readiness, tuple(reason for reason in reasons if reason not in said))
