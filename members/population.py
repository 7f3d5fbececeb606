"""How many people live here, by age band, gender and zone: what the panel is held against."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class PopulationGroup(models.Model):
    """So many people of one gender in one age band live in one zone, or in the whole municipality (zone empty)."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")

    year = models.PositiveSmallIntegerField(_("year"))
    zone = models.CharField(_("zone"), max_length=120, blank=True)
    age_band = models.CharField(_("age"), max_length=10)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender)
    count = models.PositiveIntegerField(_("people"))
    source = models.CharField(_("source"), max_length=200)
    is_example = models.BooleanField(default=False, help_text=_("Invented figures, said so wherever they are shown."))

    class Meta:
        verbose_name = _("population group")
        verbose_name_plural = _("population")
        constraints = [
            models.UniqueConstraint(fields=["zone", "age_band", "gender"], name="members_population_once_per_group")
        ]

    def __str__(self):
        return f"{self.year} {self.zone} {self.age_band} {self.gender}"


def replace_population(table, *, source, is_example=False):
    """Put the figures of `table` (from population_table.read_population) in the place of all that were there."""
    groups = [
        PopulationGroup(
            year=table.year, zone=zone, age_band=band, gender=gender, count=count, source=source, is_example=is_example
        )
        for (zone, band, gender), count in table.counts.items()
    ]
    with transaction.atomic():
        PopulationGroup.objects.all().delete()
        PopulationGroup.objects.bulk_create(groups)
    return groups
