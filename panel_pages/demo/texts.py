"""What the demo pages say. The facts are the panel's own story from 2019; findings and people are invented."""

UNIT = "Strategi- og utviklingsenheten"
EXAMPLE = "Eksempel: "

JOIN_LEAD = (
    "Bor du i Bærum og har fylt 15 år? Da kan du være med. Vi spør deg om ting kommunen jobber med. "
    "Du velger selv hva du svarer på."
)
JOIN_NOTICE = (
    "<p>Bærum kommune lagrer e-post, fødselsår og postnummer, og det valgfrie du fyller ut, så lenge du er med. "
    "Vi bruker opplysningene bare til innbyggerpanelet: for å spørre deg, og for å se om hele Bærum er med. "
    "Grunnlaget er samtykket ditt. Bare de som driver panelet, ser adressen din, og alt lagres i Norge.</p>"
    "<p>Det er frivillig. Du kan når som helst ta pause eller melde deg ut; da slettes opplysningene med en gang. "
    "Spørsmål går til personvernombudet i kommunen, og du kan klage til Datatilsynet.</p>"
)

WEBSITE_SURVEY = {
    "title": "Kommunens internettsider",
    "slug": "kommunens-internettsider",
    "purpose": "Finner du det du leter etter, og forstår du det som står der? Svarene er med på å avgjøre hva vi "
    "retter på først.",
    "introduction": "<p>Undersøkelsen gikk til alle i panelet i september 2019.</p>",
    "finding": "Lett å lese, vanskelig å lete i",
    "picture": ("notice-board", "Tegning: en voksen og et barn ved en oppslagstavle på en sti mellom bjørk og gran."),
    "findings": "<p>Omtalen av funnene er et <b>eksempel</b>; antallet spurte og svar er det virkelige, mens "
    "fordelingene under er <b>eksempeltall</b>.</p>",
    "advice": [
        {
            "said": "Søket finner alt, bortsett fra det jeg leter etter.",
            "state": "done",
            "deed": "Skjemaer og tjenester kommer nå først i søket.",
        },
        {
            "said": "Knappen jeg trenger, ligger alltid nederst.",
            "state": "working",
            "deed": "Hver tjeneste får én side, med knappen øverst. Ti sider er skrevet om så langt.",
        },
        {
            "said": "Send meg en SMS når gata mi blir gravd opp.",
            "state": "no",
            "deed": "Vi har ikke gode nok adresselister. Vi ser på det igjen når varslingen skiftes ut.",
        },
    ],
    "questions": [
        ("heading", {"heading": "Å finne fram", "text": ""}),
        (
            "single_choice",
            {
                "label": "Fant du det du lette etter sist?",
                "required": True,
                "options": ["Ja, med en gang", "Ja, etter litt leting", "Bare delvis", "Nei"],
            },
        ),
        (
            "multiple_choice",
            {
                "label": "Hva bruker du nettsidene til?",
                "help_text": "Kryss av for alt som passer.",
                "options": [
                    "Finne skjemaer",
                    "Finne telefonnummer og åpningstider",
                    "Følge politiske saker",
                    "Se hva som bygges",
                ],
            },
        ),
        ("heading", {"heading": "Språk og innhold", "text": ""}),
        (
            "scale",
            {
                "label": "Hvor lett er språket å forstå?",
                "required": True,
                "lowest": 1,
                "highest": 5,
                "lowest_label": "svært vanskelig",
                "highest_label": "svært lett",
            },
        ),
        ("short_text", {"label": "Hva leter du oftest etter?"}),
        ("long_text", {"label": "Hva bør vi rette på først?", "help_text": "Ikke skriv navn på deg selv eller andre."}),
    ],
}
# How the invented answers fall, in the order of the options.
WEBSITE_WEIGHTS = {
    "Fant du det du lette etter sist?": [40, 34, 15, 11],
    "Hvor lett er språket å forstå?": [4, 10, 22, 40, 24],
}
WEBSITE_TEXTS = ["Søket", "Skjemaer", "Telefonnummer", "Åpningstider", "Byggesaker", "Barnehage", "Kart"]

# In steps, so that somebody new walks the whole way: introduction, steps that follow what she answers, review, receipt.
HOW_OFTEN = "Hvor ofte går du tur der du bor?"
WITH_CHILDREN = "Går du ofte tur sammen med barn?"
EXAMPLE_SURVEY = {
    "title": EXAMPLE + "Turstier i Bærum",
    "slug": "eksempel-turstier",
    "purpose": "En oppdiktet undersøkelse som er åpen nå, så du kan prøve hvordan det er å svare.",
    "picture": ("trail", "Tegning: folk på tursti langs et vann, med en benk under grantrærne."),
    "introduction": "<p>Svarene brukes ikke til noe. De ligger låst til undersøkelsen er avsluttet.</p>",
    "questions": [
        ("section", {"heading": "Turene dine", "text": ""}),
        (
            "single_choice",
            {
                "label": HOW_OFTEN,
                "required": True,
                "options": ["Nesten hver dag", "Noen ganger i uka", "Sjeldnere", "Aldri"],
            },
        ),
        ("yes_no", {"label": WITH_CHILDREN, "offers_dont_know": False}),
        (
            "section",
            {
                "heading": "Stiene du bruker",
                "text": "",
                "shown_if": {"question": HOW_OFTEN, "rule": "is_not", "answers": "Aldri"},
            },
        ),
        (
            "matrix",
            {
                "label": "Hvor bra er dette på stien du bruker mest?",
                "required": True,
                "rows": ["Skilting", "Benker", "Lys om kvelden", "Brøyting om vinteren"],
                "columns": ["Dårlig", "Midt på treet", "Bra", "Vet ikke"],
            },
        ),
        (
            "number",
            {
                "label": "Hvor lenge går du for å komme til stien?",
                "help_text": "Omtrent er godt nok.",
                "lowest": 0,
                "highest": 120,
                "unit": "minutter",
            },
        ),
        (
            "short_text",
            {
                "label": "Hva gjør en sti fin for barn?",
                "shown_if": {"question": WITH_CHILDREN, "rule": "is", "answers": "Ja"},
            },
        ),
        (
            "section",
            {
                "heading": "Det som holder deg hjemme",
                "text": "",
                "shown_if": {"question": HOW_OFTEN, "rule": "is_any_of", "answers": "Sjeldnere\nAldri"},
            },
        ),
        (
            "multiple_choice",
            {
                "label": "Hva gjør at du sjelden går tur?",
                "help_text": "Kryss av for alt som passer.",
                "required": True,
                "options": [
                    "Det er for langt til nærmeste sti",
                    "Det er for mørkt",
                    "Jeg vet ikke hvor stiene går",
                    "Helsa setter grenser",
                    {"label": "Ikke noe av dette", "stands_alone": True},
                ],
            },
        ),
        ("section", {"heading": "Det som bør komme først", "text": ""}),
        (
            "ranking",
            {
                "label": "Hva bør kommunen gjøre først?",
                "options": ["Flere benker", "Lys om kvelden", "Bedre skilting", "Brøyting om vinteren"],
                "places": 3,
            },
        ),
        (
            "scale",
            {
                "label": "Alt i alt: Hvor fornøyd er du med stiene?",
                "required": True,
                "lowest": 0,
                "highest": 10,
                "lowest_label": "svært misfornøyd",
                "highest_label": "svært fornøyd",
            },
        ),
        ("long_text", {"label": "Er det noe mer du vil si?", "help_text": "Ikke skriv navn på deg selv eller andre."}),
    ],
}

ACTIVITIES = [
    {
        "title": "Brukertest av «Min side»",
        "slug": "brukertest-min-side",
        "period": "juni 2019",
        "starts_on": "2019-06-01",
        "state": "done",
        "lead": "Kommunen skulle lage en side der du ser dine egne saker. Før den ble ferdig, fikk panelet prøve den.",
        "figures": [("meldte seg", "39"), ("ble invitert", "20"), ("workshoper", "2")],
        "dots": {
            "whole": 39,
            "part": 20,
            "each": "Hver prikk er én som meldte seg.",
            "filled": "ble invitert",
            "empty": "fikk ikke plass",
        },
        "finding": "39 meldte seg. 20 ble invitert.",
        "picture": ("table", "Tegning: folk samlet rundt et bord, sett ovenfra."),
        "way": [
            {"heading": "Vi spurte hvem som ville teste", "text": "39 meldte seg.", "place": "past"},
            {
                "heading": "To workshoper",
                "text": "20 ble invitert, og prøvde å løse vanlige oppgaver.",
                "place": "past",
            },
            {"heading": "Rådene ble levert", "text": "De gikk til dem som lager «Min side».", "place": "past"},
        ],
        "body": [
            (
                "text",
                "<p>Vi spurte hele panelet om noen ville teste «Min side». 39 meldte seg. 20 ble invitert til to "
                "workshoper, der de prøvde å løse vanlige oppgaver mens vi så på.</p>",
            )
        ],
        "outcome": "Rådene gikk til dem som lager «Min side».",
    },
    {
        "title": "Klimaklok kommune",
        "slug": "klimaklok-kommune",
        "period": "oktober 2019",
        "starts_on": "2019-10-01",
        "state": "planned",
        "lead": "Neste tema er hvordan Bærum blir en klimaklok kommune. Hva er lett å gjøre i hverdagen, og hva må "
        "kommunen rydde av veien?",
        "figures": [],
        "picture": ("cyclists", "Tegning: folk på sykkel langs vannet i solnedgang."),
        "way": [
            {"heading": "Vi lager spørsmålene", "text": "Sammen med dem som skal bruke svarene.", "place": "now"},
            {"heading": "Hele panelet blir spurt", "text": "Oktober 2019.", "place": "coming"},
            {"heading": "Du får vite hva vi gjør", "text": "Her, og i en nyhet.", "place": "coming"},
        ],
        "body": [("text", "<p>Undersøkelsen er planlagt til oktober 2019 og går til alle i panelet.</p>")],
        "outcome": "",
    },
]
