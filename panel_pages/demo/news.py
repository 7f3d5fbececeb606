"""The demo's news. What happened until September 2019 is true; findings, quotes and people are invented and say so."""

from .texts import EXAMPLE, UNIT

# A person beside the unit, to show how one signs.
PERSON = {"name": "Ingrid Eksempel", "unit": "Kommunikasjonsenheten"}
EXAMPLE_FIGURES = "eksempeltall"


def section(heading, text):
    return ("section", {"heading": heading, "text": text})


FOUND_LITTLE = {
    "title": "185 svar om nettsidene: Dere finner ikke skjemaene",
    "slug": "185-svar-om-nettsidene",
    "date": "2019-11-12",
    "author": PERSON,
    "topics": ["Nettsider", "Resultater"],
    "picture": "notice-board",
    "alt": "Tegning: en voksen og et barn ved en oppslagstavle på en sti mellom bjørk og gran.",
    "caption": "Nettsidene er kommunens oppslagstavle. Nå henger vi det viktigste øverst.",
    "lead": "Språket får skryt. Letingen får stryk. Det er kortversjonen etter at nesten halve panelet svarte i "
    "september. Funnene i denne saken er eksempler.",
    "about": "kommunens-internettsider",
    "body": [
        (
            "fact_box",
            {
                "heading": "Undersøkelsen i tall",
                "facts": [
                    {"name": "Sendt til", "value": "407"},
                    {"name": "Svarte", "value": "185"},
                    {"name": "Svarprosent", "value": "45 %"},
                ],
                "text": "",
                "note": "",
            },
        ),
        (
            "text",
            "<p>Vi sendte undersøkelsen til alle 407 i panelet. 185 svarte, og det er 45 prosent. Takk! Så mange svar "
            "gjør at vi tør å flytte på ting som har ligget på samme sted i ti år.</p>",
        ),
        section(
            "Dere vet hva dere vil, men ikke hvor det ligger",
            "<p>De fleste kommer for å gjøre én ting: søke om noe, melde fra om noe eller finne et telefonnummer. "
            "Telefonnumrene finner dere. Skjemaene ligger bak fire klikk og en overskrift bare vi forstår.</p>",
        ),
        ("results_chart", {"question": "Fant du det du lette etter sist?", "note": EXAMPLE_FIGURES}),
        (
            "quote",
            {
                "quote": "Jeg finner alt, bortsett fra det jeg leter etter.",
                "source": "Svar i undersøkelsen. Sitatet er et eksempel.",
            },
        ),
        section(
            "Språket er det minste problemet",
            "<p>Folk forstår det som står, når de først har kommet fram. Det gjør valget enklere: Vi bruker ikke høsten "
            "på å skrive om, men på å rydde.</p>",
        ),
        ("results_chart", {"question": "Hvor lett er språket å forstå?", "note": EXAMPLE_FIGURES}),
        section(
            "Dette gjør vi først",
            "<ul><li>Skjemaer og tjenester kommer øverst i søket.</li>"
            "<li>Hver tjeneste får én side, med knappen øverst. Vi begynner med barnehage og byggesak.</li>"
            "<li>Gamle møtepapirer flyttes til et arkiv med eget søk.</li></ul>"
            "<h3>Og dette gjør vi ikke nå</h3><p>Mange ba om SMS når gata graves opp. Vi har ikke gode nok adresselister "
            "til det ennå, og sier heller nei enn kanskje.</p>",
        ),
        (
            "call_to_action",
            {
                "heading": "Vil du bli spurt neste gang?",
                "text": "Alle som bor i Bærum og har fylt 15 år, kan være med.",
                "page": "bli-med",
                "button": "Bli med i panelet",
            },
        ),
    ],
}

CLIMATE = {
    "title": "Neste tema: klimaklok kommune",
    "slug": "neste-tema-klimaklok-kommune",
    "date": "2019-10-06",
    "topics": ["Klima"],
    "picture": "cyclists",
    "alt": "Tegning: en voksen og et barn på sykkel langs elva, med hus og solceller bak.",
    "caption": "",
    "lead": "Hva skal til for at det enkle valget også er det kloke? Det er neste spørsmål til panelet.",
    "about": "klimaklok-kommune",
    "body": [
        (
            "text",
            "<p>Bærum skal bli en klimaklok kommune. Noe av det avgjøres i kommunestyret. Resten avgjøres på vei til "
            "jobben, i butikken og på badet.</p>",
        ),
        section(
            "Vi spør om det kommunen kan gjøre noe med",
            "<p>Er det trygt nok å sykle dit du skal? Finnes det et sted å reparere det som er ødelagt? Hva måtte vært "
            "annerledes for at du lot bilen stå? Vi spør ikke for å gi noen dårlig samvittighet.</p>",
        ),
    ],
}

STARTED = {
    "title": "Innbyggerpanelet er i gang",
    "slug": "innbyggerpanelet-er-i-gang",
    "date": "2019-09-30",
    "topics": ["Panelet"],
    "picture": "bridge",
    "alt": "Tegning: seks mennesker på vei over en steinbru. Buen speiler seg i elva.",
    "caption": "",
    "lead": "407 bæringer er med, to temaer er spurt om, og det neste er rett rundt hjørnet.",
    "about": "kommunens-internettsider",
    "body": [
        (
            "text",
            "<p>Innbyggerpanelet er en ny måte å spørre på. Alle som bor i Bærum og er over 15 år, kan melde seg inn på "
            "nett. Nå er 407 med.</p>",
        ),
        (
            "figures",
            {
                "figures": [
                    {"number": "407", "label": "er med i panelet"},
                    {"number": "185", "label": "svarte i september"},
                    {"number": "45 %", "label": "svarprosent"},
                ],
                "note": "",
            },
        ),
        section(
            "Det vi har gjort til nå",
            "<p>I juni ba vi panelet teste «Min side». 39 meldte seg, og 20 ble invitert til to workshoper. I september "
            "fikk alle en undersøkelse om kommunens internettsider. 185 svarte, og det er 45 prosent.</p>",
        ),
        section(
            "Hva skjer nå",
            "<p>Neste tema er klimaklok kommune, i oktober. Vil du være med på det, kan du melde deg inn i dag.</p>",
        ),
    ],
}

SEALED = {
    "title": "Slik leser vi svarene: alle på en gang, og aldri før det er slutt",
    "slug": "slik-leser-vi-svarene",
    "date": "2019-09-09",
    "topics": ["Panelet", "Personvern"],
    "picture": "letters",
    "alt": "Tegning: hyller med forseglede brev. En person står ved siden av og venter.",
    "caption": "",
    "lead": "Vi ser at du har svart, men ikke hva du har svart. Her er hvordan det går til.",
    "about": "",
    "body": [
        section(
            "Svaret blir låst idet du sender det",
            "<p>Hvert svar blir kryptert før det lagres, og alle er like lange. Vi som driver panelet, har ikke nøkkelen. "
            "Den ligger for seg selv til undersøkelsen er avsluttet.</p>",
        ),
        section(
            "Så åpnes alle samtidig",
            "<p>Svarene stokkes og lagres uten navn, adresse og tidspunkt. Har færre enn ti svart, blir de aldri lest, "
            "for da kunne vi ha gjettet hvem som sa hva.</p>",
        ),
        (
            "quote",
            {
                "quote": "Jeg svarer ærligere når jeg vet at ingen titter mens jeg skriver.",
                "source": "Medlem av panelet. Sitatet er et eksempel.",
            },
        ),
        section(
            "Det vi ikke kan love",
            '<p>Skriver du navnet ditt i et tekstfelt, står det der. <a linktype="page" id="page:personvern">'
            "Personvernsiden sier hva annet som kan gå galt</a>.</p>",
        ),
    ],
}

TESTED = {
    "title": "Tjue testet «Min side»",
    "slug": "tjue-testet-min-side",
    "date": "2019-06-28",
    "topics": ["Nettsider", "Workshop"],
    "picture": "table",
    "alt": "Tegning: folk samlet rundt et bord, sett ovenfra.",
    "caption": "",
    "lead": "39 meldte seg da vi spurte, og 20 ble med på to workshoper.",
    "about": "brukertest-min-side",
    "body": [
        (
            "text",
            "<p>Deltakerne fikk vanlige oppgaver å løse, og sa høyt hva de lette etter. Slik ser vi hvor siden svikter, "
            "mens den fortsatt kan endres. Takk til alle som meldte seg, også dere som ikke fikk plass denne "
            "gangen.</p>",
        ),
        (
            "figures",
            {
                "figures": [
                    {"number": "39", "label": "meldte seg"},
                    {"number": "20", "label": "ble invitert"},
                    {"number": "2", "label": "workshoper"},
                ],
                "note": "",
            },
        ),
    ],
}

WHY_WE_ASK = {
    "title": "Derfor spør vi om fødselsår og postnummer",
    "slug": "derfor-sporr-vi-om-fodselsar",
    "date": "2019-05-15",
    "topics": ["Panelet", "Personvern"],
    "picture": "mailboxes",
    "alt": "Tegning: en rad postkasser ved en vei.",
    "caption": "",
    "lead": "Vi må vite om noen mangler. Vi trenger ikke vite hvem du er.",
    "about": "",
    "body": [
        (
            "text",
            "<p>Et panel der bare noen deler av Bærum er med, gir skjeve råd. Fødselsåret og postnummeret viser oss om "
            "alle aldre og steder er med. Navn og gateadresse spør vi ikke om.</p>",
        )
    ],
}

# Its date is the day the demo was loaded.
TRAILS = {
    "title": EXAMPLE + "Nå spør vi om turstiene",
    "slug": "eksempel-na-spor-vi-om-turstiene",
    "date": None,
    "topics": ["Friluftsliv"],
    "picture": "trail",
    "alt": "Tegning: en sti mellom gran og bjørk ned mot et vann, med en benk og to på tur.",
    "caption": "",
    "lead": "En oppdiktet sak om en oppdiktet undersøkelse, så du kan se hvordan en åpen undersøkelse blir omtalt.",
    "about": "eksempel-turstier",
    "body": [
        (
            "text",
            "<p>Undersøkelsen tar omtrent fire minutter. Lenken din ligger i e-posten vi har sendt. Har du ikke fått "
            "noen, er du ikke blant dem vi har spurt denne gangen.</p>",
        ),
        (
            "contact",
            {
                "heading": "Lurer du på noe?",
                "name": UNIT,
                "email": "panel@example.org",
                "phone": "",
                "hours": "Adressen er et eksempel.",
            },
        ),
    ],
}

# The oldest first, so that posts can be related to what stands there already.
NEWS = [WHY_WE_ASK, TESTED, SEALED, STARTED, CLIMATE, FOUND_LITTLE, TRAILS]
