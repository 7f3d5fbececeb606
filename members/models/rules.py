from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def number(label, default, lowest, highest, help_text=""):
    """A whole number staff may choose between two ends."""
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(lowest), MaxValueValidator(highest)],
        help_text=help_text,
    )


@register_setting(icon="group")
class PanelRules(BaseGenericSetting):
    """The rules of membership that staff may change."""

    minimum_age = number(_("minimum age"), 15, 13, 99, _("Members must have had this birthday."))
    inactive_after = number(
        _("inactive after so many unanswered surveys"),
        6,
        2,
        6,
        _("In a row. The member is then asked whether to stay."),
    )
    inactive_days = number(
        _("days to answer whether to stay"), 60, 14, 365, _("Inactive members who do not answer are then deleted.")
    )
    stopped_days = number(
        _("days until those who stopped the mail are deleted"), 365, 30, 1095,
        _("Until then they can undo it with the link in any mail."),
    )  # fmt: skip

    unreachable_days = number(
        _("days until those who cannot be reached are deleted"), 180, 30, 1095,
        _("Counted from when the mail server first said that the mailbox is gone."),
    )  # fmt: skip

    @classmethod
    def current(cls):
        """The rules as they are stored, or as they are from the start. Unlike `load` it writes nothing."""
        return cls.objects.first() or cls()

    panels = [
        FieldPanel("minimum_age"),
        MultiFieldPanel(
            [
                FieldPanel("inactive_after"),
                FieldPanel("inactive_days"),
                FieldPanel("stopped_days"),
                FieldPanel("unreachable_days"),
            ],
            heading=_("Forgetting"),
        ),
    ]

    class Meta:
        verbose_name = _("rules of membership")
