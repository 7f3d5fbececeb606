"""A survey on paper, for those who answer at a counter or in a meeting: all questions, and conditions in words.

No link is on it, so a sheet says nothing about who was asked.
"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys.forms import build_form_class
from surveys.questionnaire import questionnaire
from surveys.structure import compile_stream

from .access import find_survey, needs_desk

# Lines to write on, for a few words and for many.
LINES, MANY_LINES = 1, 6


@needs_desk
@require_safe
def paper(request, page_id):
    """The questions as published, or as they stand in a page that is not published yet."""
    page, _asking, box = find_survey(page_id)
    form_class = questionnaire(box.version_id).form_class if box else build_form_class(*compile_stream(page.questions))
    parts = [on_paper(part) for part in form_class().parts]
    return render(request, "panel_pages/desk/paper.html", {"page": page, "parts": parts})


def on_paper(part):
    """A part of the form with what is drawn for its question."""
    return part | {"question": drawn(part["field"].field.question)} if "field" in part else part


def drawn(question):
    """What a sheet shows of a question: boxes, a grid, places to number, or lines to write on."""
    common = {
        "label": question.label,
        "help_text": question.help_text,
        "hint": question.hint(),
        "required": question.required,
    }
    labels = [label for _key, label in getattr(question, "options", ())]
    if hasattr(question, "places"):
        return common | {"places": labels}
    if hasattr(question, "rows"):
        rows, columns = ([label for _key, label in some] for some in (question.rows, question.columns))
        return common | {"rows": rows, "columns": columns}
    if labels:
        # Where «other» may be explained, a line to write on stands beside it.
        other = dict(question.options).get(question.other)
        return common | {"boxes": labels, "takes_several": question.type == "multiple_choice", "other": other}
    if hasattr(question, "numbers"):
        ends = [question.words.get(name, "") for name in ("lowest_label", "highest_label")]
        return common | {"numbers": list(question.numbers), "ends": ends}
    lines = MANY_LINES if question.type == "long_text" else LINES
    return common | {"lines": range(lines), "unit": getattr(question, "unit", "")}
