"""A survey in several languages: the bokmål page owns questions, dates, box, invitations and answers (decision 0005).

A translation is a page with the same translation key. It holds words only: published, they are offered to those who
answer, and no box or asking is made for it.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Locale

from invitations.models import Asking
from surveys.models import Box
from surveys.questionnaire import questionnaire
from surveys.structure import compile_stream
from surveys.translations import OtherStructure, fits, keep_translation, lacks

# What the bokmål page decides for all languages.
OWNED = (
    "questions", "opens_at", "closes_at", "results_due_on", "minutes", "owner_unit", "contact_name", "contact_email",
    "identity_mode", "subject_until_on", "adds_age", "adds_gender", "adds_zone", "is_open_to_all", "min_age", "has_special_categories",
    "legal_basis", "retention_on", "reported_on", "reported_by",
)  # fmt: skip
# What a page says beside its questions, and so what is translated.
WORDS = ("title", "purpose", "introduction", "finding", "findings", "picture_alt")


def is_translation(page):
    """Whether a survey's page is a translation of another one."""
    return page.locale_id is not None and page.locale.language_code != settings.LANGUAGE_CODE


def original_of(page):
    """The bokmål page of a survey: itself, or the page it translates; None where there is none."""
    if not is_translation(page):
        return page
    return page.get_translation_or_none(Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first())


def translations_of(original):
    """The pages that translate a survey's bokmål page, live or not. Mirrored pages are none."""
    others = type(original).objects.filter(translation_key=original.translation_key, alias_of=None)
    return others.exclude(pk=original.pk).select_related("locale")


def missing_words(page, original):
    """[(id of a block or name of a field, what the original says there)] that a translation does not say."""
    missing = [(name, getattr(original, name)) for name in WORDS if getattr(original, name) and not getattr(page, name)]
    language = page.locale.language_code
    _structure, texts = compile_stream(original.questions)
    _structure, translated = compile_stream(page.questions, language)
    for key in texts["order"]:
        words = texts["words"][key]
        if lacks(translated["words"].get(key, {}), words):
            missing.append((key, words.get("label") or words.get("heading")))
    return missing


def is_untouched(page, original):
    """Whether nothing at all has been translated yet: a translation begins as a copy."""
    same = all(getattr(page, name) == getattr(original, name) for name in WORDS)
    return same and compile_stream(page.questions)[1]["words"] == compile_stream(original.questions)[1]["words"]


def problems_of_translation(page):
    """[(field, sentence)] for what keeps a translation from being published; empty when all is well."""
    original = original_of(page)
    if original is None:
        return [("title", _("There is no bokmål page that this survey is a translation of."))]
    if not original.live:
        return [("title", _("Publish the bokmål page first. A translation belongs to a published survey."))]
    box = Box.objects.select_related("version__structure").get(page_id=original.pk)
    if not fits(page.questions, box.version.structure.data):
        sentence = _(
            "This page asks something else than the bokmål page. A translation has the same questions and options: "
            "open the translation view and save there."
        )
        return [("questions", sentence)]
    if missing := missing_words(page, original):
        sentence = _("Still to be translated: %(texts)s.")
        return [("questions", sentence % {"texts": ", ".join(f"«{words}»" for _name, words in missing[:5])})]
    if is_untouched(page, original):
        return [("questions", _("Nothing is translated yet: every word is as on the bokmål page."))]
    return []


def questionnaire_in(page):
    """What was asked, in the language of the translation `page`; None where it has never been offered."""
    box = Box.objects.filter(page_id=page.original.pk).first()
    version_id = box and box.translations.get(page.locale.language_code)
    return questionnaire(box.version_id, version_id) if version_id else None


def renew_translations(original, *, now):
    """Let those who answer choose among the live translations that ask what the bokmål page asks.

    Called when a page of the survey is published, taken down or deleted, and takes turns with itself.
    """
    box = Box.objects.select_for_update().filter(page_id=original.pk).first()
    if box is None:
        return
    versions, words = {}, {}
    for page in translations_of(original).filter(live=True):
        language = page.locale.language_code
        try:
            versions[language] = keep_translation(box.version.structure, page.questions, language, now=now).pk
        except OtherStructure:
            continue
        words[language] = {name: getattr(page, name) for name in ("title", "purpose", "introduction")}
    facts = {name: getattr(original, name) for name in OWNED if name != "questions"}
    translations_of(original).filter(live=True).update(**facts)
    Box.objects.filter(pk=box.pk).update(translations=versions)
    Asking.objects.filter(page_id=original.pk).update(translations=words)
