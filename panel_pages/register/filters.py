"""What the register can be narrowed down by. Every filter leans on an index (members/models/people.py)."""

import itertools

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.activity import REMEMBERED
from members.addresses import address_key
from members.composition import AGE_BANDS, name_of
from members.models import Member, PostalCode, Topic
from members.typed_dates import DayField

ANY = ("", _("All"))
UNREACHABLE = "unreachable"
FIRST = ("q", "state")
ANSWERS = {
    "unasked": (_("not asked yet"), range(0)),
    "none": (_("answered none"), range(1)),
    "few": (_("answered one or two"), range(1, 3)),
    "many": (_("answered three or more"), range(3, REMEMBERED + 1)),
}


def marks_of(answered):
    """Every value of Member.recent_answers with so many (a range) answered; of those not asked yet the empty one."""
    if not answered:
        return [""]
    lengths = range(1, REMEMBERED + 1)
    all_marks = ("".join(marks) for length in lengths for marks in itertools.product("01", repeat=length))
    return [marks for marks in all_marks if marks.count("1") in answered]


def search_address(text):
    """Q for the beginning of an address, or a whole one however its domain is written."""
    text = text.strip()
    begins = Q(email_key__startswith=text.casefold())
    return begins | Q(email_key=address_key(text)) if "@" in text else begins


def search(text, places):
    """Q for a text somebody typed: a postal code, or the beginning of an address or of one of `places`."""
    text = text.strip()
    if len(text) == 4 and text.isdecimal():
        return Q(postal_code=text)
    if "@" in text:
        return search_address(text)
    begins = [place for place in places if place.casefold().startswith(text.casefold())]
    return search_address(text) | Q(place__in=begins)


class FilterForm(forms.Form):
    """The filters above the list; all of them may be empty."""

    q = forms.CharField(label=_("Search"), required=False, max_length=254)
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[ANY, *Member.State.choices, (UNREACHABLE, _("Cannot be reached"))],
    )  # fmt: skip
    age = forms.ChoiceField(
        label=_("Age"), required=False, choices=[ANY, *((name_of(*b), name_of(*b)) for b in AGE_BANDS)]
    )
    gender = forms.ChoiceField(
        label=_("Gender"), required=False, choices=[ANY, *Member.Gender.choices, ("unsaid", _("not said"))]
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    zone = forms.ChoiceField(label=_("Zone"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[ANY, *settings.LANGUAGES])
    answers = forms.ChoiceField(
        label=_("Last six surveys"), required=False,
        choices=[ANY, *((key, label) for key, (label, _range) in ANSWERS.items())],
    )  # fmt: skip
    joined_from = DayField(label=_("Joined from"), required=False)
    joined_to = DayField(label=_("Joined to"), required=False)
    flagged = forms.BooleanField(label=_("Postal code not in the table"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = list(PostalCode.objects.values_list("place", "zone"))
        self.places = {place for place, _zone in rows}
        for name, names in (("place", self.places), ("zone", {zone for _place, zone in rows})):
            self.fields[name].choices = [ANY, *((text, text) for text in sorted(names))]
        self.fields["topic"].choices = [ANY, *((str(topic.pk), str(topic)) for topic in Topic.objects.all())]

    def narrow(self, members):
        """The Member queryset `members`, narrowed down to what was chosen; nothing chosen wrongly narrows."""
        if not self.is_valid():
            return members
        for name, value in self.cleaned_data.items():
            if value:
                members = getattr(self, f"by_{name}")(members, value)
        return members

    @property
    def first_fields(self):
        """The two that are always seen."""
        return [self[name] for name in FIRST]

    @property
    def more_fields(self):
        """The others, folded away until one of them is in use."""
        return [field for field in self if field.name not in FIRST]

    @property
    def more_are_chosen(self):
        return bool(set(self.chosen) - set(FIRST)) or bool(set(self.errors) - set(FIRST))

    @property
    def chosen(self):
        """The names of the filters in use, never what was searched for: this goes into the log."""
        if not self.is_valid():
            return []
        return [name for name, value in self.cleaned_data.items() if value]

    def by_q(self, members, text):
        return members.filter(search(text, self.places))

    def by_state(self, members, state):
        return members.exclude(unreachable_since_on=None) if state == UNREACHABLE else members.filter(state=state)

    def by_age(self, members, name):
        youngest, oldest = next(band for band in AGE_BANDS if name_of(*band) == name)
        year = timezone.localdate().year
        members = members.filter(birth_year__gte=year - oldest)
        # The youngest band also takes those who are younger (age_band).
        return members if youngest == AGE_BANDS[0][0] else members.filter(birth_year__lte=year - youngest)

    def by_gender(self, members, gender):
        return members.filter(gender="" if gender == "unsaid" else gender)

    def by_place(self, members, place):
        return members.filter(place=place)

    def by_zone(self, members, zone):
        return members.filter(zone=zone)

    def by_topic(self, members, topic):
        return members.filter(pk__in=Member.topics.through.objects.filter(topic_id=topic).values("member_id"))

    def by_language(self, members, language):
        return members.filter(language=language)

    def by_answers(self, members, answers):
        return members.filter(recent_answers__in=marks_of(ANSWERS[answers][1]))

    def by_joined_from(self, members, day):
        return members.filter(joined_on__gte=day)

    def by_joined_to(self, members, day):
        return members.filter(joined_on__lte=day)

    def by_flagged(self, members, is_flagged):
        return members.filter(postal_code_is_flagged=True)
