"""The documents keep their promises."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from invitations.models import Contact, Invitation
from members.models import AddressChange, Attempt, Enrolment, LinkRequest, Member
from surveys.models import Draft, FreeText, Response, SealedAnswer

ROOT = Path(__file__).parent
ROOMS = {"blog", "home", "invitations", "members", "outbox", "panel_pages", "staff", "surveys", "workshops"}
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(ROOT.glob("docs/**/*.md"))


ABOUT_RESIDENTS = [
    AddressChange, Attempt, Contact, Draft, Enrolment, FreeText, Invitation, LinkRequest, Member, Response, SealedAnswer,
]  # fmt: skip
# Pages and what staff write, counts that point at nobody, and rows of ids that docs/privacy.md tells about in words.
NOT_ABOUT_RESIDENTS = {
    "blog", "home", "staff", "panel_pages",
    "invitations.Asking", "invitations.Audience", "invitations.Mailing",
    "members.Headcount", "members.ListImport", "members.MonthlyCount", "members.PanelRules", "members.PopulationGroup",
    "members.Portrait", "members.PostalCode", "members.PrivacyNotice", "members.RegisterEntry", "members.Topic",
    "outbox.Heartbeat", "outbox.Hold", "outbox.JobRun", "outbox.Message", "outbox.Pace",
    "surveys.AnswerEntry", "surveys.AnswerFile", "surveys.Box", "surveys.ResultSnapshot", "surveys.SavedQuestions",
    "surveys.Structure", "surveys.TestAnswer", "surveys.Version",
}  # fmt: skip


def test_every_model_is_known_to_be_about_residents_or_not():
    known = NOT_ABOUT_RESIDENTS | {model._meta.label for model in ABOUT_RESIDENTS}
    ours = [model._meta for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]
    # A new model belongs in one of the two lists; if it is about residents, on docs/privacy.md as well.
    assert {meta.label for meta in ours if not {meta.label, meta.app_label} & known} == set()


@pytest.mark.parametrize("model", ABOUT_RESIDENTS)
def test_every_field_about_residents_is_explained(model):
    explained = (ROOT / "docs/privacy.md").read_text()
    names = [field.name for field in model._meta.get_fields() if field.concrete]
    if model not in (SealedAnswer, Response, FreeText) and "id" in names:
        names.remove("id")
    assert [name for name in names if f"`{model.__name__}.{name}`" not in explained] == []


def test_readme_is_short():
    assert len((ROOT / "README.md").read_text().splitlines()) < 100


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_document_is_empty(page):
    assert page.read_text().startswith("# ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text())
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_decisions_are_numbered_without_gaps():
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_decisions_the_code_points_at_exist():
    found = set()
    for file in ROOT.rglob("*.py"):
        if not {".venv", "var"} & set(file.relative_to(ROOT).parts):
            found |= set(re.findall(r"decisions?[/ ](\d{4})", file.read_text()))
    assert {number for number in found if not list((ROOT / "docs/decisions").glob(f"{number}-*.md"))} == set()


def test_pictures_are_few_and_light():
    pictures = list(ROOT.glob("docs/**/*.png"))
    assert 0 < len(pictures) <= 8
    assert [picture.name for picture in pictures if picture.stat().st_size > 150_000] == []
    assert [picture.name for picture in pictures if picture.name not in (ROOT / "docs/editing.md").read_text()] == []
