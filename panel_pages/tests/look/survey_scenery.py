"""A survey in steps with a question of every type, to be looked at and answered in a browser.

`python -c "from panel_pages.tests.look.survey_scenery import main; main()"` prints {name: path} as JSON.
"""

import json
import sys
from io import BytesIO

import django

LONG = "Et svært langt alternativ om kollektivtrafikkframkommelighet og trafikksikkerhetstiltak på Rykkinn"
OTHER = {"label": "Annet", "asks_which": True}


def set_up():
    """Publish the survey and make links to it; return {name: path}."""
    from django.core.files.images import ImageFile
    from django.db import transaction
    from wagtail.images.models import Image

    from panel_pages.demo.pages import PICTURES
    from panel_pages.tests.answering import form_url
    from panel_pages.tests.builders import invite, make_survey
    from panel_pages.tests.look import modes_scenery
    from surveys.tests.examples import EXAMPLES

    picture = Image(title="Kart", file=ImageFile(BytesIO((PICTURES / "bridge.png").read_bytes()), name="kart.png"))
    picture.save()

    def question(kind, label, **changes):
        value = EXAMPLES[kind] | {"label": label, "help_text": "Tenk på de siste fire ukene.", **changes}
        return kind, value

    questions = [
        ("section", {"heading": "Om reisene dine", "text": "Først litt om hvordan du kommer fram."}),
        question("single_choice", "Hvordan reiser du oftest?", options=["Til fots", "Med buss", LONG]),
        question(
            "multiple_choice",
            "Hvor går du?",
            required=False,
            at_least=None,
            at_most=2,
            shuffles=True,
            options=["Til skolen", LONG, "Til butikken", OTHER],
        ),
        (
            "information",
            {
                "text": f"<p>Se på kartet før du svarer. {LONG}</p>",
                "picture": picture.pk,
                "alt_text": "Kart med tre broer",
                "is_decorative": False,
            },
        ),
        # Without a help text, which would stand between the question and its first row.
        question(
            "matrix",
            "Hvor lett er det å komme fram?",
            help_text="",
            rows=["Til skolen", LONG],
            columns=list("ABCDEFG"),
        ),
        ("section", {"heading": "Hjemme", "text": ""}),
        question("number", "Hvor langt har du til nærmeste holdeplass?", required=False),
        question("date", "Når flyttet du hit?", required=False),
        question("yes_no", "Har du sykkel?"),
        question("place", "Hvilken del av kommunen gjelder det?"),
        question("single_choice", "Hvilket sted?", options=[*(f"Sted {number}" for number in range(8)), OTHER]),
        ("section", {"heading": "Ønsker", "text": ""}),
        ("heading", {"heading": "Til slutt", "text": "Snart ferdig."}),
        question(
            "ranking",
            "Hva er viktigst?",
            required=False,
            places=None,
            option_conditions=[{"option": "A", "question": "Har du sykkel?", "rule": "is_not", "answers": "Vet ikke"}],
        ),
        question("scale", "Hvor fornøyd er du?"),
        question("short_text", "Med ett ord?", required=False),
        question("long_text", "Hva bør vi gjøre først?", required=False),
    ]
    with transaction.atomic():
        page = make_survey(questions=questions, title="Hvordan kommer du fram der du bor?")
        offer_english(page)
        names = ("looked_at", "with_other", "by_keyboard", "without_script", "in_english")
        return {name: form_url(invite(page)) for name in names} | modes_scenery.publish()


def offer_english(page):
    """Let the survey be answered in English too, without a page that every other page would lead to."""
    from django.utils import timezone

    from invitations.models import Asking
    from panel_pages.tests.translating import in_words
    from surveys.models import Box
    from surveys.translations import keep_translation

    box = Box.objects.select_related("version__structure").get(page_id=page.pk)
    raw = in_words(list(page.questions.raw_data), {"Hjemme": "At home", "Har du sykkel?": "Do you have a bicycle?"})
    stream = page.questions.stream_block.to_python(raw)
    version = keep_translation(box.version.structure, stream, "en", now=timezone.now())
    Box.objects.filter(pk=box.pk).update(translations={"en": version.pk})
    Asking.objects.filter(page_id=page.pk).update(translations={"en": {"title": "How do you get around?"}})


def main():
    """Print where everything is."""
    django.setup()
    json.dump(set_up(), sys.stdout)
