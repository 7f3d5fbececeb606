"""The documents keep their promises."""

import re
from pathlib import Path

import pytest

from invitations.models import Contact, Invitation
from members.models import Enrolment, Member
from surveys.models import FreeText, Response, SealedAnswer

ROOT = Path(__file__).parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(ROOT.glob("docs/**/*.md"))


@pytest.mark.parametrize("model", [Enrolment, Member, Contact, Invitation, SealedAnswer, Response, FreeText])
def test_every_field_about_residents_is_explained(model):
    explained = (ROOT / "docs/privacy.md").read_text()
    names = [field.name for field in model._meta.get_fields() if field.concrete]
    if model in (Enrolment, Member, Contact, Invitation):
        names.remove("id")
    assert [name for name in names if f"`{model.__name__}.{name}`" not in explained] == []


def test_readme_is_short():
    assert len((ROOT / "README.md").read_text().splitlines()) < 100


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
