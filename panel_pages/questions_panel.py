"""The questions in the editor, with the scripts that make building them quick."""

from wagtail.admin.panels import FieldPanel

from surveys.condition_checks import own_answers


class QuestionsPanel(FieldPanel):
    """The field, and beside it the answers that conditions may name and that no field of the page holds."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "panel_pages/questions_panel.html"

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"own_answers": own_answers()}
