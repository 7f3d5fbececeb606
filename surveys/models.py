"""What was asked, the sealed box answers fall into, and what came out of it. No person anywhere in this room."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import AbstractFormSubmission
from wagtail.models import Page

from .answer_log import AnswerEntry  # noqa: F401 - Django finds models here
from .exporting.models import AnswerFile  # noqa: F401


def random_key():
    """A key that tells nothing about when it was made."""
    return secrets.randbits(63) or 1


class Structure(models.Model):
    """The questions and options of a survey, by UUID. Answers point here."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="survey_structures")
    digest = models.CharField(max_length=64)
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="surveys_one_structure_per_digest")]

    def __str__(self):
        return f"Structure {self.digest[:8]} of page {self.page_id}"


class Version(models.Model):
    """A structure in words of one language, as published at one time. Never changed; a mended typo is a new version."""

    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="versions")
    language = models.CharField(max_length=5, default="nb", help_text="What it is written in.")
    digest = models.CharField(max_length=64)
    texts = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Version {self.pk} of page {self.structure.page_id}"


class Box(models.Model):
    """The sealed box of one survey: answers go in while it is open to residents, and come out once, together."""

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="survey_box")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    translations = models.JSONField(default=dict, help_text="{language: id of the version with the same structure}")
    # What residents are told before they answer, and so what stands from the first answer on.
    identity_mode = models.CharField(max_length=12, default="anonymous")
    subject_until_on = models.DateField(null=True, help_text="When answers and invitations lose the key they share.")
    background = models.JSONField(default=list, help_text="What is added to an answer: of age, gender and zone.")
    is_open_to_all = models.BooleanField(default=False, help_text="Everybody can answer by a link on the page.")
    open_link_count = models.PositiveIntegerField(null=True, help_text="Opened answers that came by that link.")
    public_key = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes every answer is padded to.")
    delete_on = models.DateField(help_text="When answers are deleted, opened or not.")
    opened_at = models.DateTimeField(null=True)
    opens_again = models.BooleanField(default=False, help_text="It was opened, and the survey was opened again.")
    opened_count = models.PositiveIntegerField(null=True)
    unreadable_count = models.PositiveIntegerField(default=0)
    has_special_categories = models.BooleanField(default=False, help_text="Drafts are kept only for those who ask.")
    traces_remain = models.BooleanField(default=False, help_text="Deleted rows may still lie in the database's files.")

    class Meta:
        verbose_name = _("sealed box")
        verbose_name_plural = _("sealed boxes")

    def __str__(self):
        return f"Box of page {self.page_id}"

    @property
    def is_anonymous(self):
        """Whether nobody, the panel included, can tell whose an answer is."""
        return self.identity_mode == "anonymous"

    @property
    def told(self):
        """What residents are told of their answers, in a line: a form sent by somebody told otherwise is not taken."""
        until = [self.subject_until_on.isoformat()] if self.identity_mode == "pseudonymous" else []
        return " ".join([self.identity_mode, *until, *self.background])

    @property
    def is_framed(self):
        """Whether more than the answers lies in each of its rows."""
        return not self.is_anonymous or bool(self.background) or self.is_open_to_all


class SealedAnswer(models.Model):
    """One answer nobody can read: a random key and a ciphertext, and nothing else."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="answers")
    ciphertext = models.BinaryField()

    def __str__(self):
        return f"Sealed answer in box {self.box_id}"


class Draft(models.Model):
    """What somebody who answers in steps has answered so far: a name made from her link, and a ciphertext."""

    id = models.CharField(primary_key=True, max_length=43)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="drafts")
    ciphertext = models.BinaryField()

    def __str__(self):
        return f"Draft in box {self.box_id}"


class Response(AbstractFormSubmission):
    """One opened answer: options by UUID, no person, no time, no free text. In some surveys with a key or background."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="survey_responses")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="responses")
    # Empty in anonymous surveys; in others the invitation has the same one, until the box's `subject_until_on`.
    subject = models.UUIDField(null=True, editable=False, db_index=True)
    background = models.JSONField(default=dict, editable=False, help_text="{fact: words}, coarse enough for a crowd.")
    # Not the panel's: counted apart.
    is_from_open_link = models.BooleanField(default=False, editable=False)
    # wagtail.contrib.forms wants the column; it stays empty, because a time of answering would name people.
    submit_time = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["id"]
        permissions = [
            ("see_answers", _("Can see answers to surveys")),
            ("publish_results", _("Can publish results of surveys")),
        ]

    def __str__(self):
        return f"Response to page {self.page_id}"

    def get_data(self):
        """{field name: words} for the listing and the exports; strings only."""
        from .listing import readable_answers

        return readable_answers(self)


class FreeText(models.Model):
    """One text somebody wrote, apart from everything else that person answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="free_texts")
    question = models.UUIDField()
    text = models.TextField()
    subject = models.UUIDField(null=True, editable=False, db_index=True)
    is_from_open_link = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"Free text to question {self.question}"


class TestAnswer(models.Model):
    """What an employee answered when she tried the survey, published or not: never in the box and never counted."""

    __test__ = False  # pytest takes the name for a test's

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="survey_test_answers")
    walk = models.CharField(max_length=40, unique=True)
    step = models.PositiveSmallIntegerField(default=0, help_text="The last step that was saved.")
    is_sent = models.BooleanField(default=False)
    answers = models.JSONField()

    def __str__(self):
        return f"Test answer to page {self.page_id}"


class ResultSnapshot(models.Model):
    """The published figures of a survey, suppressed and stored. Nothing is counted again afterwards."""

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="survey_results")
    data = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return f"Results of page {self.page_id}"


class SavedQuestions(models.Model):
    """Questions somebody has kept to be used again: one, a whole step, or all of a survey to begin new ones from."""

    title = models.CharField(_("title"), max_length=120)
    is_template = models.BooleanField(_("new surveys can begin with these"), default=False)
    # Stream data with ids of its own; only copies with new ids ever leave it.
    questions = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title
