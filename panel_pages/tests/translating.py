"""Pages of a survey in other languages, for tests."""

from wagtail.models import Locale, Page, Site

from panel_pages.models import AskedPage, SurveyPage
from panel_pages.tests.builders import make_survey


def translate_tree(language):
    """The Locale of `language`, with translations of the front page and of the page above surveys."""
    locale, is_new = Locale.objects.get_or_create(language_code=language)
    if is_new:
        asked = AskedPage.objects.get(locale__language_code="nb")
        for page in (asked.get_parent(), asked):
            copy = Page.objects.get(pk=page.pk).specific.copy_for_translation(locale)
            copy.save_revision().publish()
        # Wagtail remembers for an hour which front pages there are.
        Site.clear_site_root_paths_cache()
    return locale


def in_words(raw, words):
    """Raw stream data with every text that `words` {bokmål: other} knows replaced."""
    if isinstance(raw, dict):
        return {key: in_words(value, words) for key, value in raw.items()}
    if isinstance(raw, list):
        return [in_words(value, words) for value in raw]
    return words.get(raw, raw) if isinstance(raw, str) else raw


def translate(page, language, words, *, is_published=True, **fields):
    """A translation of the survey `page`, in the `words` {bokmål: other}."""
    copy = SurveyPage.objects.get(pk=page.pk).copy_for_translation(translate_tree(language))
    copy.questions = in_words(list(page.questions.raw_data), words)
    for name, value in fields.items():
        setattr(copy, name, value)
    revision = copy.save_revision(clean=False)
    if is_published:
        revision.publish()
    return SurveyPage.objects.get(pk=copy.pk).get_latest_revision_as_object()


NYNORSK = {
    "Finding things": "Å finne fram", "One word": "Eitt ord", "Easy?": "Lett?", "Yes": "Ja", "No": "Nei",
    "Where?": "Kvar?", "Phone": "Telefon", "Desk": "Skranke", "Web": "Nett", "How content?": "Kor nøgd?",
    "not at all": "ikkje i det heile", "very": "svært", "What first?": "Kva først?",
}  # fmt: skip
ENGLISH = {word: f"{word} (in English)" for word in NYNORSK}


def make_survey_in_three_languages(**kwargs):
    """A published survey in bokmål, with its pages in nynorsk and English."""
    page = make_survey(**kwargs)
    nynorsk = translate(page, "nn", NYNORSK, title="Nettsidene", purpose="Betre nettsider")
    english = translate(page, "en", ENGLISH, title="The web", purpose="A better web")
    return SurveyPage.objects.get(pk=page.pk), nynorsk, english
