"""Invented members, and what they answered. The answers go the real way: sealed, opened by the worker's key, told."""

import random
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from figures.shares import smallest_group
from invitations.answering import tick
from invitations.asking import ask
from invitations.askings import fix_cohort
from invitations.counts import counts
from invitations.models import Asking
from invitations.sending_off import INVITATION as MAIL_KIND
from members.composition import AGE_BANDS, name_of
from members.models import Member, PopulationGroup, PostalCode, PrivacyNotice
from members.portrait import take_portrait
from outbox.models import Message
from surveys.box import open_box
from surveys.models import Box
from surveys.results import publish_results
from surveys.slot import drop

from . import texts
from .pages import OSLO

MEMBERS = 407
ANSWERED = 185
# So many of each gender in each zone, by age band.
EXAMPLE_PEOPLE = (2500, 2500, 2500, 1500, 1000)
ADDRESS = "eksempel{number}@example.org"
SEED = 2019
JOINED_ON = date(2019, 4, 1)
ASKED_AT = datetime(2019, 9, 9, 10, tzinfo=OSLO)


def add_members(chance):
    """407 people over the municipality's street codes."""
    codes = list(PostalCode.objects.filter(kind=PostalCode.Kind.STREET))
    genders = [Member.Gender.WOMAN, Member.Gender.MAN, ""]
    notice = PrivacyNotice.objects.in_force(timezone.localdate())
    members = []
    for number in range(1, MEMBERS + 1):
        code = chance.choice(codes)
        address = ADDRESS.format(number=number)
        members.append(
            Member(
                email=address,
                email_key=address,
                postal_code=code.code,
                place=code.place,
                zone=code.zone,
                birth_year=chance.randint(1935, 2004),
                gender=chance.choice(genders),
                wants_workshops=chance.random() < 0.3,
                notice=notice,
                joined_on=JOINED_ON,
                state_since_on=JOINED_ON,
            )
        )
    Member.objects.bulk_create(members)


def add_population():
    """Invented population figures, round on purpose and called so wherever they are shown; and the public picture."""
    zones = sorted(set(PostalCode.objects.values_list("zone", flat=True)))
    PopulationGroup.objects.bulk_create(
        PopulationGroup(
            year=2025,
            zone=zone,
            age_band=name_of(*band),
            gender=gender,
            count=count,
            source="Oppdiktet",
            is_example=True,
        )
        for zone in zones
        for band, count in zip(AGE_BANDS, EXAMPLE_PEOPLE, strict=True)
        for gender in PopulationGroup.Gender.values
    )
    take_portrait(now=timezone.now())


def ask_everyone(page):
    """Invite all members to the survey of 2019, as the desk does it, and say that the mails left back then."""
    asking = Asking.objects.get(page_id=page.pk)
    ask(asking, by=None, now=ASKED_AT)
    invitations = list(asking.invitations.order_by("pk"))
    mails = Message.objects.filter(kind=MAIL_KIND, subject__in=[str(invitation.pk) for invitation in invitations])
    mails.update(state=Message.State.SENT, created_at=ASKED_AT, sent_at=ASKED_AT, attempts=1)
    asking.invitations.update(reached=True)
    return asking, invitations


def answer(page, invitations, chance):
    """185 of the invited answer, each sealed and ticked as from the web."""
    box = Box.objects.select_related("version__structure").get(page_id=page.pk)
    words = box.version.texts["words"]
    for invitation in chance.sample(invitations, ANSWERED):
        answers = {
            item["id"]: invented_answer(item, words[item["id"]], chance) for item in box.version.structure.data["items"]
        }
        with transaction.atomic():
            drop(box, {key: value for key, value in answers.items() if value})
            tick(invitation, now=ASKED_AT)
    return box


def invented_answer(item, words, chance):
    """One answer that fits the question `item`."""
    weights = texts.WEBSITE_WEIGHTS.get(words["label"])
    if item["type"] == "single_choice":
        return chance.choices(item["options"], weights)[0]
    if item["type"] == "multiple_choice":
        return chance.sample(item["options"], chance.randint(0, 3))
    if item["type"] == "scale":
        return chance.choices(range(item["lowest"], item["highest"] + 1), weights)[0]
    return chance.choice(texts.WEBSITE_TEXTS) if chance.random() < 0.4 else ""


def tell_the_story(page):
    """Ask, answer, close, open and publish the survey of 2019."""
    chance = random.Random(SEED)  # noqa: S311 - invented people, the same ones every time
    asking, invitations = ask_everyone(page)
    box = answer(page, invitations, chance)
    now = timezone.now()
    fix_cohort(asking, now=now)
    opened = open_box(box, settings.SURVEY_BOX_PRIVATE_KEYS, now=now)
    if opened is None or opened < smallest_group():
        raise RuntimeError("The demo needs SURVEY_BOX_PRIVATE_KEYS to open the answers of 2019; `make run` gives it.")
    box.refresh_from_db()
    asking.refresh_from_db()
    publish_results(box, invited=counts(asking).invited, by=None, now=datetime(2019, 9, 30, 10, tzinfo=OSLO))
