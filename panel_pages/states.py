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


class Deed(models.TextChoices):
    """What the municipality does with a piece of advice. The values are the shapes of the same ring."""

    DONE = "done", _("It is done")
    WORKING = "working", _("We are on it")
    PLANNED = "planned", _("It will come")
    NO = "no", _("Not now")


class Place(models.TextChoices):
    """Where a stop on the way lies from today."""

    PAST = "past", _("Past")
    NOW = "now", _("Now")
    COMING = "coming", _("To come")
