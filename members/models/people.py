from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .notices import PrivacyNotice
from .topics import Topic


class Person(models.Model):
    """What a resident tells about herself when she joins, and nothing else."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Other")

    class Source(models.TextChoices):
        SITE = "site", _("The website")
        PHONE = "phone", _("By phone")
        IMPORT = "import", _("An earlier panel")

    class Consent(models.TextChoices):
        MAIL = "mail", _("By the link in a mail")
        PAPER = "paper", _("On paper")

    email = models.CharField(max_length=254, help_text="As typed, tags and all.")
    email_key = models.CharField(max_length=254, help_text="Compared without case.")
    postal_code = models.CharField(max_length=4)
    postal_code_is_flagged = models.BooleanField(
        default=False, help_text="Not one of ours; the resident says she lives here."
    )
    birth_year = models.PositiveSmallIntegerField()
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    wants_workshops = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="nb")
    topics = models.ManyToManyField(Topic, blank=True)
    notice = models.ForeignKey(
        PrivacyNotice, on_delete=models.PROTECT, related_name="+", help_text="Which privacy notice was shown."
    )
    source = models.CharField(max_length=10, choices=Source, default=Source.SITE)
    link_generation = models.PositiveIntegerField(default=0)
    erasure_id = models.UUIDField(
        default=uuid4, editable=False, help_text="Kept after erasure, to erase again after a restore."
    )

    class Meta:
        abstract = True


def has_run_out(now):
    """The enrolments whose link is too old. People taken over from an earlier panel did not ask, so they have longer."""
    is_imported = Q(source=Person.Source.IMPORT)
    ordinary = ~is_imported & Q(created_at__lte=now - settings.UNCONFIRMED_KEPT_FOR)
    return ordinary | is_imported & Q(created_at__lte=now - settings.IMPORTED_KEPT_FOR)


class EnrolmentQuerySet(models.QuerySet):
    def stale(self, now):
        """Those that can no longer be confirmed."""
        return self.filter(has_run_out(now))

    def fresh(self, now):
        """Those that can be confirmed."""
        return self.exclude(has_run_out(now))

    def of_members(self, now):
        """Members who filled in the form again, once the hour is over in which they get no second mail."""
        known = Member.objects.filter(email_key=OuterRef("email_key"))
        return self.filter(Exists(known), created_at__lte=now - timedelta(hours=1))

    def delete_rows(self):
        """Delete, and return how many of these there were, whatever else went with them."""
        return self.delete()[1].get("members.Enrolment", 0)


class Enrolment(Person):
    """A wish to join that has not been confirmed by mail yet. Forgotten after a week."""

    created_at = models.DateTimeField(default=timezone.now)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["email_key"]), models.Index(fields=["created_at"])]

    def __str__(self):
        return f"Enrolment {self.pk}"


class MemberQuerySet(models.QuerySet):
    def active(self):
        """Confirmed, wanting mail, and with an address that can be reached: the ones who may be asked."""
        return self.filter(state=Member.State.ACTIVE, unreachable_since_on=None)

    def paused(self):
        """Members who have asked for quiet for a while."""
        return self.filter(state=Member.State.PAUSED)


class Member(Person):
    """A resident who has confirmed that she wants to be on the panel."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("On pause")
        STOPPED = "stopped", _("Wants no mail")
        INACTIVE = "inactive", _("Has not answered for long")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    state_since_on = models.DateField(default=timezone.localdate)
    paused_until_on = models.DateField(null=True)
    place = models.CharField(_("place"), max_length=60, blank=True)
    zone = models.CharField(_("zone"), max_length=120, blank=True)
    joined_on = models.DateField(_("joined"), default=timezone.localdate)
    consent = models.CharField(max_length=10, choices=Person.Consent, default=Person.Consent.MAIL)
    details_confirmed_on = models.DateField(default=timezone.localdate, help_text="Last said that all this is right.")
    details_asked_on = models.DateField(null=True, help_text="When she was last asked whether it still is.")
    asked_to_stay_on = models.DateField(null=True, help_text="When she was asked, being inactive, whether to stay.")
    unreachable_since_on = models.DateField(null=True, help_text="The mail server says that there is no such mailbox.")
    recent_answers = models.CharField(
        max_length=6,
        blank=True,
        help_text="Of the last six surveys she was asked about, newest last: 1 answered, 0 not. Never a time.",
    )
    access_generation = models.PositiveIntegerField(default=0, help_text="Raised when a one-use link is used.")

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["email_key"], name="members_one_per_address"),
            models.UniqueConstraint(fields=["erasure_id"], name="members_one_per_erasure_id"),
        ]
        # What the register filters by, each with the order it is shown in.
        indexes = [
            models.Index(fields=["-joined_on", "-id"], name="members_by_joined"),
            models.Index(fields=["state", "-joined_on", "-id"], name="members_by_state"),
            models.Index(fields=["zone", "-joined_on", "-id"], name="members_by_zone"),
            models.Index(fields=["place", "-joined_on", "-id"], name="members_by_place"),
            models.Index(fields=["birth_year"], name="members_by_birth_year"),
            models.Index(fields=["gender"], name="members_by_gender"),
            models.Index(fields=["language", "place"], name="members_by_language"),
            models.Index(fields=["postal_code"], name="members_by_postal_code"),
            models.Index(fields=["recent_answers"], name="members_by_recent_answers"),
            # PostgreSQL finds the beginning of an address only with this class of operators.
            models.Index(fields=["email_key"], name="members_by_address", opclasses=["varchar_pattern_ops"]),
            models.Index(
                fields=["-joined_on", "-id"], name="members_flagged", condition=models.Q(postal_code_is_flagged=True)
            ),
            models.Index(
                fields=["-joined_on", "-id"],
                name="members_unreachable",
                condition=models.Q(unreachable_since_on__isnull=False),
            ),
        ]

    def __str__(self):
        # Wagtail copies this into its log, so it never shows the address.
        return f"Member {self.pk}"
