"""Surveys the municipality makes in other tools, so that the register holds all of them."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExternalSurvey(models.Model):
    """One survey made elsewhere: what the register must say of it, and a link."""

    class IdentityMode(models.TextChoices):
        ANONYMOUS = "anonymous", _("Anonymous")
        PSEUDONYMOUS = "pseudonymous", _("Pseudonymous")
        IDENTIFIED = "identified", _("With names")

    title = models.CharField(_("title"), max_length=255)
    tool = models.CharField(_("made in"), max_length=80, help_text=_("Such as SurveyXact."))
    link = models.CharField(_("link"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    purpose = models.TextField(_("purpose"), max_length=400)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    owner_unit = models.CharField(_("unit responsible"), max_length=120)
    contact_name = models.CharField(_("contact person or office"), max_length=120)
    contact_email = models.EmailField(_("contact address"))
    identity_mode = models.CharField(_("identity mode"), max_length=12, choices=IdentityMode)
    has_special_categories = models.BooleanField(
        _("asks about health, belief, politics or other special categories of personal data"),
        null=True,
        choices=[(True, _("Yes")), (False, _("No"))],
    )
    who_is_asked = models.CharField(_("who is asked"), max_length=200)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"))
    results_due_on = models.DateField(_("results are due"), null=True, blank=True)
    published_on = models.DateField(_("results published"), null=True, blank=True)
    retention_on = models.DateField(_("answers are deleted"))
    reported_on = models.DateField(_("reported to the register"))
    reported_by = models.CharField(_("reported by"), max_length=120)
    invited = models.PositiveIntegerField(_("invited"), null=True, blank=True)
    answered = models.PositiveIntegerField(_("answered"), null=True, blank=True)
    archived_on = models.DateField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey in another tool")
        verbose_name_plural = _("surveys in other tools")
        ordering = ["-opens_on", "-pk"]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("The survey must close after it opens.")})
        if self.closes_on and self.retention_on and self.retention_on <= self.closes_on:
            raise ValidationError({"retention_on": _("Answers cannot be deleted before the survey has closed.")})
        if self.invited is not None and self.answered is not None and self.answered > self.invited:
            raise ValidationError({"answered": _("No more can have answered than were invited.")})
