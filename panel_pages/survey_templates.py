"""Surveys to begin with, in bokmål. A municipality adds its own by saving questions from a survey as a template."""

from typing import NamedTuple


class Template(NamedTuple):
    """`questions` as surveys.blocks.with_ids takes them; `texts` are fields of the page."""

    key: str
    title: str
    description: str
    texts: dict
    questions: list


def asked(label, *, required=False, help_text="", **own):
    """The value of a question block."""
    return {"label": label, "help_text": help_text, "required": required, **own}


def section(heading, text="", **own):
    return "section", {"heading": heading, "text": text, **own}


def only_if(question, rule, *answers):
    return {"shown_if": {"question": question, "rule": rule, "answers": "\n".join(answers)}}


NO_NAMES = "Ikke skriv navn eller andre opplysninger som kan kjennes igjen."
CONTENT = {"lowest": 1, "highest": 5, "lowest_label": "svært misfornøyd", "highest_label": "svært fornøyd"}
OTHER = {"label": "Annet", "asks_which": True}
NONE = {"label": "Ingen av disse", "stands_alone": True}

SATISFACTION = Template(
    key="tilfredshet",
    title="Kort om tilfredshet",
    description="Fem spørsmål på én side om en tjeneste folk har brukt. Tar to minutter.",
    texts={
        "purpose": "Svarene brukes til å gjøre tjenesten bedre.",
        "introduction": "<p>Hvordan opplever du tjenesten? Det tar to minutter å svare.</p>",
        "minutes": 2,
    },
    questions=[
        ("single_choice", asked(
            "Når brukte du tjenesten sist?", required=True, export_name="sist_brukt",
            options=["Den siste uken", "Den siste måneden", "Det siste året", "Lenger siden", "Aldri"],
        )),
        ("scale", asked("Hvor fornøyd er du alt i alt?", required=True, export_name="fornoyd", **CONTENT)),
        ("matrix", asked(
            "Hvor fornøyd er du med …", export_name="deler",
            rows=["informasjonen du fikk", "hvor lang tid det tok", "måten du ble møtt på"],
            columns=["Misfornøyd", "Verken eller", "Fornøyd", "Vet ikke"],
        )),
        ("scale", asked(
            "Hvor sannsynlig er det at du vil anbefale tjenesten til andre?", export_name="anbefale", lowest=0, highest=10,
            lowest_label="svært lite sannsynlig", highest_label="svært sannsynlig",
        )),
        ("long_text", asked("Hva er det viktigste vi kan gjøre bedre?", help_text=NO_NAMES, export_name="bedre")),
    ],
)  # fmt: skip

WEBSITE = Template(
    key="nettsidene",
    title="Tilbakemelding på nettsidene",
    description="Hva folk ville gjøre, om de fikk det til, og hva som sto i veien. Tre korte steg med vilkår.",
    texts={
        "purpose": "Svarene brukes til å gjøre det lettere å finne fram på nettsidene.",
        "introduction": "<p>Hjelp oss å gjøre nettsidene enklere.</p>",
        "minutes": 4,
    },
    questions=[
        section("Besøket ditt"),
        ("single_choice", asked(
            "Hva skulle du gjøre sist du brukte nettsidene?", required=True, shuffles=True, export_name="oppgave",
            options=["Finne informasjon", "Søke om en tjeneste", "Finne kontaktinformasjon", "Melde fra om noe", OTHER],
        )),
        ("yes_no", asked("Fikk du gjort det du skulle?", required=True, offers_dont_know=False, export_name="fikk_gjort")),
        section("Det som sto i veien", **only_if("Fikk du gjort det du skulle?", "is", "Nei")),
        ("multiple_choice", asked(
            "Hva var vanskelig?", required=True, shuffles=True, export_name="vanskelig",
            options=["Å finne riktig side", "Å forstå teksten", "Å fylle ut skjemaet", "Å logge inn", OTHER, NONE],
        )),
        ("long_text", asked("Hva skjedde?", help_text=NO_NAMES, export_name="hva_skjedde")),
        section("Til slutt"),
        ("scale", asked("Hvor lett er nettsidene å bruke?", required=True, export_name="lett", lowest=1, highest=5,
                        lowest_label="svært vanskelig", highest_label="svært lett")),
        ("multiple_choice", asked("Hva bruker du oftest?", options=["Mobil", "Nettbrett", "Datamaskin"], export_name="utstyr")),
        ("long_text", asked("Hva bør vi gjøre først?", help_text=NO_NAMES, export_name="forst")),
    ],
)  # fmt: skip

IDEAS = Template(
    key="ideer",
    title="Ideer og deltakere til verksted",
    description="Hva som bør gjøres et sted, hva som haster, og hvem som vil være med videre. Tre steg.",
    texts={
        "purpose": "Svarene brukes til å lage forslag som diskuteres på et verksted.",
        "introduction": "<p>Fortell hva du mener, og om du vil være med videre.</p>",
        "minutes": 6,
    },
    questions=[
        section("Stedet"),
        ("place", asked("Hvor i kommunen gjelder ideen din?", level="zone", offers_elsewhere=True, export_name="hvor")),
        ("ranking", asked(
            "Hva er viktigst å gjøre noe med?", required=True, places=3, shuffles=True, export_name="viktigst",
            options=["Møteplasser", "Trygge veier", "Grønne områder", "Kultur og aktivitet", "Handel og service"],
        )),
        section("Ideen din"),
        ("information", {"text": "<p>En idé trenger ikke være ferdig. Skriv hva du vil skal skje, og for hvem.</p>"}),
        ("short_text", asked("Hva vil du kalle ideen?", export_name="navn_pa_ide")),
        ("long_text", asked("Beskriv ideen", help_text=NO_NAMES, export_name="ide")),
        section("Verkstedet"),
        ("single_choice", asked(
            "Vil du være med på et verksted om dette?", required=True, export_name="vil_delta",
            help_text="Svaret er anonymt. Vil du bli invitert, må du også krysse av for verksteder på «Min deltakelse».",
            options=["Ja", "Kanskje", "Nei"],
        )),
        section("Når det passer", **only_if("Vil du være med på et verksted om dette?", "is_any_of", "Ja", "Kanskje")),
        ("multiple_choice", asked(
            "Når passer det best?", options=["Hverdag på dagtid", "Hverdag på kveldstid", "Lørdag", OTHER], export_name="nar",
        )),
        ("multiple_choice", asked(
            "Hva trenger du for å kunne delta?", export_name="trenger",
            options=["Barnepass", "Tolk", "Tilgang med rullestol", "Teleslynge", "Å delta på nett", OTHER, NONE],
        )),
    ],
)  # fmt: skip

TEMPLATES = (SATISFACTION, WEBSITE, IDEAS)
