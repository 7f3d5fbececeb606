"""The kinds of rules an audience can be made of."""

from datetime import date

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.composition import AGE_BANDS, name_of
from members.models import Member, PostalCode, Topic
from members.typed_dates import DayField

from .models import Asking, Contact, Invitation
from .rules import kind

BANDS = {name_of(*band): band for band in AGE_BANDS}


def several(label, choices):
    """A field of tick boxes."""
    return lambda: forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)


def day(label):
    """A field for a date."""
    return lambda: DayField(label=label)


def yes_or_no(label):
    """A field for yes or no, both said."""
    return lambda: forms.ChoiceField(
        label=label, choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )


def one_survey(label, askings):
    """A field for one of the surveys that `askings(Asking queryset)` leaves."""

    def choices():
        rows = askings(Asking.objects.all()).select_related("page").order_by("-opens_at")
        return [(asking.pk, asking.page.title) for asking in rows]

    return lambda: forms.TypedChoiceField(label=label, choices=choices, coerce=int)


def names_of(values, choices):
    """The values as staff read them, joined."""
    labels = {str(key): str(label) for key, label in choices}
    return ", ".join(labels.get(str(value), str(value)) for value in values)


def distinct(field):
    """The values of a column that a postal code has, as choices."""
    return lambda: [
        (name, name) for name in PostalCode.objects.order_by(field).values_list(field, flat=True).distinct()
    ]


def topic_choices():
    return [(topic.pk, str(topic)) for topic in Topic.objects.all()]


def title_of(asking_id):
    """The survey's title; a dash for one that is gone."""
    asking = Asking.objects.filter(pk=asking_id).select_related("page").first()
    return f"«{asking.page.title}»" if asking else "–"


def of_age(bands, today):
    """Members of these bands this year, like every other count of ages."""
    condition = Q()
    for name in bands:
        youngest, oldest = BANDS[name]
        # The youngest band also takes those younger, as in members.composition.
        latest = today.year if youngest == AGE_BANDS[0][0] else today.year - youngest
        condition |= Q(birth_year__range=(today.year - oldest, latest))
    return condition


def invited(asking_id, **which):
    """A condition: has an invitation to the asking, such as answered=True."""
    return Q(Exists(Invitation.objects.filter(asking=asking_id, member=OuterRef("pk"), **which)))


def written_to(**which):
    """A condition: was written to in a way that took a place in the contact budget."""
    return Q(Exists(Contact.objects.filter(member=OuterRef("pk"), takes_a_place=True, **which)))


def never_asked():
    """A condition: neither in the ledger nor on any list of those asked, which is older than the ledger."""
    return ~written_to() & ~Q(Exists(Invitation.objects.filter(member=OuterRef("pk"))))


def iso(value):
    return value.isoformat()


def shown(value):
    return date_format(parse_date(value))


kind(
    key="age", label=_("Age"), field=several(_("Age"), [(name, name) for name in BANDS]),
    condition=of_age, words=lambda value: gettext("is %(what)s years old") % {"what": ", ".join(value)},
)  # fmt: skip
kind(
    key="gender", label=_("Gender"),
    field=several(_("Gender"), [*Member.Gender.choices, ("", _("Not said"))]),
    condition=lambda value, today: Q(gender__in=value),
    words=lambda value: gettext("gender: %(what)s")
    % {"what": names_of(value, [*Member.Gender.choices, ("", gettext("Not said"))])},
)  # fmt: skip
kind(
    key="place", label=_("Place"), field=several(_("Place"), distinct("place")),
    condition=lambda value, today: Q(place__in=value),
    words=lambda value: gettext("lives in %(what)s") % {"what": ", ".join(value)},
)  # fmt: skip
kind(
    key="zone", label=_("Zone"), field=several(_("Zone"), distinct("zone")),
    condition=lambda value, today: Q(zone__in=value),
    words=lambda value: gettext("lives in the zone %(what)s") % {"what": ", ".join(value)},
)  # fmt: skip
kind(
    key="topic", label=_("Topic"), field=several(_("Topic"), topic_choices),
    condition=lambda value, today: Q(
        Exists(Member.topics.through.objects.filter(member=OuterRef("pk"), topic__in=value))
    ),
    words=lambda value: gettext("is interested in %(what)s") % {"what": names_of(value, topic_choices())},
)  # fmt: skip
kind(
    key="language", label=_("Language"), field=several(_("Language"), settings.LANGUAGES),
    condition=lambda value, today: Q(language__in=value),
    words=lambda value: gettext("gets mail in %(what)s") % {"what": names_of(value, settings.LANGUAGES)},
)  # fmt: skip
kind(
    key="joined_before", label=_("Joined before"), field=day(_("Joined before")), store=iso,
    condition=lambda value, today: Q(joined_on__lt=date.fromisoformat(value)),
    words=lambda value: gettext("joined before %(day)s") % {"day": shown(value)},
)  # fmt: skip
kind(
    key="joined_after", label=_("Joined after"), field=day(_("Joined after")), store=iso,
    condition=lambda value, today: Q(joined_on__gt=date.fromisoformat(value)),
    words=lambda value: gettext("joined after %(day)s") % {"day": shown(value)},
)  # fmt: skip
kind(
    key="workshops", label=_("Wants workshops"),
    field=yes_or_no(_("Wants workshops")),
    condition=lambda value, today: Q(wants_workshops=value == "yes"),
    words=lambda value: gettext("wants to be asked about workshops")
    if value == "yes" else gettext("does not want to be asked about workshops"),
)  # fmt: skip
kind(
    key="asked_about", label=_("Was asked about a survey"),
    field=one_survey(_("Survey"), lambda askings: askings),
    condition=lambda value, today: invited(value),
    words=lambda value: gettext("was asked about %(title)s") % {"title": title_of(value)},
)  # fmt: skip
# Who has answered an open survey is nobody's business until it is over, so these know closed ones only.
kind(
    key="answered", label=_("Answered a survey that is over"),
    field=one_survey(_("Survey"), lambda askings: askings.exclude(cohort_fixed_at=None)),
    condition=lambda value, today: invited(value, answered=True, asking__cohort_fixed_at__isnull=False),
    words=lambda value: gettext("answered %(title)s") % {"title": title_of(value)},
)  # fmt: skip
kind(
    key="did_not_answer", label=_("Was asked about a survey that is over and did not answer"),
    field=one_survey(_("Survey"), lambda askings: askings.exclude(cohort_fixed_at=None)),
    condition=lambda value, today: invited(value, answered=False, asking__cohort_fixed_at__isnull=False),
    words=lambda value: gettext("was asked about %(title)s and did not answer") % {"title": title_of(value)},
)  # fmt: skip
kind(
    key="asked_since", label=_("Was asked since"), field=day(_("Asked since")), store=iso,
    condition=lambda value, today: written_to(written_on__gte=date.fromisoformat(value)),
    words=lambda value: gettext("was asked since %(day)s") % {"day": shown(value)},
)  # fmt: skip
kind(
    key="not_asked_since", label=_("Was not asked since"), field=day(_("Not asked since")), store=iso,
    condition=lambda value, today: ~written_to(written_on__gte=date.fromisoformat(value)),
    words=lambda value: gettext("was not asked since %(day)s") % {"day": shown(value)},
)  # fmt: skip
kind(
    key="never_asked", label=_("Has never been asked"), field=yes_or_no(_("Has never been asked")),
    condition=lambda value, today: never_asked() if value == "yes" else ~never_asked(),
    words=lambda value: gettext("has never been asked") if value == "yes" else gettext("has been asked before"),
)  # fmt: skip
