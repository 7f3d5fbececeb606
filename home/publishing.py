"""What a page must have before it may be published, whichever way it is asked for.

The page editor says it beside the fields. Publishing in bulk, by schedule, through a workflow or from code asks no
form, but every one of them ends in `publish`, and there the same is looked at once more.
"""

from django.contrib.messages import error as say
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.base import get_error_json_data
from wagtail.fields import RichTextField, StreamField

from .link_texts import refuse_links_that_say_nothing


class NotPublishable(ValidationError):
    """The page stays as it was; the messages say what is missing."""

    phrase = _("«%(title)s» was not published. %(reasons)s")

    def __init__(self, page, sentences):
        super().__init__(sentences)
        self.page = page

    @property
    def sentence(self):
        """All of it, in words for whoever asked."""
        return str(self.phrase) % {"title": self.page.title, "reasons": " ".join(self.messages)}


class CheckedWhenPublished:
    """A page that refuses to be published with something missing. Stands before Page among its bases."""

    def problems_before_publishing(self):
        """[(field, sentence)] for what keeps the page from being published; empty when all is well."""
        return problems_of(self)

    def publish(self, revision, *args, **kwargs):
        candidate = revision.as_object()
        problems = candidate.problems_before_publishing()
        if problems:
            raise NotPublishable(candidate, [sentence for _field, sentence in problems])
        return super().publish(revision, *args, **kwargs)


def problems_of(page):
    """[(field, sentence)] of everything the page's own rules, its blocks and its texts complain about."""
    found = {}
    try:
        page.full_clean()
    except ValidationError as refusal:
        found = refusal.message_dict
    for field in page._meta.get_fields():
        look = LOOKS.get(type(field))
        if look and field.name not in found:
            try:
                look(getattr(page, field.name))
            except ValidationError as refusal:
                found[field.name] = list(messages_in(get_error_json_data(refusal)))
    return [(name, in_words(page, name, message)) for name, messages in found.items() for message in messages]


# A draft may lack what its blocks need; this asks for it.
LOOKS = {StreamField: lambda value: value.stream_block.clean(value), RichTextField: refuse_links_that_say_nothing}


def messages_in(data):
    """What is said anywhere in an error of nested blocks, each thing once."""
    if isinstance(data, dict):
        here = data.get("messages", [])
        inner = [message for key, value in data.items() if key != "messages" for message in messages_in(value)]
        return dict.fromkeys([*here, *inner])
    return dict.fromkeys(message for value in data for message in messages_in(value)) if isinstance(data, list) else {}


def in_words(page, name, message):
    """The message, after the name of the field it is about."""
    return message if name == NON_FIELD_ERRORS else f"{capfirst(page._meta.get_field(name).verbose_name)}: {message}"


class SayWhyNotPublished:
    """Middleware: a refusal that no form foresaw (a workflow's last step) becomes a message."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, NotPublishable):
            return None
        say(request, exception.sentence)
        url = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.resolver_match.url_name == "workflow_action":
            # The approval's dialogue asks in the background and goes where it is told.
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)
