"""What somebody did with a survey as a whole, by name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .survey import SurveyPage


class SurveyAct(models.Model):
    """One named act: who, when, and what for. It stands, whatever revision of the page is published later."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("Approved by a second person")
        EXTENDED = "extended", _("Deadline extended")
        CLOSED = "closed", _("Closed early")
        REOPENED = "reopened", _("Opened again")
        ARCHIVED = "archived", _("Archived")

    page = models.ForeignKey(SurveyPage, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=10, choices=Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    user_name = models.CharField(max_length=150, help_text="Stays when the employee is deleted.")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="The new deadline.")
    reason = models.CharField(max_length=300, blank=True)
    revision_id = models.PositiveBigIntegerField(null=True, help_text="What was approved.")

    class Meta:
        verbose_name = _("act with a survey")
        verbose_name_plural = _("acts with surveys")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(kind="archived"), name="panel_pages_archived_once"
            )
        ]
        default_permissions = []
        permissions = [
            ("steer_survey", _("Can extend, close, reopen and archive surveys")),
            ("see_survey_register", _("Can see the register of all surveys")),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
