from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class PostalCode(models.Model):
    """A postal code of the municipality, with its place and the zone results are shown by."""

    class Kind(models.TextChoices):
        STREET = "street", _("Street addresses")
        PO_BOX = "po_box", _("PO boxes")

    code = models.CharField(
        _("postal code"),
        max_length=4,
        primary_key=True,
        validators=[RegexValidator(r"\A[0-9]{4}\Z", _("The postal code must have four digits."))],
    )
    place = models.CharField(_("place"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    zone = models.CharField(_("zone"), max_length=120)

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.place}"
