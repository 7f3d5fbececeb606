"""«Other»: the text beside an option. To those who store and count, a question of its own, known by the option's key."""

from django.utils.translation import gettext as _

from .texts import ShortText


def other_text(option, question, label, export_name):
    """(item, words) of the text beside the `option` of a `question`."""
    item = {"id": option, "type": OtherText.type, "required": False, "beside": question}
    return item, {"label": label, "help_text": "", "export_name": f"{export_name[:53]}_which"}


class OtherText(ShortText):
    """Which other one. Drawn by its question, which also counts it as chosen."""

    type = "other_text"
    template = "surveys/questions/other_text.html"

    def __init__(self, item, words):
        super().__init__(item, words)
        self.beside = item["beside"]

    def controls(self, fill):
        return super().controls(fill) | {"label": _("Write what (optional)")}


def drop_orphans(questions, answers):
    """`answers` without texts beside options that are not chosen."""
    by_key = {question.key: question for question in questions}
    orphans = {
        question.key
        for question in questions
        if question.beside and question.key in answers and not is_chosen(question, by_key, answers)
    }
    return {key: answer for key, answer in answers.items() if key not in orphans}


def is_chosen(question, by_key, answers):
    """Whether the option that a text stands beside is chosen in `answers`."""
    return question.beside in answers and question.key in by_key[question.beside].values_of(answers[question.beside])
