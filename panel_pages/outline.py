"""A survey at a glance while it is built: its steps, what is asked in them, and of whom, in words."""

from wagtail.admin.panels import Panel

from surveys.blocks import QuestionsBlock
from surveys.questionnaire import Questionnaire
from surveys.structure import compile_stream


def outline(questions):
    """[{"step", "form", "only_if", "blocks"}] of a questions StreamValue, which may be half written.

    A form shows what residents meet, with the conditions in words; a block is {"kind", "words", "question", "number",
    "only_if"}. Questions are numbered through all steps; what stands between them has no number.
    """
    # Blocks that have just been added have no ids yet, and everything is known by its id.
    stream = QuestionsBlock().to_python(QuestionsBlock().get_prep_value(questions))
    kinds = {str(block.id): block.block.label for block in stream}
    survey = Questionnaire(*compile_stream(stream))
    asked = [key for step in survey.steps for key in step.keys if key in kinds and key in survey.by_key]
    numbers = {key: number for number, key in enumerate(asked, 1)}
    return [
        {
            "step": step,
            "form": survey.step_form(step, says_conditions=True),
            "only_if": survey.form_class().only_if(step.key),
            "blocks": [
                {
                    "kind": kinds[key],
                    "words": survey.form_class.texts["words"][key],
                    "question": survey.by_key.get(key),
                    "number": numbers.get(key),
                    "only_if": survey.form_class().only_if(key),
                }
                for key in step.keys
                if key in kinds
            ],
        }
        for step in survey.steps
    ]


class OutlinePanel(Panel):
    """The outline above the questions in the editor. The one in the preview follows what is typed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "panel_pages/outline_panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.instance.questions)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"steps": outline(self.instance.questions)}
