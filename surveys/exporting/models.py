from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class AnswerFile(models.Model):
    """A file of answers that somebody ordered. What it says lies on disk until it is fetched or an hour old."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the worker")
        WRITING = "writing", _("Being written")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be written")
        GONE = "gone", _("Deleted")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="answer_files")
    kind = models.CharField(max_length=20)
    file_id = models.UUIDField(unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    language = models.CharField(max_length=10)
    purpose = models.CharField(max_length=200)
    delete_by_on = models.DateField()
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ordered_at = models.DateTimeField()
    lease_until_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("file of answers")
        verbose_name_plural = _("files of answers")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("export_answers", _("Can take answers to surveys out as files"))]

    def __str__(self):
        return f"File {self.pk}"

    @property
    def is_moving(self):
        """Whether the worker has it, or gets it next."""
        return self.state in (self.State.WAITING, self.State.WRITING)
