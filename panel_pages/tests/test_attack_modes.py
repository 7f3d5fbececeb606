"""The attack on surveys with a code: before its date it names everybody, as residents are told, and after it nobody."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from invitations.models import Asking, Invitation
from members.links import Purpose, make
from members.membership import leave
from members.tests.builders import make_member
from panel_pages.jobs import forget_unsent, open_boxes, take_out_due_subjects
from panel_pages.tests import attacker
from panel_pages.tests.builders import invite, make_survey
from panel_pages.tests.test_attack import NO_BETTER_THAN_GUESSING, PEOPLE, QUESTIONS, hits
from surveys.box import erase_traces
from surveys.models import Box, Response, SealedAnswer
from surveys.subjects import row_key

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

TEXT = ("long_text", {"label": "Why?", "help_text": "", "required": False})
TABLES = ("surveys_sealedanswer", "surveys_draft", "surveys_response", "surveys_freetext")


@pytest.fixture(autouse=True)
def inspector():
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")


def make_coded():
    until = timezone.localdate() + timedelta(days=90)
    return make_survey(questions=[*QUESTIONS, TEXT], identity_mode="pseudonymous", subject_until_on=until)


def answer_all(client, page, *, member=make_member, change_every=3):
    """Sixty people answer, each in her own way; some change their answer. {answer: invitation id}."""
    where, content, _what, why = page.get_form_fields()
    told = Box.objects.get(page_id=page.pk).told
    combinations = [(place, number) for place, _label in where.options for number in range(11)]
    truth = {}
    for place_in_line, (place, number) in enumerate(random.SystemRandom().sample(combinations, PEOPLE)):
        invitation = invite(page, member())
        link = make(Purpose.ANSWER, invitation)
        data = {where.clean_name: place, content.clean_name: number, "told": told, why.clean_name: f"text {number}"}
        assert client.post(reverse("answering:form", args=[link]), data).status_code == 302
        if "anonymous" not in told and place_in_line % change_every == 0:
            assert client.post(reverse("answering:change", args=[link]), data).status_code == 302
        truth[attacker.frozen({where.key: place, content.key: number})] = invitation.pk
    return truth


def open_up(page):
    Asking.objects.filter(page=page).update(closes_at=timezone.now() - timedelta(days=2))
    Asking.objects.filter(page=page).update(opens_at=timezone.now() - timedelta(days=9))
    forget_unsent(timezone.now())
    open_boxes(timezone.now())
    assert Response.objects.count() == PEOPLE


def test_the_code_names_everybody_until_its_date_and_nobody_after(client):
    page = make_coded()
    truth = answer_all(client, page)
    sealed = attacker.dump_box()
    assert len({len(bytes(row[3])) for row in sealed}) == 1
    assert attacker.read_through_transactions(sealed) == {}
    open_up(page)
    subjects = dict(Invitation.objects.values_list("subject", "pk"))
    # The control: this is what residents are told that we can do until the date.
    assert hits(attacker.responses_by_subject(subjects), truth) == PEOPLE
    keys = {key: subjects[subject] for key, subject in Response.objects.values_list("pk", "subject")}
    sealed_keys = {row_key(subject) for subject in subjects}

    take_out_due_subjects(timezone.now() + timedelta(days=91))

    persons = [person for person, _transaction in attacker.answered_in_order()]
    answers = attacker.responses_by("id")
    assert set(answers) == set(truth)
    by_subject = [person for _subject, person in sorted(subjects.items())]
    attempts = {
        "subjects": attacker.responses_by_subject(subjects),
        "keys": attacker.responses_by_key(keys),
        "transactions": attacker.responses_by_transaction(),
        "row order": attacker.match_orders(attacker.responses_by("ctid"), persons),
        "key order": attacker.match_orders(answers, persons),
        "order of subjects": attacker.match_orders(attacker.responses_by("ctid"), by_subject),
        "order of old keys": attacker.match_orders(answers, [person for _key, person in sorted(keys.items())]),
    }
    named = {attempt: hits(guess, truth) for attempt, guess in attempts.items()}
    assert max(named.values()) <= NO_BETTER_THAN_GUESSING, named
    # Nothing in the pages of the tables, dead rows included, says a subject.
    for table in TABLES:
        everything = b"".join(bytes(data) for _transaction, data in attacker.dead_rows(table))
        assert not any(subject.bytes in everything for subject in subjects), table
    assert not SealedAnswer.objects.filter(pk__in=sealed_keys).exists()
    assert not Box.objects.get().traces_remain
    assert len(set(attacker.rows("SELECT xmin::text FROM surveys_response"))) == 1


def test_an_answer_that_left_with_its_member_lies_in_no_page(client):
    page = make_coded()
    answer_all(client, page)
    open_up(page)
    invitation = Invitation.objects.exclude(member=None).first()
    subject = invitation.subject
    leave(invitation.member)
    assert erase_traces()
    for table in TABLES:
        everything = b"".join(bytes(data) for _transaction, data in attacker.dead_rows(table))
        assert subject.bytes not in everything, table
    assert Response.objects.count() == PEOPLE - 1


def test_bands_pin_no_answer_to_one_of_fewer_than_ten(client):
    people = iter(range(PEOPLE))

    def member():
        place = next(people)
        year = timezone.now().year - (20, 35, 50, 65, 80)[place % 5]
        return make_member(birth_year=year, gender=("woman", "man")[place % 7 == 0], zone="Zone")

    page = make_survey(questions=[*QUESTIONS, TEXT], adds_age=True, adds_gender=True)
    truth = answer_all(client, page, member=member)
    open_up(page)

    crowd = {}
    for birth_year, gender in Invitation.objects.values_list("member__birth_year", "member__gender"):
        crowd.setdefault((timezone.now().year - birth_year, gender), []).append(1)
    for background, form_data in Response.objects.values_list("background", "form_data"):
        ages = {"": (20, 35, 50, 65, 80)}.get(background["age"])
        ages = ages or [age for age in (20, 35, 50, 65, 80) if fits(background["age"], age)]
        genders = [background["gender"]] if background["gender"] else ["woman", "man", ""]
        having = sum(len(crowd.get((age, gender), ())) for age in ages for gender in genders)
        assert having >= 10, (background, having)
        assert attacker.frozen(form_data) in truth
    # No text stands beside a band: it shares no key, no transaction order and no column with one.
    columns = attacker.rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'surveys_freetext'")
    assert {name for (name,) in columns} == {"id", "structure_id", "question", "text", "subject", "is_from_open_link"}
    assert attacker.rows("SELECT count(*) FROM surveys_freetext WHERE subject IS NOT NULL") == [(0,)]


def fits(band, age):
    """Whether `age` lies in a band such as "30–44" or "75+"."""
    youngest, _dash, oldest = band.rstrip("+").partition("–")
    return int(youngest) <= age <= int(oldest or 200)
