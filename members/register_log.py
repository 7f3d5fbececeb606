"""Who used the register, when and for what. Holds numbers of members, never an address."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterEntry(models.Model):
    """One use of the register by one employee."""

    class Action(models.TextChoices):
        LISTED = "listed", _("Saw the list")
        OPENED = "opened", _("Opened a member")
        ADDED = "added", _("Added a member")
        CORRECTED = "corrected", _("Corrected a member")
        MOVE_ASKED = "move_asked", _("Asked both mailboxes about another address")
        MOVED = "moved", _("Changed the address, on paper")
        PAUSED = "paused", _("Put on pause")
        CONFIRMED = "confirmed", _("Marked as confirmed on paper")
        LINK_SENT = "link_sent", _("Sent the link again")
        ERASED = "erased", _("Erased")
        EXPORTED = "exported", _("Exported")
        IMPORT_UPLOADED = "uploaded", _("Uploaded a list")
        IMPORT_ACCEPTED = "accepted", _("Accepted a list")
        IMPORT_CANCELLED = "cancelled", _("Cancelled a list")
        POSTAL_CODES = "postal_codes", _("Changed the postal codes")
        POPULATION = "population", _("Changed the population figures")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    user_name = models.CharField(max_length=150, help_text="Stays when the employee is deleted.")
    action = models.CharField(max_length=15, choices=Action)
    member_number = models.BigIntegerField(null=True, help_text="The id, also after she has left.")
    count = models.PositiveIntegerField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of the register")
        verbose_name_plural = _("uses of the register")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["member_number"]), models.Index(fields=["at"])]
        default_permissions = ["view"]
        # The register is no model of its own; these are its permissions, each an act by itself.
        permissions = [
            ("see_register", _("Can see the list of members")),
            ("open_member", _("Can open a member's page")),
            ("edit_member", _("Can add, correct and pause members, confirm on paper and send links")),
            ("erase_member", _("Can erase members")),
            ("export_register", _("Can export the register")),
            ("import_register", _("Can take over lists into the register")),
        ]

    def __str__(self):
        return f"{self.action} {self.pk}"


def note(user, action, *, now, member_number=None, count=None, purpose=""):
    """Write down that `user` did `action`. Call it inside the transaction of what is done."""
    RegisterEntry.objects.create(
        user=user,
        user_name=user.get_username(),
        action=action,
        member_number=member_number,
        count=count,
        purpose=purpose,
        at=now,
    )


def note_each(user, action, member_numbers, *, now, purpose=""):
    """The same about several members, one entry each."""
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            user=user, user_name=user.get_username(), action=action, member_number=number, purpose=purpose, at=now
        )
        for number in member_numbers
    )


def forget_old_entries(*, before):
    """Delete entries older than `before`; return how many."""
    return RegisterEntry.objects.filter(at__lt=before).delete()[0]
