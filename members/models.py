"""Who is on the panel. The only room with addresses."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PostalCode(models.Model):
    """A postal code of the municipality, with its place and the zone results are shown by."""

    class Kind(models.TextChoices):
        STREET = "street", _("Street addresses")
        PO_BOX = "po_box", _("PO boxes")

    code = models.CharField(_("postal code"), max_length=4, primary_key=True)
    place = models.CharField(_("place"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    zone = models.CharField(_("zone"), max_length=120)

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.place}"


class Person(models.Model):
    """What a resident tells about herself when she joins, and nothing else."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Other")

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
    notice_version = models.CharField(max_length=40, help_text="Which privacy notice was shown.")
    link_generation = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Enrolment(Person):
    """A wish to join that has not been confirmed by mail yet. Forgotten after a week."""

    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["email_key"]), models.Index(fields=["created_at"])]

    def __str__(self):
        return f"Enrolment {self.pk}"


class MemberQuerySet(models.QuerySet):
    def active(self):
        """Confirmed and not on pause: the ones who may be asked."""
        return self.filter(state=Member.State.ACTIVE)

    def paused(self):
        """Members who have asked for quiet for a while."""
        return self.filter(state=Member.State.PAUSED)


class Member(Person):
    """A resident who has confirmed that she wants to be on the panel."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("On pause")

    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    paused_until_on = models.DateField(null=True)
    place = models.CharField(max_length=60, blank=True)
    zone = models.CharField(max_length=120, blank=True)
    confirmed_on = models.DateField()

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["email_key"], name="members_one_per_address")]
        indexes = [models.Index(fields=["state"])]

    def __str__(self):
        # Wagtail copies this into its log, so it never shows the address.
        return f"Member {self.pk}"


# Models that have a module of their own; Django finds them here.
from .population import PopulationGroup  # noqa: E402, F401
