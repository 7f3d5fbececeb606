from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """Something a resident can say she is interested in, such as «Traffic». Staff decide which there are."""

    name_nb = models.CharField(_("name in bokmål"), max_length=60, unique=True)
    name_nn = models.CharField(_("name in nynorsk"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The lowest number stands first.")
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["position", "name_nb"]

    def __str__(self):
        return getattr(self, f"name_{get_language() or 'nb'}", "") or self.name_nb
