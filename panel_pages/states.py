"""Where a survey or an activity stands, as residents see it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The words of the status tag. The values are the shapes of its ring."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open now")
    WORKING = "working", _("Closed – we are working on the answers")
    RESULTS = "results", _("The results are here")
    DONE = "done", _("Done")
