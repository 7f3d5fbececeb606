"""A site in which every page and every state a resident can meet is there to be looked at.

Run in a process of its own, with the worker's environment:
`python -c "from panel_pages.tests.look.scenery import main; main()"` prints {name: path} as JSON.
"""

import json
import random
import sys
from datetime import timedelta

import django

INVITED = "spurt@example.org"
LONG_TITLE = (
    "Hvordan skal kommunen prioritere mellom sykkelveier, kollektivtrafikkframkommelighet og trafikksikkerhetstiltak "
    "på Rykkinn de neste fire årene?"
)

# Two rules, one of them in a group of its own.
RULES = {
    "how": "all",
    "parts": [
        {"rule": "age", "value": ["15–29", "30–44"]},
        {"how": "none", "parts": [{"rule": "gender", "value": ["man"]}]},
    ],
}

# On one page: steps are looked at in survey_scenery.py.
QUESTIONS = [
    (
        "single_choice",
        {
            "label": "Hvor ofte møter du naboer?",
            "required": True,
            "options": ["Nesten hver dag", "Noen ganger i uka", "Sjeldnere", "Aldri"],
        },
    ),
    (
        "multiple_choice",
        {
            "label": "Hvor møtes dere?",
            "help_text": "Kryss av for alt som passer.",
            "options": ["På butikken", "På biblioteket", "På trening"],
        },
    ),
    (
        "scale",
        {
            "label": "Hvor fornøyd er du med møteplassene?",
            "required": True,
            "lowest": 0,
            "highest": 10,
            "lowest_label": "svært misfornøyd",
            "highest_label": "svært fornøyd",
        },
    ),
    ("short_text", {"label": "Hvor møtes dere oftest?"}),
    ("long_text", {"label": "Er det noe mer du vil si?"}),
]


def set_up():
    """Fill the database with the demo's story and what it lacks; return {name: path}."""
    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    from blog.models import BlogIndexPage, BlogPage
    from invitations.asking import ask
    from invitations.drafts import draft
    from invitations.mails import answer_url
    from invitations.models import Asking, Audience, Invitation
    from members import way_out
    from members.headcount import count_members
    from members.models import AddressChange, Member
    from members.tests.builders import make_enrolment, make_member
    from panel_pages.demo import pages, people, texts
    from panel_pages.models import ActivityPage, EnrolmentPage, InformationPage

    now = timezone.now()
    asked, news = pages.find_parents()

    def survey(slug, title, opens, closes):
        content = texts.EXAMPLE_SURVEY | {"title": title, "slug": slug, "questions": QUESTIONS}
        page = pages.survey(
            content,
            opens_at=now + timedelta(days=opens),
            closes_at=now + timedelta(days=closes),
            results_due_on=(now + timedelta(days=closes + 50)).date(),
        )
        return pages.add_page(asked, page)

    def link(page, *, is_answered=False):
        asking = Asking.objects.get(page_id=page.pk)
        invitation = Invitation.objects.create(asking=asking, member=make_member(), reached=True, answered=is_answered)
        return answer_url(invitation)

    # All or nothing: the worker beside us must not find a survey that is half told.
    with transaction.atomic():
        results = asked.get_children().filter(slug=texts.WEBSITE_SURVEY["slug"]).first()
        if results is None:
            people.add_members(random.Random(people.SEED))  # noqa: S311 - invented people
            pages.add_activities(asked)
            results = pages.add_page(asked, pages.website_survey())
            people.tell_the_story(results)
            pages.add_news(news, asked)
        # The front page shows what the worker counted last, which may have been a minute ago.
        count_members()
        planned = survey("planlagt", LONG_TITLE, 9, 30)
        open_now = survey("aapen", "Møteplasser der du bor", -1, 20)
        working = survey("avsluttet", "Sykkelveier på Fornebu", -30, -2)
        # Published once more in other words, so that there are versions to compare.
        open_now.questions[4].value["label"] = "Er det noe mer du vil si oss?"
        open_now.save_revision().publish()
        found = {
            "front": "/",
            "asked": asked.url,
            "nothing_asked": f"{asked.url}?status=done&aar={timezone.localdate(open_now.opens_at).year}",
            "planned": planned.url,
            "open": open_now.url,
            "working": working.url,
            "results": results.url,
            "activity": ActivityPage.objects.filter(state="done").first().url,
            "topic": ActivityPage.objects.exclude(state="done").first().url,
            "news": BlogIndexPage.objects.first().url,
            "post": BlogPage.objects.live().order_by("-date").first().url,
            "information": InformationPage.objects.get(slug="om-panelet").url,
            "questions": InformationPage.objects.get(slug="sporsmal-og-svar").url,
            "search": "/sok/?q=panel",
            "nothing_found": "/sok/?q=xyzzy",
            "join": EnrolmentPage.objects.first().url,
            "joined": EnrolmentPage.objects.first().url + "takk/",
            "missing": "/finnes-ikke/",
            "form": link(open_now),
            "form_without_script": link(open_now),
            "form_by_keyboard": link(open_now),
            "answered": link(open_now, is_answered=True),
            "closed": link(working),
            "not_yet": link(planned),
            "confirm": way_out.confirm_url(make_enrolment()),
            "withdraw": way_out.withdraw_url(make_enrolment()),
            "leave": way_out.leave_url(make_member()),
            "one_click": way_out.ways_out(make_member())["unsubscribe_url"],
            "move": way_out.move_url(
                AddressChange.objects.create(member=make_member(), email="ny@example.org", email_key="ny@example.org"),
                is_old=True,
            ),
            "ask_for_link": "/min-deltakelse/",
            "check_mail": "/nn/min-deltakelse/sjekk-eposten/",
            "enter": way_out.enter_url(make_member(gender="woman"), now=now),
            "pause": way_out.leave_url(make_member()),
            "stop": way_out.leave_url(make_member()),
            "stay": way_out.stay_url(make_member()),
            "right": way_out.confirm_details_url(make_member()),
            **{
                name: reverse(f"survey_desk:{name}", args=[open_now.pk])
                for name in ("desk", "versions", "extend", "close")
            },
            **{name: reverse(f"survey_desk:{name}", args=[working.pk]) for name in ("reopen", "archive")},
            "overview": reverse("survey_register:list"),
            "month": reverse("survey_register:month"),
            "protocol": reverse("survey_register:protocol"),
            "move_member": reverse("register:move", args=[make_member().pk]),
            "choose_audience": reverse("survey_desk:choose_audience", args=[open_now.pk]),
            "audience": reverse("survey_desk:audience", args=[Audience.objects.create(name="Unge", rules=RULES).pk]),
            "draft": reverse("survey_desk:mailing", args=[draft("invitation", asking=open_now.asking, by=None).pk]),
            "sent": reverse("survey_desk:sent"),
        }
        invited = make_member(email=INVITED, email_key=INVITED)
        ask(
            Asking.objects.get(page_id=open_now.pk),
            by=None,
            now=now,
            members=Member.objects.filter(pk=invited.pk),
        )
        found["receipt"] = found["answered"] + "kvittering/"
        found["dead_link"] = "/svar/1.AAAAAAAAAAAAAAAAAAAAAA/"
        found["dead_member_link"] = "/medlem/bekreft/1.AAAAAAAAAAAAAAAAAAAAAA/"
    return found


def main():
    """Print where everything is."""
    django.setup()
    json.dump(set_up(), sys.stdout)
