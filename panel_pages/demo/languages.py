"""The example survey in nynorsk and English, and the pages above it, so that the choice of languages is seen."""

from wagtail.models import Locale, Page, Site

from home.models import HomePage
from panel_pages.models import AskedPage
from surveys.phrases import in_other_words, words_in

# Beside bokmål, which says the same in the same order.
PAGES = {
    "nn": {
        HomePage: {
            "title": "Innbyggarpanelet",
            "heading": "Bli spurd før det er bestemt",
            "lead": "Innbyggarpanelet gir kommunen råd om det som framleis kan endrast.",
        },
        AskedPage: {
            "title": "Dette har vi spurt om",
            "lead": "Kvar undersøking og kvar workshop, frå første spørsmål til det som blei gjort.",
        },
    },
    "en": {
        HomePage: {
            "title": "The citizen panel",
            "heading": "Be asked before it is decided",
            "lead": "The citizen panel advises the municipality on what can still be changed.",
        },
        AskedPage: {
            "title": "What we have asked",
            "lead": "Every survey and every workshop, from the first question to what was done.",
        },
    },
}
SURVEY = {
    "nn": {
        "title": "Døme: Turstiar i Bærum",
        "purpose": "Ei oppdikta undersøking som er open no, så du kan prøve korleis det er å svare.",
        "introduction": "<p>Svara blir ikkje brukte til noko. Dei ligg låste til undersøkinga er avslutta.</p>",
        "picture_alt": "Teikning: folk på tursti langs eit vatn, med ein benk under grantrea.",
    },
    "en": {
        "title": "Example: Footpaths in Bærum",
        "purpose": "An invented survey that is open now, so that you can try what it is like to answer.",
        "introduction": "<p>The answers are used for nothing. They stay locked until the survey has closed.</p>",
        "picture_alt": "Drawing: people on a path along a lake, with a bench under the spruces.",
    },
}
# {bokmål: (nynorsk, English)}
WORDS = {
    "Turene dine": ("Turane dine", "Your walks"),
    "Hvor ofte går du tur der du bor?": (
        "Kor ofte går du tur der du bur?",
        "How often do you go for a walk where you live?",
    ),
    "Nesten hver dag": ("Nesten kvar dag", "Almost every day"),
    "Noen ganger i uka": ("Nokre gonger i veka", "A few times a week"),
    "Sjeldnere": ("Sjeldnare", "Less often"),
    "Aldri": ("Aldri", "Never"),
    "Går du ofte tur sammen med barn?": ("Går du ofte tur saman med barn?", "Do you often walk with children?"),
    "Stiene du bruker": ("Stiane du bruker", "The paths you use"),
    "Hvor bra er dette på stien du bruker mest?": (
        "Kor bra er dette på stien du bruker mest?",
        "How good is this on the path you use most?",
    ),
    "Skilting": ("Skilting", "Signs"),
    "Benker": ("Benkar", "Benches"),
    "Lys om kvelden": ("Lys om kvelden", "Light in the evening"),
    "Brøyting om vinteren": ("Brøyting om vinteren", "Snow clearing in winter"),
    "Dårlig": ("Dårleg", "Poor"),
    "Midt på treet": ("Midt på treet", "Middling"),
    "Bra": ("Bra", "Good"),
    "Vet ikke": ("Veit ikkje", "Don't know"),
    "Hvor lenge går du for å komme til stien?": (
        "Kor lenge går du for å komme til stien?",
        "How long do you walk to get to the path?",
    ),
    "Omtrent er godt nok.": ("Omtrent er godt nok.", "Roughly is good enough."),
    "minutter": ("minutt", "minutes"),
    "Hva gjør en sti fin for barn?": ("Kva gjer ein sti fin for barn?", "What makes a path good for children?"),
    "Det som holder deg hjemme": ("Det som held deg heime", "What keeps you at home"),
    "Hva gjør at du sjelden går tur?": (
        "Kva gjer at du sjeldan går tur?",
        "Why do you seldom go for a walk?",
    ),
    "Kryss av for alt som passer.": ("Kryss av for alt som passar.", "Tick all that apply."),
    "Det er for langt til nærmeste sti": ("Det er for langt til næraste sti", "The nearest path is too far away"),
    "Det er for mørkt": ("Det er for mørkt", "It is too dark"),
    "Jeg vet ikke hvor stiene går": ("Eg veit ikkje kvar stiane går", "I don't know where the paths go"),
    "Helsa setter grenser": ("Helsa set grenser", "My health does not allow it"),
    "Ikke noe av dette": ("Ikkje noko av dette", "None of these"),
    "Det som bør komme først": ("Det som bør komme først", "What should come first"),
    "Hva bør kommunen gjøre først?": ("Kva bør kommunen gjere først?", "What should the municipality do first?"),
    "Flere benker": ("Fleire benkar", "More benches"),
    "Bedre skilting": ("Betre skilting", "Better signs"),
    "Alt i alt: Hvor fornøyd er du med stiene?": (
        "Alt i alt: Kor nøgd er du med stiane?",
        "All in all: How satisfied are you with the paths?",
    ),
    "svært misfornøyd": ("svært misnøgd", "very dissatisfied"),
    "svært fornøyd": ("svært nøgd", "very satisfied"),
    "Er det noe mer du vil si?": ("Er det noko meir du vil seie?", "Is there anything else you want to say?"),
    "Ikke skriv navn på deg selv eller andre.": (
        "Ikkje skriv namn på deg sjølv eller andre.",
        "Do not write the names of yourself or others.",
    ),
}  # fmt: skip


def add_languages(survey):
    """Publish `survey`, and the pages above it, in nynorsk and English."""
    for place, language in enumerate(PAGES):
        locale, _is_new = Locale.objects.get_or_create(language_code=language)
        for model, words in PAGES[language].items():
            publish_translation(model.objects.get(locale=survey.locale), locale, words)
        questions = translated_questions(survey, place)
        publish_translation(survey, locale, SURVEY[language] | {"questions": questions})
    # Wagtail remembers for an hour which front pages there are.
    Site.clear_site_root_paths_cache()


def publish_translation(page, locale, words):
    """A published translation of `page` that says `words` {field: value}."""
    copy = Page.objects.get(pk=page.pk).specific.copy_for_translation(locale)
    for name, value in words.items():
        setattr(copy, name, value)
    copy.save_revision().publish()


def translated_questions(survey, place):
    """The raw questions of `survey` with the words at `place` in WORDS."""
    block = survey.questions.stream_block
    said = words_in(survey.questions.raw_data, block)
    words = {key: WORDS[text][place] for key, text in said.items() if text}
    return in_other_words(survey.questions.raw_data, words, block)
