from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class Transition(models.TextChoices):
    """What can happen to a membership."""

    JOINED = "joined", _("Joined")
    WITHDRAWN = "withdrawn", _("Said that it was not them")
    NEVER_CONFIRMED = "never_confirmed", _("Never confirmed")
    PAUSED = "paused", _("Took a pause")
    RESUMED = "resumed", _("Came back from a pause")
    STOPPED = "stopped", _("Stopped the mail")
    RESTARTED = "restarted", _("Wanted mail again")
    FELL_SILENT = "fell_silent", _("Became inactive")
    STAYED = "stayed", _("Was inactive and wanted to stay")
    CONFIRMED_DETAILS = "confirmed_details", _("Confirmed that the details are right")
    UNREACHABLE = "unreachable", _("Could not be reached any more")
    REACHABLE = "reachable", _("Could be reached again")
    MOVED = "moved", _("Changed address")
    LEFT = "left", _("Left")
    FORGOTTEN = "forgotten", _("Was forgotten on time")


class LeavingReason(models.TextChoices):
    """Why somebody left, if she wanted to say. Only counted."""

    TOO_OFTEN = "left_too_often", _("I am asked too often")
    TOO_SELDOM = "left_too_seldom", _("I am asked too seldom")
    NOT_RELEVANT = "left_not_relevant", _("The questions do not concern me")
    NO_EFFECT = "left_no_effect", _("I do not see that it changes anything")
    MOVED_AWAY = "left_moved_away", _("I no longer live in the municipality")
    PRIVACY = "left_privacy", _("I do not want my information stored")
    OTHER = "left_other", _("Another reason")


class Headcount(models.Model):
    """How many members there were when the worker last counted, for pages to show. One row."""

    members = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.members)


class MonthlyCountQuerySet(models.QuerySet):
    def add(self, what, *, on, number=1):
        """Count `number` more of `what` (a Transition or a LeavingReason) in the month of the date `on`."""
        if not number:
            return
        row = {"month": on.replace(day=1), "transition": what}
        self.bulk_create([MonthlyCount(**row)], ignore_conflicts=True)
        self.filter(**row).update(count=F("count") + number)


class MonthlyCount(models.Model):
    """How often something happened to memberships in a month. Points at nobody, so it outlives everybody."""

    month = models.DateField(_("month"), help_text="The first day of it.")
    transition = models.CharField(
        _("what happened"), max_length=20, choices=[*Transition.choices, *LeavingReason.choices]
    )
    count = models.PositiveIntegerField(_("how often"), default=0)

    objects = MonthlyCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a month")
        verbose_name_plural = _("counts of the months")
        constraints = [models.UniqueConstraint(fields=["month", "transition"], name="members_one_count_a_month")]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.month:%Y-%m} {self.transition}"
