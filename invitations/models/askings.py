"""When we ask, and what a mail says about it."""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class AskingQuerySet(models.QuerySet):
    def unfixed(self):
        """Askings whose cohort may still change."""
        return self.filter(cohort_fixed_at=None)

    def over(self, moment):
        """Askings that ended, by their date or by hand, at `moment` or before."""
        return self.filter(Q(closes_at__lte=moment) | Q(stopped_at__lte=moment))

    def accepting(self, now):
        """Askings whose answers are still taken at `now`: open, or closed less than the grace period ago."""
        begun_to_end_after = now - settings.SURVEY_GRACE_PERIOD
        return self.filter(
            Q(stopped_at=None) | Q(stopped_at__gt=begun_to_end_after),
            page__live=True,
            opens_at__lte=now,
            closes_at__gt=begun_to_end_after,
            cohort_fixed_at=None,
        )


class Told(NamedTuple):
    """The words of an asking in one language."""

    title: str
    purpose: str
    introduction: str


class Asking(models.Model):
    """A page that asks the panel something between two times; written when the page is published.

    The mail and the answering pages read this row, never the page's own model: what they need of the page is
    copied here at publish.
    """

    class Kind(models.TextChoices):
        SURVEY = "survey", _("Survey")

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="asking")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SURVEY)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, editable=False, help_text="Closed by hand before its date.")

    purpose = models.TextField(blank=True)
    introduction = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    owner_unit = models.CharField(max_length=255, blank=True)
    contact_name = models.CharField(max_length=255, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    identity_mode = models.CharField(max_length=20, default="anonymous")
    has_special_categories = models.BooleanField(
        default=False, help_text="Its subject names no topic: others may read it on a locked screen."
    )
    results_due_on = models.DateField(null=True)
    min_age = models.PositiveSmallIntegerField(null=True, help_text="Nobody younger is asked; empty is no limit.")
    translations = models.JSONField(default=dict, help_text="{language: {title, purpose, introduction}}")

    is_recorded = models.BooleanField(
        default=False, editable=False, help_text="It was opened again: members' memory of their last surveys holds it."
    )
    cohort_fixed_at = models.DateTimeField(null=True, editable=False)
    invited_count = models.PositiveIntegerField(null=True, editable=False)
    answered_count = models.PositiveIntegerField(null=True, editable=False)
    reached_count = models.PositiveIntegerField(
        null=True, editable=False, help_text="How many the mail has reached, as last counted by the worker."
    )
    bands = models.JSONField(default=dict, editable=False, help_text="Counts of the cohort by place and age band.")

    objects = AskingQuerySet.as_manager()

    class Meta:
        verbose_name = _("asking")
        verbose_name_plural = _("askings")
        indexes = [
            models.Index(fields=["closes_at"], name="invitations_unfixed", condition=Q(cohort_fixed_at=None)),
        ]

    def __str__(self):
        return f"Asking {self.pk}"

    @property
    def told(self):
        """What residents read about it, in the language that is active or in bokmål."""
        words = self.translations.get(get_language(), {})
        return Told(
            title=words.get("title") or self.page.title,
            purpose=words.get("purpose") or self.purpose,
            introduction=words.get("introduction") or self.introduction,
        )

    @property
    def languages(self):
        """The languages it can be answered in, bokmål first."""
        others = [code for code, _name in settings.LANGUAGES if code in self.translations]
        return [settings.LANGUAGE_CODE, *others]

    def is_for(self, birth_year, *, year):
        """Whether somebody born in `birth_year` is old enough for certain.

        Only the year is known, so whoever reaches the age limit during `year` is too young until it is over.
        """
        return not self.min_age or birth_year < year - self.min_age

    @property
    def ends_at(self):
        """When it closes, or closed: by its date or by hand, whichever comes first."""
        return self.closes_at if self.stopped_at is None else min(self.stopped_at, self.closes_at)

    @property
    def takes_answers_until(self):
        """When those who were inside at closing must have sent."""
        return self.ends_at + settings.SURVEY_GRACE_PERIOD

    @property
    def box_opens_at(self):
        """When the answers may be read.

        A moment after the last one was taken, so that a request that was let in at the very end is stored by then.
        Without a grace period there is none either.
        """
        return self.takes_answers_until + min(settings.SURVEY_GRACE_PERIOD, settings.SURVEY_LONGEST_REQUEST)

    def is_open(self, now):
        """Whether residents may begin to answer at `now`."""
        return self.page.live and self.opens_at <= now < self.ends_at and self.cohort_fixed_at is None

    def accepts(self, now):
        """Whether an answer sent at `now` is taken."""
        return self.page.live and self.opens_at <= now < self.takes_answers_until and self.cohort_fixed_at is None
