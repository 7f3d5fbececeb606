"""Fill an empty database for the bench: 100,000 members, 100,000 invitations, 100,000 answers, 100 news posts.

Run by bench.sites against the database it has just made; it refuses one that anybody has used. The last line it prints is what
scenarios need to know, as JSON.
"""

import json
import random
import sys
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANY = 100_000
POSTS = 100
USED_LINKS = 2_000
OPTIONS = ["Svært ofte", "Ofte", "Av og til", "Sjelden", "Aldri"]
PARAGRAPH = "<p>Vi spurte panelet om turveiene langs elva. Nå har vi lest svarene og vet hva vi gjør først.</p>"
BODY = [
    ("text", PARAGRAPH * 2),
    ("section", {"heading": "Dette svarte dere", "text": PARAGRAPH * 3}),
    ("quote", {"quote": "Lys om vinteren betyr mest.", "source": "Deltaker"}),
    ("section", {"heading": "Dette gjør vi", "text": PARAGRAPH * 3}),
]
# Ten fields, as the bare site's form has: see references/bare/build.py.
QUESTIONS = [
    *[("short_text", {"label": f"Kort tekst {n}", "help_text": "", "required": True}) for n in (1, 2)],
    ("long_text", {"label": "Lang tekst", "help_text": "Skriv det du vil.", "required": False}),
    *[
        ("single_choice", {"label": f"Ett valg {n}", "help_text": "", "required": True, "options": OPTIONS})
        for n in (1, 2, 3, 4)
    ],
    *[
        ("multiple_choice", {"label": f"Flere valg {n}", "help_text": "", "required": False, "options": OPTIONS})
        for n in (1, 2)
    ],
    (
        "scale",
        {
            "label": "Skala", "help_text": "", "required": True,
            "lowest": 1, "highest": 5, "lowest_label": "lite", "highest_label": "mye",
        },
    ),
]  # fmt: skip

STEPS = [QUESTIONS[:4], QUESTIONS[4:7], QUESTIONS[7:]]
IN_STEPS = [
    block
    for number, questions in enumerate(STEPS, 1)
    for block in [("section", {"heading": f"Del {number}", "text": ""}), *questions]
]
# Sixty questions in eight steps: what a step costs must not depend on how long the survey is.
LONG_STEPS = 8
LONG = [
    block
    for step in range(LONG_STEPS)
    for block in [
        ("section", {"heading": f"Del {step + 1}", "text": ""}),
        *[
            (kind, {**value, "label": f"{value['label']}, spørsmål {number + 1}"})
            for number in range(60)
            if number % LONG_STEPS == step
            for kind, value in [QUESTIONS[number % len(QUESTIONS)]]
        ],
    ]
]
# One question of every type, and something to read between them; recommending is a scale from 0 to 10.
EVERY_TYPE = [
    ("short_text", {"label": "Kort tekst", "help_text": "", "required": True}),
    ("long_text", {"label": "Lang tekst", "help_text": "Skriv det du vil.", "required": False}),
    ("number", {"label": "Tall", "help_text": "", "required": True, "lowest": 0, "highest": 100, "unit": "km"}),
    ("date", {"label": "Dato", "help_text": "", "required": True, "first_year": 2000, "last_year": 2030}),
    (
        "single_choice",
        {
            "label": "Ett valg", "help_text": "", "required": True,
            "options": [*OPTIONS, {"label": "Annet", "asks_which": True}],
        },
    ),
    ("information", {"text": PARAGRAPH}),
    (
        "multiple_choice",
        {
            "label": "Flere valg", "help_text": "", "required": True, "at_most": 3,
            "options": [*OPTIONS, {"label": "Ingen av disse", "stands_alone": True}],
        },
    ),
    ("yes_no", {"label": "Ja eller nei", "help_text": "", "required": True, "offers_dont_know": True}),
    (
        "scale",
        {
            "label": "Skala", "help_text": "", "required": True,
            "lowest": 1, "highest": 5, "lowest_label": "lite", "highest_label": "mye",
        },
    ),
    (
        "scale",
        {
            "label": "Anbefale", "help_text": "", "required": True,
            "lowest": 0, "highest": 10, "lowest_label": "nei", "highest_label": "ja",
        },
    ),
    ("place", {"label": "Sted", "help_text": "", "required": True, "level": "zone", "offers_elsewhere": True}),
    (
        "matrix",
        {
            "label": "Matrise", "help_text": "", "required": True,
            "rows": ["Lys", "Benker", "Søppel"], "columns": OPTIONS,
        },
    ),
    ("ranking", {"label": "Rangering", "help_text": "", "required": True, "places": 3, "options": OPTIONS}),
]  # fmt: skip


class Fields(HTMLParser):
    """What a browser would send of a form filled in at random: hidden fields, words, and the first of every choice."""

    def __init__(self, html):
        super().__init__()
        self.values, self.hidden = {}, {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name, kind = attributes.get("name"), attributes.get("type", "text")
        if tag not in ("input", "textarea") or name in (None, "q", "csrfmiddlewaretoken"):
            return
        if kind == "hidden":
            self.hidden[name] = attributes.get("value", "")
        elif kind in ("radio", "checkbox"):
            self.values.setdefault(name, attributes.get("value", "on"))
        else:
            self.values[name] = "Turveiene langs elva burde ha flere benker, og lys om vinteren."


def add_content(home):
    """The demo's pages, many posts, four open surveys and a closed one."""
    from blog.models import Author, BlogPage
    from panel_pages.demo import pages, texts

    pages.add_pages()
    asked, news = pages.find_parents()
    pages.add_activities(asked)
    author = Author.objects.create(name=texts.UNIT)
    pictures = sorted(path.stem for path in pages.PICTURES.glob("*.png"))
    for number in range(POSTS):
        pages.add_page(
            news,
            BlogPage(
                title=f"Innlegg {number}", slug=f"innlegg-{number}", author=author,
                lead="Dere svarte, og nå vet vi hva vi gjør først. Her er alt, kort fortalt.",
                date=date(2018, 1, 1) + timedelta(days=number), body=pages.body(BODY),
                picture=pages.add_picture(pictures[number % len(pictures)]), picture_alt="Tegning",
            ),
        )  # fmt: skip
    opened, closed = pages.example_survey(), pages.website_survey()
    for like, slug, questions in (
        (opened, "apen", QUESTIONS),
        (opened, "i-steg", IN_STEPS),
        (opened, "lang", LONG),
        (opened, "alle-typer", EVERY_TYPE),
        (closed, "lukket", QUESTIONS),
    ):
        content = {
            "title": f"Undersøkelse {slug}",
            "slug": slug,
            "purpose": "Bedre turveier",
            "introduction": PARAGRAPH,
        }
        survey = pages.survey(
            {**content, "questions": questions}, opens_at=like.opens_at, closes_at=like.closes_at,
            results_due_on=like.results_due_on,
        )  # fmt: skip
        yield pages.add_page(asked, survey)


def add_members():
    """The demo's people, many more of them."""
    from panel_pages.demo import people

    people.MEMBERS = MANY
    people.add_members(random.Random(1))  # noqa: S311 - invented people


def invite(page, limit=MANY):
    """The first `limit` members invited to the survey `page`; their links."""
    from invitations.models import Asking, Invitation
    from members.links import Purpose, make
    from members.models import Member

    asking = Asking.objects.get(page_id=page.pk)
    members = Member.objects.order_by("pk").values_list("pk", flat=True)
    Invitation.objects.bulk_create(
        Invitation(asking=asking, member_id=member, reached=True, answered=number < USED_LINKS)
        for number, member in enumerate(members[:limit])
    )
    return [make(Purpose.ANSWER, invitation) for invitation in asking.invitations.order_by("pk")]


def add_answers(page):
    """Opened answers to the survey `page`."""
    from django.utils import timezone

    from panel_pages.demo.people import invented_answer
    from surveys.models import Box, Response

    chance = random.Random(2)  # noqa: S311 - invented answers
    box = Box.objects.select_related("version__structure").get(page_id=page.pk)
    structure, words = box.version.structure, box.version.texts["words"]
    items = [item for item in structure.data["items"] if not item["type"].endswith("_text")]
    patterns = [
        {item["id"]: invented_answer(item, words[item["id"]], chance) for item in items} for _pattern in range(500)
    ]
    Response.objects.bulk_create(
        (Response(page_id=page.pk, structure=structure, form_data=chance.choice(patterns)) for _answer in range(MANY)),
        batch_size=5000,
    )
    Box.objects.filter(pk=box.pk).update(opened_at=timezone.now(), opened_count=MANY)


def add_registrar():
    """An employee in the role that has the register."""
    from django.contrib.auth.models import Group

    from staff.models import User

    user = User.objects.create_user("registrar", "registrar@example.org", "bench")
    user.groups.add(Group.objects.get(name="Paneladministrator"))
    return user


def look(client, path):
    """The page at `path`, as the proxy would ask for it."""
    response = client.get(path, secure=True, headers={"host": "127.0.0.1"})
    if response.status_code != 200:
        sys.exit(f"{path} gave {response.status_code}")
    return response.content.decode()


def walk_steps(client, link):
    """What a browser sends at each step of the survey in steps."""
    for number in range(1, len(STEPS) + 1):
        path = f"/svar/{link}/steg/{number}/"
        values = list(Fields(look(client, path)).values.items())
        if client.post(path, dict(values), secure=True, headers={"host": "127.0.0.1"}).status_code != 302:
            sys.exit(f"{path} refused {values}")
        yield values


def answer_every_type(page):
    """What a browser sends of a filled-in form with every type of question: [(field name, value)]."""
    from surveys.models import Box
    from surveys.questionnaire import questionnaire

    words = "Turveiene langs elva burde ha flere benker, og lys om vinteren."
    fitting = {
        "short_text": lambda _question: words,
        "long_text": lambda _question: words,
        "other_text": lambda _question: words,
        "number": lambda question: question.highest,
        "date": lambda _question: "2026-05-17",
        "single_choice": lambda question: question.other,
        "multiple_choice": lambda question: [key for key, _label in question.options[:2]],
        "yes_no": lambda _question: "dont_know",
        "scale": lambda question: question.numbers[-1],
        "place": lambda question: question.options[0][0],
        "matrix": lambda question: {row: question.columns[0][0] for row, _label in question.rows},
        "ranking": lambda question: [key for key, _label in question.options[: question.places]],
    }
    survey = questionnaire(Box.objects.get(page_id=page.pk).version_id)
    fields = survey.written({question.key: fitting[question.type](question) for question in survey.questions})
    return [(name, value) for name, values in fields.items() for value in values]


def main():
    """Seed, and say what was made."""
    import django

    django.setup()
    from django.test import Client
    from django.urls import reverse
    from wagtail.models import Page

    from home.models import HomePage
    from invitations.counts import count_reached
    from members.headcount import count_members
    from members.models import Member
    from staff.models import User

    if Member.objects.exists() or Page.objects.count() > 2:
        sys.exit("This database has been used. The bench seeds empty ones only.")
    opened, in_steps, long, every_type, closed = add_content(HomePage.objects.get())
    add_members()
    links = invite(opened)
    step_links, long_links, every_type_links = (invite(page, limit=MANY // 5) for page in (in_steps, long, every_type))
    # As the worker does every minute.
    count_members()
    count_reached()
    add_answers(closed)
    client = Client()
    survey_form = Fields(look(client, f"/svar/{links[-1]}/"))
    step_forms = list(walk_steps(client, step_links.pop()))
    long_form = Fields(look(client, f"/svar/{long_links[-1]}/steg/1/"))
    every_type_form = Fields(look(client, f"/svar/{every_type_links[-1]}/"))
    enrolment_form = Fields(look(client, "/bli-med/"))
    client.force_login(User.objects.create_superuser("bench", "bench@example.org", "bench"))
    registrar = Client()
    registrar.force_login(add_registrar())
    data = {
        "paths": {
            "post": "/nyheter/innlegg-7/",
            "survey_page": opened.url,
            "answers": reverse("wagtailforms:list_submissions", args=[closed.pk]),
            "survey_title": opened.title,
        },
        "used_links": links[:USED_LINKS],
        "links": links[USED_LINKS:],
        "step_links": step_links[USED_LINKS:],
        "step_forms": step_forms,
        "long_links": long_links[USED_LINKS:],
        "long_form": list({**long_form.hidden, **long_form.values}.items()),
        "every_type_links": every_type_links[USED_LINKS:],
        "every_type_form": [*every_type_form.hidden.items(), *answer_every_type(every_type)],
        "survey_form": list({**survey_form.hidden, **survey_form.values}.items()),
        "enrolment_form": list(
            {
                **enrolment_form.hidden, "postal_code": "1338", "birth_year": "1980",
                "lives_here": "on", "is_old_enough": "on", "agrees": "on",
            }.items()
        ),
        "staff": f"sessionid={client.cookies['sessionid'].value}",
        "registrar": f"sessionid={registrar.cookies['sessionid'].value}",
    }  # fmt: skip
    print(json.dumps(data))


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    main()
