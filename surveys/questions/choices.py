"""Options to choose from. An answer is an option's key, never its words."""

from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .others import other_text
from .question import KEY_SIZE, Question, Table, clean_name_of
from .variables import ticked

# More radios than this are a list to open.
MOST_RADIOS = 7


def moving(options, keeps_last):
    """The keys of `options` [(key, value)] that are shuffled: all but the last ones, «other» and what stands alone."""
    stay = len(options) - keeps_last
    return [
        key
        for place, (key, option) in enumerate(options)
        if place < stay and not option.get("asks_which") and not option.get("stands_alone")
    ]


class Choice(Question):
    """A question with options."""

    is_group = True
    template = "surveys/questions/choices.html"
    input_type = ""
    mark = " checked"
    takes_one = True
    # The options that cannot be chosen together with another, where several may be.
    alone = frozenset()

    def __init__(self, item, words):
        super().__init__(item, words)
        labels = words.get("options", {})
        self.options = tuple((key, labels.get(key, "")) for key in item["options"])
        self.keys = frozenset(item["options"])
        # The option with a text field, a question of its own by the same key; see surveys.questions.others.
        self.other = item["other"] if item.get("other") in self.keys else None

    @classmethod
    def compile(cls, value):
        options = [(str(option.id), option.value) for option in value["options"].bound_blocks]
        item = {"options": [key for key, _option in options]}
        words = {"options": {key: option["label"] for key, option in options}}
        # What an editor has left out is left out here too, so that older surveys keep the digest they have.
        if other := [key for key, option in options if option.get("asks_which")]:
            item["other"] = other[0]
        if value.get("shuffles"):
            words["moving"] = moving(options, value.get("keeps_last") or 0)
        return item, words

    def without(self, hidden):
        """The same question without the options in the set `hidden`."""
        if not self.keys & hidden:
            return self
        return type(self)(
            self.item | {"options": [key for key in self.item["options"] if key not in hidden]}, self.words
        )

    def arranged(self, order):
        """The options in one of the orders that residents meet them in."""
        moving = [option for option in self.options if option[0] in self.words.get("moving", ())]
        if len(moving) < 2:
            return self.options
        turn = order % len(moving)
        mixed = sorted(moving, key=lambda option: sha256(f"{order // len(moving)} {option[0]}".encode()).digest())
        return (*mixed[turn:], *mixed[:turn], *(option for option in self.options if option not in moving))

    def companions(self, words):
        """The questions that belong to this one, as (item, words): the text field of «other»."""
        if self.other is None:
            return []
        label = f"{self.label} {words['options'][self.other]}"
        return [other_text(self.other, self.key, label, words["export_name"])]

    def explained(self, which):
        """The same question, whose «other» says which one; the same where nothing is written."""
        if not which:
            return self
        labels = self.words["options"]
        return type(self)(self.item, self.words | {"options": labels | {self.other: f"{labels[self.other]}: {which}"}})

    def meaning(self):
        return tuple(sorted(self.keys))

    def check_keys(self, keys):
        """Refuse what is not one of the options."""
        if not self.keys.issuperset(keys):
            self.refuse(_("Choose one of the answers to «%(question)s»."))

    def typed(self, data):
        labels = dict(self.options)
        return [labels.get(value, value) for value in super().typed(data)]

    def controls(self, fill):
        return {
            "type": self.input_type,
            "options": [
                {
                    "id": f"{self.html_id}_{place}",
                    "value": key,
                    "label": label,
                    "mark": fill.mark(self.clean_name, key, self.mark),
                    "stands_alone": key in self.alone,
                }
                for place, (key, label) in enumerate(self.arranged(fill.order))
            ],
        }

    def has_other_text(self, data):
        """Whether something is written in the text field of «other»."""
        return self.other is not None and bool(data.get(clean_name_of(self.other), "").strip())

    def chosen_by_writing(self, data):
        """{field name: [values]} of the QueryDict `data` that show «other» as chosen, because she wrote which one."""
        if not self.has_other_text(data):
            return {}
        return {self.clean_name: [self.other] if self.takes_one else [*data.getlist(self.clean_name), self.other]}

    def longest(self):
        return KEY_SIZE * len(self.options) + 4

    def values(self):
        return self.options

    def cells(self):
        return self.options

    def in_words(self, answer):
        return dict(self.options)[answer]


class SingleChoice(Choice):
    """One of the options: radios, or a list to open when there are many."""

    type = "single_choice"
    input_type = "radio"

    def __init__(self, item, words):
        super().__init__(item, words)
        if len(self.options) > MOST_RADIOS:
            self.is_group = False
            self.template = "surveys/questions/select.html"
            self.mark = " selected"

    def parse(self, data):
        key = data.get(self.clean_name) or None
        if key is not None:
            self.check_keys([key])
        if self.has_other_text(data) and key != self.other:
            # Who writes which one it is has chosen it, unless she has chosen something else too.
            if key is not None:
                self.refuse(
                    _(
                        "In «%(question)s» you chose «%(chosen)s», and wrote something at «%(option)s». «%(option)s» is "
                        "chosen now. Is that wrong? Then take away what you wrote, and choose again."
                    ),
                    option=self.in_words(self.other),
                    chosen=self.in_words(key),
                )
            key = self.other
        return key

    def written(self, answer):
        return {self.clean_name: [answer]}

    def fit(self, value):
        return value if isinstance(value, str) and value in self.keys else None


class YesNo(SingleChoice):
    """Yes, no and, where the editor allows it, «don't know». The words are the panel's own."""

    type = "yes_no"

    @classmethod
    def compile(cls, value):
        labels = {"yes": _("Yes"), "no": _("No")}
        if value["offers_dont_know"]:
            labels["dont_know"] = _("Don't know")
        return {"options": list(labels)}, {"options": labels}


class MultipleChoice(Choice):
    """Any of the options. A value sent twice counts once, or one resident could vote many times for one option."""

    type = "multiple_choice"
    input_type = "checkbox"
    takes_one = False

    def __init__(self, item, words):
        super().__init__(item, words)
        self.alone = frozenset(item.get("alone", ())) & self.keys
        # Options can be hidden by an earlier answer, and nobody can choose more than she sees together.
        self.at_least = min(item.get("at_least") or 0, len(self.keys - self.alone))
        self.at_most = item.get("at_most") or len(self.options)

    @classmethod
    def compile(cls, value):
        item, words = super().compile(value)
        item |= {name: value[name] for name in ("at_least", "at_most") if value.get(name)}
        if alone := [str(option.id) for option in value["options"].bound_blocks if option.value.get("stands_alone")]:
            item["alone"] = alone
        return item, words

    def hint(self):
        if self.item.get("at_least") and self.item.get("at_most"):
            sentence = _("Choose from %(at_least)s to %(at_most)s answers.")
        elif self.item.get("at_least"):
            sentence = _("Choose at least %(at_least)s answers.")
        elif self.item.get("at_most"):
            sentence = _("Choose at most %(at_most)s answers.")
        else:
            sentence = _("You can choose several.")
        return sentence % {"at_least": self.at_least, "at_most": self.at_most}

    def parse(self, data):
        chosen = set(data.getlist(self.clean_name))
        self.check_keys(chosen)
        if self.has_other_text(data):
            chosen.add(self.other)
        keys = [key for key, _label in self.options if key in chosen]
        if chosen & self.alone:
            if len(chosen) > 1:
                label = self.in_words([key for key in keys if key in self.alone][:1])
                self.refuse(
                    _("In «%(question)s», «%(option)s» cannot be chosen together with another answer."), option=label
                )
        elif keys and len(keys) < self.at_least:
            sentence = ngettext(
                "Choose at least %(limit)s answer to «%(question)s».",
                "Choose at least %(limit)s answers to «%(question)s».",
                self.at_least,
            )
            self.refuse(sentence, limit=self.at_least)
        elif len(keys) > self.at_most:
            sentence = ngettext(
                "Choose at most %(limit)s answer to «%(question)s».",
                "Choose at most %(limit)s answers to «%(question)s».",
                self.at_most,
            )
            self.refuse(sentence, limit=self.at_most)
        return keys or None

    def written(self, answer):
        return {self.clean_name: answer}

    def values_of(self, answer):
        return set(answer)

    def fit(self, value):
        return [key for key, _label in self.options if isinstance(value, list) and key in value] or None

    def in_words(self, answer):
        labels = dict(self.options)
        return ", ".join(labels[key] for key in answer)

    def tables(self):
        return [
            Table(self.clean_name, self.label, self.options, lambda answer: answer, self.in_words, is_exclusive=False)
        ]

    def variables(self):
        return ticked(self.options, self.label)
