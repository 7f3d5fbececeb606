"""Where in the municipality: the options are the register's, kept with the version."""

from django.utils.translation import gettext as _

from surveys import places

from .choices import SingleChoice


class Place(SingleChoice):
    """One of the zones or places there were when the survey was published."""

    type = "place"

    @classmethod
    def compile(cls, value):
        options = dict(places.offered(value["level"]))
        if value["offers_elsewhere"]:
            options[places.ELSEWHERE] = _("Somewhere else")
        return {"level": value["level"], "options": list(options)}, {"options": options}

    def meaning(self):
        # Places may be added or renamed while people answer; those they could choose are kept (surveys.versions).
        return self.item["level"]
