"""What waits for somebody to open a mail. Gone within the hour, or within a week."""

from django.db import models
from django.utils import timezone

from .people import Member


class LinkRequest(models.Model):
    """Somebody asked that a link be mailed to an address. Whether it is anybody's, only the worker finds out."""

    email_key = models.CharField(max_length=254)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["email_key"]), models.Index(fields=["created_at"])]
        default_permissions = ()

    def __str__(self):
        return f"LinkRequest {self.pk}"


class AddressChange(models.Model):
    """A member wants to be written to elsewhere. Both mailboxes confirm, and neither is told about the other."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    email = models.CharField(max_length=254)
    email_key = models.CharField(max_length=254)
    old_has_confirmed = models.BooleanField(default=False)
    new_has_confirmed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    link_generation = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["created_at"])]
        default_permissions = ()

    def __str__(self):
        return f"AddressChange {self.pk}"


class Attempt(models.Model):
    """How often somebody or some network has done a thing this hour. Who, only we could tell, and only within the hour.

    The key is an HMAC over what, who and the hour. On PostgreSQL the table is not written to the log of the database.
    """

    key = models.CharField(max_length=22, primary_key=True)
    count = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.key
