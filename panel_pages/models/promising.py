"""What a survey's page promises residents about their answers: who can see whose they are, and what is added to them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from surveys.background import KINDS
from surveys.models import Box
from surveys.retention import with_answers

ADULT = 18


class Promising(models.Model):
    """The identity mode of a survey and what goes with it. Residents read it in words of the mode, never typed ones."""

    class IdentityMode(models.TextChoices):
        ANONYMOUS = "anonymous", _("Anonymous: nobody can see who answered what, and no answer can be changed")
        PSEUDONYMOUS = "pseudonymous", _("With a code: answers can be tied to members until a date, then to nobody")
        IDENTIFIED = "identified", _("Named: employees with the right to it see who answered what")

    identity_mode = models.CharField(
        _("identity mode"),
        max_length=12,
        choices=IdentityMode,
        default=IdentityMode.ANONYMOUS,
        help_text=_(
            "Anonymous gives the most honest answers; you lose following the same people over time and writing to those "
            "who answered something. With a code you keep that until the date below, and lose the promise that nobody "
            "can find out. Named is for agreements with single people; you lose those who do not dare. "
            "Residents are told which it is before the first question, and it cannot be changed when somebody has answered."
        ),
    )
    subject_until_on = models.DateField(
        _("the code is deleted"),
        null=True,
        blank=True,
        help_text=_("Only for surveys with a code. From this date no answer can be tied to anybody."),
    )
    adds_age = models.BooleanField(_("add age group to answers"), default=False)
    adds_gender = models.BooleanField(_("add gender to answers"), default=False)
    adds_zone = models.BooleanField(
        _("add part of the municipality to answers"),
        default=False,
        help_text=_(
            "At most two of the three. Made coarser when the answers are opened, until at least ten of those asked have "
            "the same, and never added to free texts. Residents are told."
        ),
    )
    is_open_to_all = models.BooleanField(
        _("let everybody answer by a link on the survey's page"),
        default=False,
        help_text=_(
            "Besides those who are asked, in anonymous surveys without background. Such answers lie in the box like the "
            "others and are counted apart, never in the response rate. Nothing keeps somebody from answering twice."
        ),
    )
    min_age = models.PositiveSmallIntegerField(
        _("age limit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(15), MaxValueValidator(100)],
        help_text=_("Nobody younger is asked. Empty asks everybody in the panel."),
    )
    # Nobody has answered it while it is empty: a tick that is not there would say «no» for those who forgot it.
    has_special_categories = models.BooleanField(
        _("asks about health, belief, politics or other special categories of personal data"),
        null=True,
        choices=[(True, _("Yes")), (False, _("No"))],
        help_text=_(
            "If so, nobody under 18 is asked, residents must agree before the first question, and answers that only a few "
            "gave are hidden in the published figures too."
        ),
    )

    class Meta:
        abstract = True

    @property
    def background(self):
        """What is added to an answer, in the order in which it is kept."""
        return [kind for kind in KINDS if getattr(self, f"adds_{kind}")]

    @property
    def promises(self):
        """What stands from the first answer on."""
        return {
            "identity_mode": self.identity_mode,
            "subject_until_on": self.subject_until_on,
            "background": self.background,
            "delete_on": self.retention_on,
            "is_open_to_all": self.is_open_to_all,
        }

    @property
    def age_limit(self):
        """The age from which members are asked, None for all. Special categories ask adults only."""
        return max(self.min_age or 0, ADULT if self.has_special_categories else 0) or None

    def code_is_deleted(self, now=None):
        """Whether the date has come from which no answer can be tied to anybody."""
        day = self.original.subject_until_on
        return day is not None and day <= timezone.localdate(now)

    def answers_are_deleted(self, now=None):
        """Whether their date has come and they are gone: a worker that stands still has deleted none."""
        day = self.original.retention_on
        return day is not None and day <= timezone.localdate(now) and not self.original.holds_answers

    @cached_property
    def holds_answers(self):
        return with_answers(Box.objects.filter(page=self.pk)).exists()


PRIVACY_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("identity_mode"),
            FieldPanel("subject_until_on"),
            FieldPanel("has_special_categories"),
            FieldPanel("legal_basis"),
            FieldPanel("retention_on"),
            FieldPanel("reported_on"),
            FieldPanel("reported_by"),
        ],
        heading=_("Privacy"),
    ),
    # What most surveys do without; it opens by itself where something in it is wrong.
    MultiFieldPanel(
        [
            FieldPanel("min_age"),
            FieldPanel("adds_age"),
            FieldPanel("adds_gender"),
            FieldPanel("adds_zone"),
            FieldPanel("is_open_to_all"),
        ],
        heading=_("Age limit, background and a link for everybody"),
        classname="collapsed",
    ),
]
