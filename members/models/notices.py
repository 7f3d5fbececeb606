from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

FEATURES = ["bold", "italic", "link", "ul"]


class PrivacyNoticeQuerySet(models.QuerySet):
    def in_force(self, on):
        """The notice residents are shown on the date `on`, or None."""
        return self.filter(valid_from_on__lte=on).order_by("-valid_from_on", "-pk").first()


class PrivacyNotice(models.Model):
    """What residents are told about their information, as of a date. Each row about a resident says which she saw.

    From the day it is in force its text stands: a change is a new notice.
    """

    version = models.CharField(
        _("version"),
        max_length=40,
        unique=True,
        help_text=_("A short name, such as «2026-1». Residents do not see it."),
    )
    valid_from_on = models.DateField(_("in force from"), default=timezone.localdate)
    text_nb = RichTextField(
        _("text in bokmål"),
        features=FEATURES,
        help_text=_(
            "Who is responsible, purpose, legal basis, what is stored, who sees it, for how long, rights and whom to "
            "complain to. Shown right before the button."
        ),
    )
    text_nn = RichTextField(_("text in nynorsk"), features=FEATURES, blank=True)
    text_en = RichTextField(_("text in English"), features=FEATURES, blank=True)

    objects = PrivacyNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-valid_from_on", "-pk"]

    def __str__(self):
        return self.version

    def save(self, *args, **kwargs):
        if self.pk and self.is_settled:
            raise ValidationError(_("This notice is or has been in force and stays as it is. Make a new one instead."))
        super().save(*args, **kwargs)

    @property
    def text(self):
        """The text in the reader's language, or in bokmål."""
        return getattr(self, f"text_{get_language() or 'nb'}", "") or self.text_nb

    @property
    def is_settled(self):
        """Whether it has been in force, as stored, so that somebody may have seen it."""
        return PrivacyNotice.objects.filter(pk=self.pk, valid_from_on__lte=timezone.localdate()).exists()

    def clean(self):
        if self.is_settled:
            raise ValidationError(_("This notice is or has been in force and stays as it is. Make a new one instead."))
        if self.valid_from_on and self.valid_from_on < timezone.localdate():
            raise ValidationError({"valid_from_on": _("A notice cannot be in force from a day that is past.")})
