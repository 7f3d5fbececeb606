"""The versions of a survey beside each other: what was asked in other words, since when, and who published them."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import PageLogEntry

from home.languages import NAMES
from panel_pages.models import SurveyPage
from surveys.models import Version

from .access import find_survey, needs_desk, respond, to_desk

# Wagtail writes its log at the end of the transaction that keeps the version.
SOON = timedelta(minutes=1)


@dataclass(frozen=True)
class Step:
    """A version, and what it says otherwise than the one before in the same language."""

    version: Version
    who: str
    is_first: bool
    asks_otherwise: bool
    changes: list

    @property
    def language(self):
        return NAMES.get(self.version.language, self.version.language)


@needs_desk
@require_safe
def versions(request, page_id):
    """Every version that was published, the newest first; a constant number of queries."""
    page, _asking, _box = find_survey(page_id)
    found = list(Version.objects.filter(structure__page_id=page.pk).select_related("structure"))
    steps = list(steps_of(found, publishers(page)))
    return respond(request, "versions", _("Versions"), [to_desk(page)], page=page, steps=steps[::-1])


def publishers(page):
    """[(language, moment, user name or None)] of each time the page in a language was published, the oldest first."""
    pages = SurveyPage.objects.filter(translation_key=page.translation_key)
    languages = dict(pages.values_list("pk", "locale__language_code"))
    entries = PageLogEntry.objects.filter(page__in=list(languages), action__startswith="wagtail.publish")
    found = entries.order_by("timestamp").values_list("page", "timestamp", "user__username")
    return [(languages[pk], moment, name) for pk, moment, name in found]


def steps_of(found, published):
    """A Step for each Version of `found`, which stand in the order they were published in."""
    before = {}
    for version in found:
        old = before.get(version.language)
        names = (
            name for language, at, name in published
            if language == version.language and timedelta() <= at - version.published_at < SOON
        )  # fmt: skip
        who = next(names, None) or ""
        changes = list(changes_between(old.texts, version.texts)) if old else []
        yield Step(version, who, old is None, old is not None and old.structure_id != version.structure_id, changes)
        before[version.language] = version


def changes_between(old, new):
    """(what the block is called, its words before, its words now) for everything that reads otherwise."""
    old, new = old.get("words", {}), new.get("words", {})
    for key in dict.fromkeys([*old, *new]):
        before, now = dict(texts_in(old.get(key))), dict(texts_in(new.get(key)))
        name = next(iter([*now.values(), *before.values()]), "")
        for path in dict.fromkeys([*before, *now]):
            if before.get(path, "") != now.get(path, ""):
                yield name, before.get(path, ""), now.get(path, "")


def texts_in(said, path=()):
    """Every (path, text) in the words of a block, its label first."""
    if isinstance(said, dict):
        # the name in data files is no word that anybody is asked in
        for name in sorted(said.keys() - {"export_name"}, key=lambda name: (name != "label", name)):
            yield from texts_in(said[name], (*path, name))
    elif isinstance(said, list):
        for number, item in enumerate(said):
            yield from texts_in(item, (*path, number))
    elif isinstance(said, str) and said:
        yield path, said
