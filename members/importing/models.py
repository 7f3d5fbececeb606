from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ListImport(models.Model):
    """One list on its way into the panel. Counts and choices only: what it says about people stays in its file."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for its columns to be named")
        WAITING = "waiting", _("Waiting for the worker")
        READING = "reading", _("Being read")
        READ = "read", _("Waiting to be accepted")
        ACCEPTED = "accepted", _("Being taken over")
        DONE = "done", _("Taken over")
        FAILED = "failed", _("Could not be read")
        CANCELLED = "cancelled", _("Cancelled")
        EXPIRED = "expired", _("Not accepted in time")

    file_id = models.UUIDField(unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    purpose = models.CharField(max_length=200, help_text="Where the list comes from.")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until_at = models.DateTimeField(null=True)

    sheet = models.CharField(max_length=100, blank=True)
    head_row = models.PositiveSmallIntegerField(default=0)
    columns = models.JSONField(default=dict, help_text="{field: column}")

    row_count = models.PositiveIntegerField(default=0, help_text="About how many rows there are.")
    rows_read = models.PositiveIntegerField(default=0)
    usable_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0, help_text="Members, or waiting for their mail, already.")
    problem_count = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("list to take over")
        verbose_name_plural = _("lists to take over")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self):
        return f"List {self.pk}"

    @property
    def needs_second_person(self):
        """Whether somebody else than the one who uploaded it must accept it."""
        return self.usable_count > settings.IMPORT_SECOND_PERSON_ABOVE

    @property
    def is_moving(self):
        """Whether the worker has it, or gets it next."""
        return self.state in (self.State.WAITING, self.State.READING, self.State.ACCEPTED)

    @property
    def holds_file(self):
        """Whether its file should still be there."""
        return self.is_moving or self.state in (self.State.UPLOADED, self.State.READ)

    @property
    def percent_read(self):
        """How far the reading has come, at most 99 until it is over."""
        return min(99, 100 * self.rows_read // self.row_count) if self.row_count else 0
