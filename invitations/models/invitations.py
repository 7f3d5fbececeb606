"""Who was asked, and who has answered. Never what they answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Member

from .askings import Asking


class InvitationQuerySet(models.QuerySet):
    def answered(self):
        """Those whose answer is stored."""
        return self.filter(answered=True)

    def remindable(self):
        """Those who have been reached, and have neither answered nor said no thanks."""
        return self.filter(reached=True, answered=False, declined=False, member__isnull=False)

    def reached(self):
        """The cohort: those whose first mail left, or who answered, which proves the same."""
        return self.filter(Q(reached=True) | Q(answered=True))


class Invitation(models.Model):
    """One member asked once. `answered` is a boolean without a time, on purpose (decision 0003)."""

    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="invitations")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="invitations")
    answered = models.BooleanField(default=False)
    reached = models.BooleanField(default=False, help_text="The first mail was sent, or perhaps sent.")
    declined = models.BooleanField(default=False, help_text="No thanks to this one: no reminders. Not an answer.")
    subject = models.UUIDField(null=True, editable=False, help_text="For surveys that are not anonymous.")
    link_generation = models.PositiveIntegerField(default=0, editable=False)

    # What an employee tries a survey with stands in an invitation's place and says True.
    is_test = False

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["asking", "member"], name="invitations_once_per_member")]
        default_permissions = ()

    def __str__(self):
        return f"Invitation {self.pk}"
