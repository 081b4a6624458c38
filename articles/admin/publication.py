"""Publishing, scheduling and withdrawing issues: what is shown and asked before, and why something is not done."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import workflow
from ..models import Issue, Page, Stage
from ..preflight import Finding
from ..workflow import Readiness, Refused, Standing
from .base import board_url
from .confirmation import question, sent_form
from .reviewing import mending_url, review_url


class NoteForm(forms.Form):
    note = forms.CharField(label=_("Note"), required=False, help_text=_("Kept in the record."))


class ScheduleForm(NoteForm):
    at = forms.DateTimeField(
        label=_("Public from"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ["at", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        offset = f"{now:%z}"
        facts = {
            "zone": f"{timezone.get_current_timezone_name()}, UTC{offset[:3]}:{offset[3:]}",
            "now": f"{now:%Y-%m-%d %H:%M}",
        }
        help_text = _("From then on readers see it, and nobody needs to be awake. Local time (%(zone)s); now %(now)s.")
        self.fields["at"].help_text = help_text % facts

    def clean_at(self):
        if passed := workflow.obstacle_to_moment(self.cleaned_data["at"]):
            raise forms.ValidationError(passed)
        return self.cleaned_data["at"]


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

    #: The name of the admin's action.
    action: str
    act: Callable
    form_class: type[forms.Form]
    title: str
    #: Above the one issue, and above several.
    sentences: tuple[str, str]
    #: On the button.
    button: str
    done: str
    refused: str


_PUBLISHING = Transition(
    "publish",
    workflow.publish,
    NoteForm,
    _("Publish now?"),
    (
        _("All its pages become visible to everybody at once:"),
        _("All their pages become visible to everybody at once:"),
    ),
    _("Publish now"),
    _("Published: %(issues)s."),
    _("It was not published:"),
)
_SCHEDULING = Transition(
    "schedule",
    workflow.publish,
    ScheduleForm,
    _("Publish at a later moment?"),
    (
        _("All its pages become visible to everybody at that moment:"),
        _("All their pages become visible to everybody at that moment:"),
    ),
    _("Schedule"),
    _("Scheduled for %(moment)s: %(issues)s."),
    _("It was not scheduled:"),
)
_UNSCHEDULING = Transition(
    "unschedule",
    workflow.unschedule,
    NoteForm,
    _("Take off the schedule?"),
    (
        _("It does not go out by itself any more; the signatures of its pages stay:"),
        _("They do not go out by themselves any more; the signatures of their pages stay:"),
    ),
    _("Take off the schedule"),
    _("Taken off the schedule: %(issues)s."),
    _("It was not taken off the schedule:"),
)
_WITHDRAWING = Transition(
    "withdraw",
    workflow.withdraw,
    WithdrawForm,
    _("Withdraw?"),
    (
        _("Readers will no longer find this issue; nothing is deleted:"),
        _("Readers will no longer find these issues; nothing is deleted:"),
    ),
    _("Withdraw"),
    _("Withdrawn: %(issues)s."),
    _("It was not withdrawn:"),
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

    actions = ["publish", "schedule", "unschedule", "withdraw"]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_publish_permission(request):
            context["transitions"] = list(transitions_of(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_publish_permission(self, request, obj=None):
        return request.user.has_perm("articles.publish_issue")

    @admin.action(description=_("Publish now…"), permissions=["publish"])
    def publish(self, request, queryset):
        return self._carry_out(_PUBLISHING, request, queryset)

    @admin.action(description=_("Schedule…"), permissions=["publish"])
    def schedule(self, request, queryset):
        return self._carry_out(_SCHEDULING, request, queryset)

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
        issues = list(queryset.select_related("newspaper"))
        if not issues:
            self.message_user(request, _("What was chosen is not there any more; nothing was done."), messages.ERROR)
            return None
        form = sent_form(request, transition.form_class, _initial(issues))
        refusals = {}
        if form.is_valid():
            refusals = _act_on_all(transition, issues, request.user, form.cleaned_data)
            if not refusals:
                self.message_user(request, _what_was_done(transition, issues, form.cleaned_data), messages.SUCCESS)
                return HttpResponseRedirect(board_url(issues[0])) if len(issues) == 1 else None
            issues = self._still_there(request, issues, queryset)
            if not issues:
                return None
        readiness = workflow.readiness_of_all(issues) if transition.act is workflow.publish else {}
        entries = [_entry(issue, readiness.get(issue.pk), refusals.get(issue.pk, [])) for issue in issues]
        return question(
            self,
            request,
            queryset,
            form,
            template="admin/articles/issue/transition.html",
            action=transition.action,
            title=transition.title,
            sentence=transition.sentences[len(issues) > 1],
            button=transition.button,
            entries=entries,
            refused=transition.refused if refusals else "",
            blocked=_blocked(entries),
        )

    def _still_there(self, request, issues: list[Issue], queryset) -> list[Issue]:
        """Those of the issues that nobody deleted meanwhile, as they are stored now; of the others it is told."""
        stored = list(queryset.select_related("newspaper"))
        for issue in issues:
            if issue not in stored:
                told = gettext("%(issue)s was deleted meanwhile; nothing was done.") % {"issue": issue}
                self.message_user(request, told, messages.ERROR)
        return stored


def _initial(issues: list[Issue]) -> dict:
    """The moment for which they are scheduled, if it is the same for all."""
    moments = {issue.publish_at if issue.is_scheduled else None for issue in issues}
    return {"at": moments.pop()} if len(moments) == 1 else {}


def _what_was_done(transition: Transition, issues: list[Issue], data: dict) -> str:
    facts = {"issues": gettext(", ").join(map(str, issues))}
    if moment := data.get("at"):
        facts["moment"] = f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
    return transition.done % facts


def _blocked(entries: list[Entry]) -> str:
    """What to do first, where not all of the issues may be published."""
    readiness = [entry.readiness for entry in entries if entry.readiness and entry.readiness.obstacles]
    if not readiness:
        return ""
    if len(entries) > 1:
        return gettext("All of them go out, or none: see to what is listed above, or choose fewer issues.")
    if readiness[0].blocking:
        return gettext("It cannot go out yet: mend what is listed above.")
    return gettext("It cannot go out yet: get the signatures that are missing.")


def transitions_of(issue: Issue):
    """What can be done with an issue now: the action, and its name on the button."""
    if not issue.is_public:
        yield "publish", _("Publish now…")
        yield "schedule", _("Schedule for another moment…") if issue.is_scheduled else _("Schedule…")
        if issue.is_scheduled:
            yield "unschedule", _("Take off the schedule…")
        return
    # A page that was added to a published issue waits for the next time.
    if issue.pages.exclude(status=Page.Status.PUBLISHED).exists():
        yield "publish", _("Publish now…")
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
