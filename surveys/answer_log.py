"""Who looked at answers, took them out or had them deleted, when and for what. Never what was answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class AnswerEntry(models.Model):
    """One use of the answers to one survey."""

    class Action(models.TextChoices):
        LISTED = "listed", _("Saw the list of answers")
        SAW_FIGURES = "figures", _("Saw figures that are not published")
        READ_TEXTS = "texts", _("Read what was written")
        SAW_NAMES = "names", _("Saw who answered what")
        ORDERED = "ordered", _("Ordered a file")
        FETCHED = "fetched", _("Fetched a file")
        DELETED = "deleted", _("Deleted on the survey's date")
        UNTIED = "untied", _("Deleted the codes on the survey's date")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    user_name = models.CharField(max_length=150, blank=True, help_text="Stays when the employee is deleted.")
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255, help_text="Stays when the page is deleted.")
    action = models.CharField(max_length=10, choices=Action)
    kind = models.CharField(max_length=20, blank=True, help_text="Of file.")
    count = models.PositiveIntegerField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of answers")
        verbose_name_plural = _("uses of answers")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["at"])]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.action} {self.pk}"


def note(user, action, page, *, now, kind="", count=None, purpose=""):
    """Write down that `user`, None for the worker, did `action` with the answers to the survey `page`."""
    AnswerEntry.objects.create(
        user=user,
        user_name=user.get_username() if user else "",
        page_id=page.pk,
        title=page.title,
        action=action,
        kind=kind,
        count=count,
        purpose=purpose,
        at=now,
    )


def forget_old_entries(*, before):
    """Delete entries older than `before`; return how many."""
    return AnswerEntry.objects.filter(at__lt=before).delete()[0]
