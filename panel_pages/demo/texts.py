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

INFORMATION = [
    {
        "title": "Om panelet",
        "slug": "om-panelet",
        "in_menu": True,
        "lead": "Kommunen tar mange valg som merkes i hverdagen. Panelet finnes for at noen skal ha spurt deg først.",
        "body": [
            (
                "section",
                {
                    "heading": "Hva panelet er",
                    "text": "<p>Innbyggerpanelet startet i 2019. Det eneste kravet er at du bor i Bærum og er over "
                    "15 år. Du trenger ikke kunne noe om politikk, og du trenger ikke mene noe om alt.</p>"
                    "<p>Panelet bestemmer ikke. Det gjør de folkevalgte. Men de som skriver forslagene, skal vite "
                    "hva dere svarte.</p>",
                },
            ),
        ],
    },
    {
        "title": "Slik fungerer det",
        "slug": "slik-fungerer-det",
        "in_menu": True,
        "lead": "Fra du melder deg inn, til du leser hva kommunen gjør med svarene.",
        "body": [
            (
                "section",
                {
                    "heading": "Steg for steg",
                    "text": "<ol><li>Du melder deg inn med e-post, fødselsår og postnummer, og bekrefter med en lenke "
                    "vi sender deg.</li><li>Vi sender deg en e-post når vi har noe å spørre om. Lenken i den er din "
                    "egen.</li><li>Du svarer hvis du vil. Noen ganger inviterer vi til workshop.</li><li>Vi legger ut "
                    "resultatene og forteller hva kommunen gjør med dem, og hva den lar være.</li></ol>",
                },
            ),
            (
                "section",
                {
                    "heading": "Hvor ofte",
                    "text": "<p>Noen få ganger i året. Blir det for mye, tar du en pause eller melder deg ut. Lenken "
                    "ligger nederst i hver e-post.</p>",
                },
            ),
        ],
    },
    {
        "title": "Spørsmål og svar",
        "slug": "sporsmal-og-svar",
        "in_menu": False,
        "lead": "Det folk lurer på før de blir med.",
        "body": [
            (
                "questions_and_answers",
                {
                    "heading": "Å være med",
                    "items": [
                        {
                            "question": "Hvem kan være med?",
                            "answer": "<p>Alle som bor i Bærum og har fylt 15 år.</p>",
                        },
                        {
                            "question": "Må jeg svare hver gang?",
                            "answer": "<p>Nei. Du svarer på det du vil.</p>",
                        },
                        {
                            "question": "Hvordan slutter jeg?",
                            "answer": "<p>Nederst i hver e-post ligger en lenke. To trykk, og opplysningene dine er "
                            "slettet.</p>",
                        },
                    ],
                },
            ),
            (
                "questions_and_answers",
                {
                    "heading": "Hva vi vet om deg",
                    "items": [
                        {
                            "question": "Kan dere se hva jeg har svart?",
                            "answer": "<p>Ikke når undersøkelsen er anonym. Da ser vi at du har svart, men ikke hva. "
                            "Svarene leses først når undersøkelsen er avsluttet.</p>",
                        },
                        {
                            "question": "Hvorfor kan jeg ikke endre svaret mitt?",
                            "answer": "<p>Fordi vi ikke vet hvilket svar som er ditt.</p>",
                        },
                        {
                            "question": "Jeg har hemmelig adresse. Kan jeg være med?",
                            "answer": "<p>Ja. Vi spør om postnummer, aldri om gateadresse eller navn.</p>",
                        },
                    ],
                },
            ),
        ],
    },
    {
        "title": "Personvern",
        "slug": "personvern",
        "in_menu": False,
        "lead": "Hva vi lagrer om deg, hvorfor, hvor lenge, og hva som kan gå galt likevel.",
        "body": [
            (
                "section",
                {
                    "heading": "Som medlem",
                    "text": "<p>Vi lagrer e-post, fødselsår, postnummer og det valgfrie du har fylt ut, så lenge du er "
                    "medlem. Bekrefter du ikke innmeldingen, slettes adressen etter sju dager. Melder du deg ut, "
                    "slettes alt med en gang.</p>",
                },
            ),
            (
                "section",
                {
                    "heading": "Når du svarer",
                    "text": "<p>Svarene lagres uten navn, adresse og tidspunkt, og låst til undersøkelsen er avsluttet. "
                    "Vi ser at du har svart, men ikke hva. Er det færre enn ti svar, leses de aldri.</p>"
                    "<p>Helt sikkert kan vi ikke love alt: Den som driver serveren og samtidig har nøkkelen til "
                    "svarene, kunne koblet dem. Derfor ligger nøkkelen for seg selv. Og skriver du navnet ditt i et "
                    "tekstfelt, står det der.</p>",
                },
            ),
            (
                "section",
                {
                    "heading": "Informasjonskapsler",
                    "text": "<p>Vanlige sider setter ingen. Sider med skjema setter én, som hindrer at andre nettsteder "
                    "sender skjemaet for deg. Vi bruker ingen statistikk eller tjenester fra andre.</p>",
                },
            ),
        ],
    },
    {
        "title": "Kontakt",
        "slug": "kontakt",
        "in_menu": False,
        "lead": "Spørsmål om panelet, personvernet eller nettstedet? Skriv til oss.",
        "body": [
            (
                "text",
                f"<p>Panelet drives av {UNIT} i Bærum kommune. Skriv til panel@example.org, så svarer vi på hverdager. "
                "Finner du noe på nettstedet som ikke virker for deg, vil vi gjerne vite det.</p>",
            ),
        ],
    },
    {
        "title": "Tilgjengelighet",
        "slug": "tilgjengelighet",
        "in_menu": False,
        "lead": "Nettstedet skal virke for alle, også uten mus, uten JavaScript og med skjermleser.",
        "body": [
            (
                "section",
                {
                    "heading": "Det vi har gjort",
                    "text": "<p>Sidene er laget etter kravene i WCAG 2.1 på nivå A og AA. Alt kan brukes med "
                    "tastatur, teksten tåler forstørring, og figurer står også som tabell.</p>",
                },
            ),
            (
                "section",
                {
                    "heading": "Virker noe ikke?",
                    "text": "<p>Skriv til panel@example.org og fortell hva du prøvde på. Her skal kommunen også ha "
                    "lenken til tilgjengelighetserklæringen sin; i denne eksempelutgaven finnes den ikke.</p>",
                },
            ),
        ],
    },
]

WEBSITE_SURVEY = {
    "title": "Kommunens internettsider",
    "slug": "kommunens-internettsider",
    "purpose": "Finner du det du leter etter, og forstår du det som står der? Svarene er med på å avgjøre hva vi "
    "retter på først.",
    "introduction": "<p>Undersøkelsen gikk til alle i panelet i september 2019.</p>",
    "findings": "<p>Omtalen av funnene er et <b>eksempel</b>; antallet spurte og svar er det virkelige, mens "
    "fordelingene under er <b>eksempeltall</b>.</p><ul><li>Skjemaer og tjenester flyttes øverst i søket.</li>"
    "<li>Hver tjeneste får én side, med knappen øverst.</li><li>SMS når gata graves opp, blir det ikke noe av nå: "
    "Vi har ikke gode nok adresselister.</li></ul>",
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

EXAMPLE_SURVEY = {
    "title": EXAMPLE + "Turstier i Bærum",
    "slug": "eksempel-turstier",
    "purpose": "En oppdiktet undersøkelse som er åpen nå, så du kan prøve hvordan det er å svare.",
    "introduction": "<p>Svarene brukes ikke til noe. De ligger låst til undersøkelsen er avsluttet.</p>",
    "questions": [
        (
            "single_choice",
            {
                "label": "Hvor ofte går du tur der du bor?",
                "required": True,
                "options": ["Nesten hver dag", "Noen ganger i uka", "Sjeldnere", "Aldri"],
            },
        ),
        (
            "multiple_choice",
            {
                "label": "Hva ville fått deg til å gå oftere?",
                "help_text": "Kryss av for alt som passer.",
                "options": ["Flere benker", "Lys om kvelden", "Bedre skilting", "Brøyting om vinteren"],
            },
        ),
        (
            "scale",
            {
                "label": "Hvor fornøyd er du med stiene?",
                "required": True,
                "lowest": 0,
                "highest": 10,
                "lowest_label": "svært misfornøyd",
                "highest_label": "svært fornøyd",
            },
        ),
        ("short_text", {"label": "Hvilken sti bruker du mest?"}),
        ("long_text", {"label": "Er det noe mer du vil si?"}),
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
        "body": [("text", "<p>Undersøkelsen er planlagt til oktober 2019 og går til alle i panelet.</p>")],
        "outcome": "",
    },
]

NEWS = [
    {
        "title": "Innbyggerpanelet er i gang",
        "slug": "innbyggerpanelet-er-i-gang",
        "date": "2019-09-30",
        "picture": "notice-board",
        "alt": "Tegning: en voksen og et barn ved en oppslagstavle på en sti mellom bjørk og gran.",
        "lead": "407 bæringer er med, to temaer er spurt om, og det neste er rett rundt hjørnet.",
        "about": "kommunens-internettsider",
        "body": [
            (
                "text",
                "<p>Innbyggerpanelet er en ny måte å spørre på. Alle som bor i Bærum og er over 15 år, kan melde seg "
                "inn på nett. Nå er 407 med.</p>",
            ),
            (
                "section",
                {
                    "heading": "Det vi har gjort til nå",
                    "text": "<p>I juni ba vi panelet teste «Min side». 39 meldte seg, og 20 ble invitert til to "
                    "workshoper. I september fikk alle en undersøkelse om kommunens internettsider. 185 svarte, og "
                    "det er 45 prosent.</p>",
                },
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
            (
                "section",
                {
                    "heading": "Hva skjer nå",
                    "text": "<p>Neste tema er klimaklok kommune, i oktober. Vil du være med på det, kan du melde deg "
                    "inn i dag.</p>",
                },
            ),
        ],
    },
    {
        "title": "Tjue testet «Min side»",
        "slug": "tjue-testet-min-side",
        "date": "2019-06-28",
        "picture": "table",
        "alt": "Tegning: folk samlet rundt et bord, sett ovenfra.",
        "lead": "39 meldte seg da vi spurte, og 20 ble med på to workshoper.",
        "about": "brukertest-min-side",
        "body": [
            (
                "text",
                "<p>Deltakerne fikk vanlige oppgaver å løse, og sa høyt hva de lette etter. Slik ser vi hvor siden "
                "svikter, mens den fortsatt kan endres. Takk til alle som meldte seg, også dere som ikke fikk plass "
                "denne gangen.</p>",
            )
        ],
    },
    {
        "title": "Derfor spør vi om fødselsår og postnummer",
        "slug": "derfor-sporr-vi-om-fodselsar",
        "date": "2019-05-15",
        "picture": "mailboxes",
        "alt": "Tegning: en rad postkasser ved en vei.",
        "lead": "Vi må vite om noen mangler. Vi trenger ikke vite hvem du er.",
        "about": "",
        "body": [
            (
                "text",
                "<p>Et panel der bare noen deler av Bærum er med, gir skjeve råd. Fødselsåret og postnummeret viser "
                "oss om alle aldre og steder er med. Navn og gateadresse spør vi ikke om.</p>",
            )
        ],
    },
]
