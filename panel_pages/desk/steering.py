"""The named acts at the desk: each says what follows before it is done, and is written down with who and when."""

from dataclasses import dataclass

from django import forms
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from home.publishing import NotPublishable
from invitations.counts import counts
from members.typed_dates import DayField, MomentField
from panel_pages import steering

from .access import STEER, find_survey, needs, respond, to_desk


class ReasonForm(forms.Form):
    """Why, for those who come after."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, required=False, help_text=gettext_lazy("Kept with the survey.")
    )


class DeadlineForm(ReasonForm):
    """A new deadline, and when the results come then."""

    closes_at = MomentField(label=gettext_lazy("New deadline"))
    results_due_on = DayField(label=gettext_lazy("Results are due"))
    field_order = ["closes_at", "results_due_on", "reason"]

    def clean_closes_at(self):
        closes_at = self.cleaned_data["closes_at"]
        if closes_at <= timezone.now():
            raise forms.ValidationError(_("That time has passed."))
        return closes_at


@dataclass(frozen=True)
class Act:
    """What an act is called, when it may be done, what does it, and what is said."""

    heading: str
    may: callable
    do: callable
    form: type
    button: str
    done: str
    refusal: str
    stay: str = gettext_lazy("Cancel")
    is_grave: bool = False


def is_extendable(page, asking, box, *, now):
    return steering.may_extend(page, asking, now=now)


def is_closable(page, asking, box, *, now):
    return asking is not None and asking.is_open(now)


ACTS = {
    "extend": Act(
        gettext_lazy("Extend the deadline"), is_extendable, steering.extend, DeadlineForm,
        gettext_lazy("Extend the deadline"), gettext_lazy("The deadline is extended."),
        gettext_lazy("The survey has closed, so its deadline cannot be extended. It can be opened again."),
    ),
    "close": Act(
        gettext_lazy("Close now"), is_closable, steering.close_early, ReasonForm,
        gettext_lazy("Close now"), gettext_lazy("The survey is closed."),
        gettext_lazy("The survey is not open, so it cannot be closed."), gettext_lazy("Keep it open"), True,
    ),
    "reopen": Act(
        gettext_lazy("Open again"), steering.may_reopen, steering.open_again, DeadlineForm,
        gettext_lazy("Open again"), gettext_lazy("The survey is open again."),
        gettext_lazy("A survey can be opened again when it has closed, until its results are published."),
    ),
    "archive": Act(
        gettext_lazy("Archive"), steering.may_archive, steering.archive, ReasonForm,
        gettext_lazy("Archive"), gettext_lazy("The survey is archived."),
        gettext_lazy("A survey is archived when its results are published, or when too few answered."),
        is_grave=True,
    ),
}  # fmt: skip


def possible_acts(page, asking, box, *, now):
    """The names of the acts that can be done with the survey now."""
    return [name for name, act in ACTS.items() if act.may(page, asking, box, now=now)]


@needs(STEER)
@require_http_methods(["GET", "HEAD", "POST"])
def steer(request, page_id, name):
    """One act, after a page that says what follows."""
    page, asking, box = find_survey(page_id)
    act, now = ACTS[name], timezone.now()
    if not act.may(page, asking, box, now=now):
        return refuse(request, page, act)
    initial = {"results_due_on": page.results_due_on}
    if name == "extend":
        initial["closes_at"] = timezone.localtime(asking.closes_at)
    form = act.form(request.POST or None, initial=initial)
    # A reason is never required, so that an empty POST is an answer too.
    form.is_bound = request.method == "POST"
    if form.is_bound and form.is_valid():
        try:
            act.do(page, user=request.user, now=now, **form.cleaned_data)
        except steering.NotPossible:
            return refuse(request, page, act)
        except NotPublishable as refusal:
            for sentence in refusal.messages:
                form.add_error(None, sentence)
        else:
            messages.success(request, act.done)
            return redirect("survey_desk:desk", page.pk)
    return respond(
        request, "steer", act.heading, [to_desk(page)], page=page, asking=asking, box=box, act=act, name=name, form=form,
        counts=counts(asking),
    )  # fmt: skip


def refuse(request, page, act):
    """Back to the desk, with the reason."""
    messages.error(request, act.refusal)
    return redirect("survey_desk:desk", page.pk)
