"""Mail waiting to go, and the worker that takes it. Ids only: no address, no text, no link."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        """Not yet taken to its end by a worker, though it may be on pause."""
        return self.filter(state__in=[Message.State.PENDING, Message.State.SENDING, Message.State.HELD])

    def in_line(self):
        """Waiting for a worker and for nothing else."""
        return self.filter(state__in=[Message.State.PENDING, Message.State.SENDING])

    def due(self, now):
        """Free to be claimed by a worker at `now`."""
        free = Q(lease_until_at=None) | Q(lease_until_at__lt=now)
        return self.filter(free, state=Message.State.PENDING, not_before_at__lte=now)

    def abandoned(self, now):
        """Was on its way to the mail server when its worker died; nobody knows whether it arrived."""
        return self.filter(state=Message.State.SENDING, lease_until_at__lt=now)


class Message(models.Model):
    """One mail to one person: what kind it is and which row it is about. The worker writes the text when it sends."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        HELD = "held", _("Waiting, its mailing is on pause")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Refused by the mail server")
        UNCERTAIN = "uncertain", _("Perhaps sent")
        SKIPPED = "skipped", _("Not sent, for a reason")

    class Priority(models.IntegerChoices):
        PROMPT = 0, _("Somebody is waiting for it")
        BULK = 10, _("Part of a mailing")

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=64, help_text="The id of the row it is about.")
    round = models.PositiveSmallIntegerField(default=0)
    batch = models.CharField(max_length=40, blank=True, help_text="What it was queued with: «mailing 12».")
    context = models.JSONField(default=dict, help_text="Further ids, never a text.")
    priority = models.SmallIntegerField(choices=Priority, default=Priority.BULK)
    not_before_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=60, blank=True, help_text="A code, such as «smtp 550» or «closed».")

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "round"], name="outbox_once_per_kind_subject_round"),
        ]
        indexes = [
            models.Index(
                fields=["priority", "id"], name="outbox_waiting", condition=Q(state__in=["pending", "sending"])
            ),
            models.Index(fields=["batch", "state"], name="outbox_batch", condition=~Q(batch="")),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}.{self.round}"


class Heartbeat(models.Model):
    """When a worker was last seen alive."""

    worker = models.CharField(max_length=80, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.worker


class JobRun(models.Model):
    """The last run of a periodic job."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=120, blank=True, help_text="The kind of error, never its text.")

    def __str__(self):
        return self.name


class Hold(models.Model):
    """While a row exists no mail leaves: after a restore, or when something went wrong."""

    since_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"held since {self.since_at:%Y-%m-%d %H:%M}"


class Pace(models.Model):
    """One row: when the next mail may go, where there is a rate, and until when nothing goes at all."""

    next_turn_at = models.DateTimeField(null=True)
    rests_until_at = models.DateTimeField(null=True)

    def __str__(self):
        return "Pace"
