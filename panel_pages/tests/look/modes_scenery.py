"""Surveys that tell who answered, that are sensitive or open to everybody, and one that is only tried."""

from datetime import timedelta

from .survey_scenery import LONG

PURPOSE = "Svarene er med på å avgjøre hvor vi legger nye turveier, og hvilke vi ruster opp først."
# Few questions: every type of them is looked at elsewhere.
QUESTIONS = [
    (
        "single_choice",
        {"label": "Hvor ofte går du på tur?", "required": True, "options": ["Hver dag", "Hver uke", LONG]},
    ),
    ("long_text", {"label": "Hva skal til for at du går oftere?"}),
]
STEPS = [
    ("section", {"heading": "Turene dine", "text": "Først litt om hvor du går."}),
    QUESTIONS[0],
    ("section", {"heading": "Helsa di", "text": ""}),
    QUESTIONS[1],
]


def publish():
    """{name: address} of surveys of every kind, each published with somebody who may answer it."""
    from django.urls import reverse
    from django.utils import timezone

    from panel_pages.answering.trying import make_test_link
    from panel_pages.tests.answering import form_url
    from panel_pages.tests.builders import invite, make_survey

    def survey(title, **changes):
        return make_survey(**{"title": title, "purpose": PURPOSE, "introduction": "", "questions": QUESTIONS} | changes)

    a_year = timezone.localdate() + timedelta(days=365)
    coded = survey(
        "Turveier over flere år", identity_mode="pseudonymous", subject_until_on=a_year, adds_age=True, adds_zone=True
    )
    named = survey("Bli med og planlegge turveien", identity_mode="identified")
    sensitive = survey("Helse og turveier", has_special_categories=True, questions=STEPS)
    everybody = survey("Turveier for alle", is_open_to_all=True, min_age=16)
    return {
        "coded": form_url(invite(coded)),
        "named": form_url(invite(named)),
        "sensitive": form_url(invite(sensitive)),
        "everybody": reverse("answering:open", args=[everybody.pk]),
        "link_again": reverse("answering:link_again", args=[coded.pk]),
        "trying": reverse("answering:form", args=[make_test_link(coded.pk)]),
    }
