"""The archive package: pages to read, tables and data in one zip file, with a list of checksums."""

import hashlib
import json
import zipfile

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from figures.spreadsheets import csv_lines, neutral
from panel_pages.models import SurveyPage
from surveys.exporting.kinds import NOTHING, file_kind
from surveys.questionnaire import Questionnaire

from . import facts

KIND = "archive"


@file_kind(KIND, _("Archive package: what was asked, of whom and what came of it (.zip)"), ending="zip",
           content_type="application/zip", holds=NOTHING)  # fmt: skip
def write_archive(box, file, about):
    """Write the package of the survey of `box`, with nobody's answer in it."""
    page = SurveyPage.objects.select_related("asking").get(pk=box.page_id)
    parts = parts_of(page, box, page.asking)
    manifest = {
        "title": page.title,
        "made_at": facts.local(about["now"]),
        "purpose": about["purpose"],
        "note": "No identities: nobody who was asked or answered is in this package.",
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in parts.items()
        ],
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in {**parts, "manifest.json": as_json(manifest)}.items():
            package.writestr(name, data)


def parts_of(page, box, asking):
    """{name: bytes} of everything in the package but the manifest."""
    survey = facts.about_survey(page, box, asking)
    notices, selection = facts.notices_of(asking), facts.selection_of(asking)
    counts, results = facts.counts_of(asking, box), facts.results_of(page)
    versions, acts = facts.versions_of(box), facts.acts_of(page)
    newest = {version["language"]: version for version in versions}
    context = {
        "page": page, "survey": survey, "notices": notices, "selection": selection, "counts": counts,
        "results": results, "versions": versions, "acts": acts, "languages": sorted(newest), "opened": asking.opens_at,
        "closed": asking.ends_at,
    }  # fmt: skip
    parts = {"index.html": render_to_string("panel_pages/archive/index.html", context).encode()}
    for language, version in newest.items():
        parts[f"questionnaire-{language}.html"] = questionnaire_page(asking, version).encode()
    parts |= {
        "survey.json": as_json(survey),
        "questionnaire.json": as_json(versions),
        "acts.json": as_json(acts),
        "notices.json": as_json(notices),
        "selection.json": as_json(selection),
        "selection.csv": as_csv(selection_rows(selection)),
        "counts.json": as_json(counts),
        "counts.csv": as_csv(count_rows(counts)),
    }
    if results:
        parts |= {"results.json": as_json(results), "results.csv": as_csv(result_rows(results))}
    return parts


def questionnaire_page(asking, version):
    """A version as it was asked, in its language: what it was called, every step, question and condition."""
    with override(version["language"]):
        survey = Questionnaire(version["structure"], version["texts"])
        context = {
            "told": asking.told,
            "introduction": facts.plain(asking.told.introduction),
            "language": version["language"],
            "published": version["published_at"],
            "steps": [
                (step, survey.condition_in_words(step.key), list(blocks_of(survey, step, version["texts"])))
                for step in survey.steps
            ],
        }
        return render_to_string("panel_pages/archive/questionnaire.html", context)


def blocks_of(survey, step, texts):
    """What stands in a step: {"heading"…} or {"question", "tables"}, with the condition in words."""
    for key in step.keys:
        question = survey.by_key.get(key)
        if question is None:
            yield {"words": texts["words"][key]}
            continue
        is_listed = any(variable.codes for variable in question.variables())
        yield {
            "question": question,
            "hint": question.hint(),
            "only_if": survey.condition_in_words(key),
            "tables": question.tables() if is_listed else [],
        }


def as_json(data):
    """`data` as JSON that a person can read too."""
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def as_csv(rows):
    """`rows` as CSV for Norwegian spreadsheets."""
    return "".join(csv_lines([neutral(cell) for cell in row] for row in rows)).encode()


def selection_rows(selection):
    """A line for each mailing."""
    yield ["kind", "round", "sent_off_at", "audience", "rules", "drawn", "size", "seed", "count", "budget_reason",
           "sent", "uncertain", "failed", "skipped"]  # fmt: skip
    for mailing in selection:
        outcomes = mailing["outcomes"]
        yield [
            *(mailing[name] for name in ("kind", "round", "sent_off_at", "audience")), "; ".join(mailing["rules"]),
            *(mailing[name] for name in ("drawn", "size", "seed", "count", "budget_reason")),
            *(outcomes[name] for name in ("sent", "uncertain", "failed", "skipped")),
        ]  # fmt: skip


def count_rows(counts):
    """A line for all who were asked, and one for each group that may be shown."""
    yield ["by", "group", "invited", "answered", "rate"]
    yield ["", "", counts["invited"], counts["answered"], ""]
    for table in counts["groups"]:
        for row in table["rows"]:
            yield [table["by"], row["group"], *(row.get(name, "") for name in ("invited", "answered", "rate"))]


def result_rows(results):
    """A line for each answer of each published table; hidden ones are empty."""
    yield ["question", "n", "answer", "count", "percent"]
    for item in results["items"]:
        for row in item.get("rows", ()):
            yield [item["label"], item["n"], row["label"], row["count"], row["percent"]]
