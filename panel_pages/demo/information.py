"""The demo's information pages. A link says `page:slug` and leads to a page that stands above it in the list."""

from .texts import UNIT

ADDRESS = "panel@example.org"
CONTACT = {
    "heading": "Spør oss",
    "name": f"{UNIT}, Bærum kommune",
    "email": ADDRESS,
    "phone": "",
    "hours": "Vi svarer på hverdager. Adressen er et eksempel.",
}


def section(heading, text):
    return ("section", {"heading": heading, "text": text})


def answers(heading, *pairs):
    """Questions that unfold, as (question, answer) in plain words."""
    items = [{"question": question, "answer": answer} for question, answer in pairs]
    return ("questions_and_answers", {"heading": heading, "items": items})


KONTAKT = {
    "title": "Kontakt",
    "slug": "kontakt",
    "in_menu": False,
    "lead": "Spørsmål om panelet, personvernet eller nettstedet? Skriv til oss.",
    "body": [
        ("contact", CONTACT),
        section(
            "Dette kan vi hjelpe med",
            "<ul><li>Du får ikke bekreftet innmeldingen, eller e-postene våre kommer ikke fram.</li>"
            "<li>Du vil vite hva vi har lagret om deg, eller rette noe.</li>"
            "<li>Noe på nettstedet virker ikke for deg.</li>"
            "<li>Du har et tema du mener panelet burde bli spurt om.</li></ul>",
        ),
        section(
            "Dette kan vi ikke se",
            "<p>Vi kan ikke finne fram til svaret ditt i en anonym undersøkelse, og derfor heller ikke endre eller "
            "slette det. Ikke send oss fødselsnummer eller helseopplysninger på e-post.</p>",
        ),
    ],
}

PERSONVERN = {
    "title": "Personvern",
    "slug": "personvern",
    "in_menu": False,
    "lead": "Hva vi lagrer om deg, hvorfor, hvor lenge, og hva som kan gå galt likevel.",
    "body": [
        (
            "fact_box",
            {
                "heading": "Kort fortalt",
                "facts": [
                    {"name": "Ansvarlig", "value": "Bærum kommune"},
                    {"name": "Grunnlag", "value": "Samtykket ditt"},
                    {"name": "Informasjonskapsler", "value": "Bare i skjemaer"},
                ],
                "text": "",
                "note": "",
            },
        ),
        section(
            "Når du melder deg inn",
            "<p>Vi spør om e-post, fødselsår og postnummer. Kjønn, temaer og om du vil være med på workshop, velger "
            "du selv om du vil oppgi. Vi spør aldri om navn, gateadresse, telefon eller fødselsnummer.</p>"
            "<p>Du er ikke med før du har bekreftet adressen med lenken vi sender. Bekrefter du ikke, slettes "
            "opplysningene etter sju dager. Er det noen andre som har skrevet inn adressen din, sletter du den med "
            "lenken i samme e-post.</p>",
        ),
        section(
            "Så lenge du er medlem",
            "<p>Vi bruker opplysningene til å spørre deg, og til å se om alle aldre og steder er med. De brukes ikke "
            "til noe annet og gis ikke til andre. Bare de få som driver panelet, kan slå opp i medlemslista, og hvert "
            "oppslag blir ført i en logg.</p>"
            "<p>Melder du deg ut, slettes alt om deg med en gang. Sikkerhetskopier slettes etter hvert som de blir "
            "gamle.</p>",
        ),
        section(
            "Når du svarer",
            "<p>Svarene lagres uten navn, adresse og tidspunkt, og de er låst til undersøkelsen er avsluttet. Vi ser at "
            "du har svart, men ikke hva du har svart. Er det færre enn ti svar, leses de aldri.</p>"
            "<p>Før du svarer, står det hva svarene skal brukes til, hvem som spør, og hvilken dato de slettes. "
            "Tallene vi har publisert, blir stående. Ingen enkeltsvar kan leses ut av dem.</p>",
        ),
        section(
            "Det vi ikke kan love",
            "<h3>Den som har nøkkelen og databasen samtidig</h3><p>Så lenge en undersøkelse er åpen, kunne den som har "
            "både nøkkelen til svarene og databasen, ha koblet dem. Derfor ligger nøkkelen for seg selv.</p>"
            "<h3>Det du skriver selv</h3><p>Skriver du navnet ditt i et tekstfelt, står det der. De som leser svarene, "
            "publiserer aldri tekster som de er.</p>"
            "<h3>Lenken din</h3><p>Den som får lenken din, kan svare i stedet for deg. Ikke send den videre.</p>",
        ),
        section(
            "Rettighetene dine",
            "<p>Det er frivillig å være med. Du kan når som helst be om innsyn, rette det som er feil, ta pause eller "
            "melde deg ut. Lenken for å melde seg ut ligger nederst i hver e-post.</p>"
            '<p>Skriv til oss på <a linktype="page" id="page:kontakt">kontaktsiden</a> hvis du lurer på noe. '
            "Kommunens personvernombud hjelper deg med rettighetene dine. Mener du at vi bryter reglene, kan du klage "
            'til <a href="https://www.datatilsynet.no/">Datatilsynet</a>.</p>',
        ),
        section(
            "Informasjonskapsler",
            "<p>Vanlige sider setter ingen. Sider med skjema setter én, som hindrer at andre nettsteder sender skjemaet "
            "for deg. Vi bruker ingen statistikk, skrifter eller tjenester fra andre, så ingen andre får vite at du har "
            "vært her. Loggene våre har verken IP-adressen din eller lenkene dine.</p>",
        ),
    ],
}

TILGJENGELIGHET = {
    "title": "Tilgjengelighet",
    "slug": "tilgjengelighet",
    "in_menu": False,
    "lead": "Nettstedet skal virke for alle, også uten mus, uten JavaScript og med skjermleser.",
    "body": [
        section(
            "Det vi har gjort",
            "<ul><li>Sidene er laget etter kravene i WCAG 2.1 på nivå A og AA.</li>"
            "<li>Alt kan brukes med tastatur, og du ser alltid hvor du er.</li>"
            "<li>Teksten tåler at du forstørrer den til det dobbelte.</li>"
            "<li>Diagrammer er tabeller med tall, så de kan leses høyt.</li>"
            "<li>Ingenting er avhengig av JavaScript, og ingen skjemaer har tidsfrist mens du fyller ut.</li>"
            "<li>Filmer er lenker, med det som blir sagt og vist, skrevet ut på siden.</li></ul>",
        ),
        section(
            "Det vi vet mangler",
            "<p>Nettstedet er prøvd med automatiske verktøy, tastatur og forstørring. Det er ikke prøvd av brukere "
            "med skjermleser ennå. Dokumenter fra andre kan være vanskeligere å lese enn sidene våre.</p>",
        ),
        section(
            "Tilgjengelighetserklæringen",
            "<p>Kommunen skal ha en erklæring på uustatus.no som sier hvilke krav nettstedet følger. Lenken til den "
            "står nederst på alle sider. I denne eksempelutgaven finnes det ingen erklæring, så lenken fører "
            "hit.</p>",
        ),
        section(
            "Virker noe ikke for deg?",
            '<p>Fortell oss hva du prøvde på, og gjerne hva du brukte: <a linktype="page" id="page:kontakt">'
            "kontakt oss</a>. Får du ikke et svar du er fornøyd med, kan du varsle "
            '<a href="https://www.uutilsynet.no/">Tilsynet for universell utforming av ikt</a>.</p>',
        ),
    ],
}

SPORSMAL_OG_SVAR = {
    "title": "Spørsmål og svar",
    "slug": "sporsmal-og-svar",
    "in_menu": False,
    "lead": "Det folk lurer på før de blir med.",
    "body": [
        answers(
            "Å være med",
            ("Hvem kan være med?", "<p>Alle som bor i Bærum og har fylt 15 år.</p>"),
            ("Hvor lang tid tar det?", "<p>To minutter å melde seg inn. De fleste undersøkelser tar under ti.</p>"),
            ("Må jeg svare hver gang?", "<p>Nei. Du svarer på det du vil.</p>"),
            (
                "Må jeg kunne noe om politikk?",
                "<p>Nei. Vi spør om ting du merker i hverdagen, og sier fra når vi trenger noen som kan noe spesielt.</p>",
            ),
            ("Får jeg betalt?", "<p>Nei. Du får vite hva svarene førte til.</p>"),
            (
                "Hvordan tar jeg en pause eller slutter?",
                "<p>Nederst i hver e-post ligger en lenke. To trykk, og du har pause, eller opplysningene dine er "
                "slettet.</p>",
            ),
        ),
        answers(
            "Hva vi vet om deg",
            (
                "Kan dere se hva jeg har svart?",
                "<p>Ikke når undersøkelsen er anonym. Da ser vi at du har svart, men ikke hva. Svarene leses først når "
                "undersøkelsen er avsluttet.</p>",
            ),
            ("Hvorfor kan jeg ikke endre svaret mitt?", "<p>Fordi vi ikke vet hvilket svar som er ditt.</p>"),
            (
                "Hvorfor spør dere om fødselsår og postnummer?",
                "<p>For å se om noen aldre eller steder mangler i panelet. Da kan vi invitere flere derfra.</p>",
            ),
            (
                "Jeg har hemmelig adresse. Kan jeg være med?",
                "<p>Ja. Vi spør om postnummer, aldri om gateadresse eller navn.</p>",
            ),
            (
                "Hvor lenge lagrer dere svarene?",
                "<p>Til datoen som står i undersøkelsen. Publiserte tall blir stående. "
                '<a linktype="page" id="page:personvern">Personvernsiden forteller alt vi lagrer</a>.</p>',
            ),
        ),
        answers(
            "Hva svarene brukes til",
            (
                "Bestemmer panelet?",
                "<p>Nei, det gjør de folkevalgte. Men de som lager forslagene, skal vite hva dere svarte.</p>",
            ),
            (
                "Får jeg vite hva som skjedde?",
                "<p>Ja. Vi legger ut resultatene og forteller hva kommunen gjør, og hva den lar være. "
                "Datoen for når det skjer, står i undersøkelsen.</p>",
            ),
            (
                "Er svarene representative for Bærum?",
                "<p>Nei. Panelet er de som har lyst til å være med, ikke et tilfeldig utvalg. Tallene forteller om dem "
                "som svarte.</p>",
            ),
        ),
        answers(
            "Når noe ikke virker",
            (
                "Jeg har ikke fått e-posten",
                "<p>Se i mappa for søppelpost. Finner du den ikke der, kan du melde deg inn en gang til. Er adressen "
                "alt med, får du en e-post som sier det.</p>",
            ),
            (
                "Lenken min virker ikke",
                "<p>En lenke virker én gang når du har svart, og bare så lenge undersøkelsen er åpen. "
                '<a linktype="page" id="page:kontakt">Skriv til oss</a> hvis den ikke virker likevel.</p>',
            ),
        ),
    ],
}

OM_PANELET = {
    "title": "Om panelet",
    "slug": "om-panelet",
    "in_menu": True,
    "lead": "Kommunen tar mange valg som merkes i hverdagen. Panelet finnes for at noen skal ha spurt deg først.",
    "body": [
        (
            "fact_box",
            {
                "heading": "Panelet i 2019",
                "facts": [
                    {"name": "Startet", "value": "2019"},
                    {"name": "Med i panelet", "value": "407"},
                    {"name": "Svarte i september", "value": "185"},
                ],
                "text": "",
                "note": "",
            },
        ),
        section(
            "Hva panelet er",
            "<p>Innbyggerpanelet startet i 2019. Det eneste kravet er at du bor i Bærum og er over 15 år. Du trenger "
            "ikke kunne noe om politikk, og du trenger ikke mene noe om alt.</p>"
            "<p>Panelet bestemmer ikke. Det gjør de folkevalgte. Men de som skriver forslagene, skal vite hva dere "
            "svarte.</p>",
        ),
        section(
            "Det vi lover deg",
            "<h3>Vi spør bare når svaret kan bety noe</h3><p>Er saken avgjort, lar vi være.</p>"
            "<h3>Du får vite hva som skjedde</h3><p>Resultatene legges ut innen datoen vi har lovet. Også når svaret "
            "fra oss er nei.</p>"
            "<h3>Du kan slutte når du vil</h3><p>To trykk, og opplysningene dine er slettet.</p>",
        ),
        section(
            "Hvem som driver det",
            f"<p>{UNIT} i Bærum kommune driver panelet for hele kommunen. Når en annen del av kommunen spør, står det "
            "hvem som spør, og hva svarene skal brukes til.</p>"
            '<p><a linktype="page" id="page:hvem-er-med">Hvem er med, og hvem mangler vi?</a></p>'
            '<p><a linktype="page" id="page:sporsmal-og-svar">Spørsmål og svar om å være med</a></p>',
        ),
    ],
}

SLIK_FUNGERER_DET = {
    "title": "Slik fungerer det",
    "slug": "slik-fungerer-det",
    "in_menu": True,
    "lead": "Fra du melder deg inn, til du leser hva kommunen gjør med svarene.",
    "body": [
        section(
            "Steg for steg",
            "<ol><li>Du melder deg inn med e-post, fødselsår og postnummer, og bekrefter med en lenke vi sender deg.</li>"
            "<li>Vi sender deg en e-post når vi har noe å spørre om. Lenken i den er din egen.</li>"
            "<li>Du svarer hvis du vil. Noen ganger inviterer vi til workshop.</li>"
            "<li>Vi legger ut resultatene og forteller hva kommunen gjør med dem, og hva den lar være.</li></ol>",
        ),
        (
            "picture",
            {
                "image": "letters",
                "alt_text": "Tegning: hyller med forseglede brev. En person står ved siden av og venter.",
                "is_decorative": False,
                "caption": "Svarene ligger låst til undersøkelsen er avsluttet. Da åpnes alle samtidig.",
            },
        ),
        section(
            "Hva som skjer med svaret ditt",
            "<p>Når du sender inn, blir svaret låst inn sammen med alle andres. Ingen i kommunen kan lese det mens "
            "undersøkelsen er åpen. Etterpå åpnes alle samtidig og i tilfeldig rekkefølge, uten navn og tidspunkt. "
            "Er det færre enn ti svar, åpnes de aldri.</p>"
            '<p><a linktype="page" id="page:personvern">Slik tar vi vare på opplysningene dine</a></p>',
        ),
        section(
            "Hvor ofte vi spør",
            "<p>Noen få ganger i året. Blir det for mye, tar du en pause eller melder deg ut. Lenken ligger nederst i "
            "hver e-post.</p>",
        ),
        section(
            "Når vi møtes",
            "<p>Noen ganger trenger vi et par timer sammen, for eksempel for å prøve noe nytt før det er ferdig. Da "
            "spør vi dem som har sagt at de vil være med på workshop. Blir det flere enn vi har plass til, trekker "
            "vi.</p>",
        ),
    ],
}

# In this order below the front page.
INFORMATION = [KONTAKT, PERSONVERN, TILGJENGELIGHET, SPORSMAL_OG_SVAR, OM_PANELET, SLIK_FUNGERER_DET]
