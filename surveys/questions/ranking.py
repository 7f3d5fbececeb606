"""Options to put in order, with a list of numbers at each: no dragging."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import Choice
from .question import KEY_SIZE, Table
from .variables import ranked


class Ranking(Choice):
    """The most important options first. An answer is a list of option UUIDs in order.

    One that must be given has as many places as the editor asks for; else the places run from 1 without a gap.
    """

    type = "ranking"
    template = "surveys/questions/ranking.html"

    def __init__(self, item, words):
        super().__init__(item, words)
        self.places = min(item.get("places") or len(self.options), len(self.options))

    @classmethod
    def compile(cls, value):
        item, words = super().compile(value)
        return item | ({"places": value["places"]} if value["places"] else {}), words

    def meaning(self):
        return super().meaning(), self.places

    def option_name(self, key):
        """The name of the list at an option."""
        return f"{self.clean_name}_{key.replace('-', '')}"

    def field_names(self):
        return [self.option_name(key) for key, _label in self.options]

    def hint(self):
        return ngettext(
            "Give 1 to the most important.",
            "Give 1 to the most important, 2 to the next and so on, to %(places)s.",
            self.places,
        ) % {"places": self.places}

    def parse(self, data):
        placed = {}
        for key, label in self.options:
            sent = data.get(self.option_name(key)) or None
            if sent is None:
                continue
            place = next((place for place in range(1, self.places + 1) if str(place) == sent), None)
            if place is None:
                self.refuse(_("Choose one of the places for «%(option)s» in «%(question)s»."), option=label)
            if place in placed:
                self.refuse(_("Only one answer to «%(question)s» can have place %(place)s."), place=place)
            placed[place] = key
        wanted = self.places if self.required else len(placed)
        if placed:
            for place in range(1, wanted + 1):
                if place not in placed:
                    self.refuse(_("Choose which answer to «%(question)s» has place %(place)s."), place=place)
        return [placed[place] for place in sorted(placed)] or None

    def typed(self, data):
        sent = [(data.get(self.option_name(key), ""), label) for key, label in self.options]
        return [f"{place}: {label}" for place, label in sorted(sent) if place.strip()]

    def written(self, answer):
        return {self.option_name(key): [str(place)] for place, key in enumerate(answer, 1)}

    def controls(self, fill):
        return {
            "options": [
                {
                    "id": f"{self.html_id}_{number}",
                    "name": self.option_name(key),
                    "label": label,
                    "places": [
                        {"number": place, "mark": fill.mark(self.option_name(key), str(place), " selected")}
                        for place in range(1, self.places + 1)
                    ],
                }
                for number, (key, label) in enumerate(self.arranged(fill.order))
            ]
        }

    def values(self):
        return ()

    def longest(self):
        return KEY_SIZE * self.places + 4

    def fit(self, value):
        keys = value if isinstance(value, list) else []
        is_known = all(isinstance(key, str) and key in self.keys for key in keys) and len(set(keys)) == len(keys)
        return keys if keys and is_known and len(keys) <= self.places else None

    def in_words(self, answer):
        labels = dict(self.options)
        return ", ".join(f"{place}. {labels[key]}" for place, key in enumerate(answer, 1))

    def tables(self):
        label = _("%(question)s First place") % {"question": self.label}
        return [Table(self.clean_name, label, self.options, lambda answer: answer[:1], self.in_words)]

    def variables(self):
        return ranked(self.options, self.label, self.places)
