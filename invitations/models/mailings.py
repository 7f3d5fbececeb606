"""Parts of the panel that were given a name, what was sent to them, and who was written to when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Member

from .askings import Asking


class Audience(models.Model):
    """A part of the panel, said in rules (see rules.py). It stays live: members come and go as the rules say."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    rules = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]
        default_permissions = ()

    def __str__(self):
        return self.name


class MailingQuerySet(models.QuerySet):
    def queued(self):
        """Those that have been sent off, whether or not every mail has left."""
        return self.exclude(queued_at=None)

    def due(self, now):
        """Planned for a time that has come. An invitation waits for the opening, however it has been moved since."""
        too_early = Q(kind=Mailing.Kind.INVITATION, asking__opens_at__gt=now)
        return self.filter(state=Mailing.State.PLANNED, send_at__lte=now).exclude(too_early)


class Mailing(models.Model):
    """One letter to a part of the panel: to whom, in which words, when. A draft until it is sent off."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")
        RESULTS = "results", _("Results")
        INFORMATION = "information", _("News to members")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PLANNED = "planned", _("Planned")
        SENT_OFF = "sent_off", _("Sent off")
        PAUSED = "paused", _("On pause")
        CALLED_OFF = "called_off", _("Called off")

    class Pick(models.TextChoices):
        ALL = "all", _("Everyone in the audience")
        RANDOM = "random", _("Drawn by lot")
        PANEL = "panel", _("Drawn by lot, composed like the panel")
        POPULATION = "population", _("Drawn by lot, composed like the population")
        LONGEST_AGO = "longest_ago", _("Those asked longest ago")

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.INVITATION)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    asking = models.ForeignKey(Asking, null=True, on_delete=models.PROTECT, related_name="mailings")
    reminds_of = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="reminders")
    round = models.PositiveSmallIntegerField(default=0, help_text="Which reminder it is, from 1.")

    audience = models.CharField(max_length=120, blank=True, help_text="What the audience was called.")
    live_audience = models.ForeignKey(Audience, null=True, on_delete=models.SET_NULL, related_name="+")
    rules = models.JSONField(default=dict, help_text="The rules as they were when it was sent off.")
    pick = models.CharField(max_length=20, choices=Pick, default=Pick.ALL)
    size = models.PositiveIntegerField(null=True, help_text="How many; empty is everyone.")
    seed = models.CharField(max_length=40, blank=True, help_text="The same seed draws the same members again.")

    texts = models.JSONField(default=dict, help_text="{language: {subject, body}}; empty is the standard text.")
    send_at = models.DateTimeField(null=True)
    remind_on_days = models.JSONField(default=list, help_text="Reminders so many days after the sending.")
    budget_reason = models.CharField(max_length=500, blank=True, help_text="Why the contact budget was set aside.")

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    queued_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True, help_text="Why a planned mailing was not sent off.")
    outcomes = models.JSONField(default=dict, help_text="Counts by state, once the record of who is deleted.")

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["reminds_of", "round"], name="invitations_one_reminder_a_round")]
        permissions = [
            ("send_mailing", _("Can send invitations to the panel")),
            ("set_budget_aside", _("Can ask members beyond the contact budget")),
        ]

    def __str__(self):
        return f"Mailing {self.pk}"

    @property
    def batch(self):
        """The name of its mails in the outbox."""
        return f"mailing {self.pk}"

    @property
    def counts(self):
        """Whether it takes one of a member's places in the contact budget."""
        return self.kind in (self.Kind.INVITATION, self.Kind.INFORMATION)

    @property
    def leaves_at(self):
        """When it leaves by itself if it has a time: then, and an invitation not before the opening."""
        is_early = self.send_at and self.kind == self.Kind.INVITATION and self.send_at < self.asking.opens_at
        return self.asking.opens_at if is_early else self.send_at

    @property
    def is_open_to_change(self):
        """Whether nothing of it has been sent off yet."""
        return self.state in (self.State.DRAFT, self.State.PLANNED)


class Contact(models.Model):
    """One member written to in one mailing: the ledger of the contact budget, and who got what when. Dates, no times.

    What became of the mail stands in the outbox. Deleted after a year; the mailing keeps counts.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="contacts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    written_on = models.DateField()
    takes_a_place = models.BooleanField(default=True, help_text="Counts against the contact budget.")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [models.UniqueConstraint(fields=["mailing", "member"], name="invitations_one_contact_a_mailing")]
        indexes = [
            models.Index(
                fields=["member", "written_on"], name="invitations_places_taken",
                condition=models.Q(takes_a_place=True),
            ),
        ]  # fmt: skip
        default_permissions = ()

    def __str__(self):
        return f"Contact {self.pk}"
