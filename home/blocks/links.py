"""Blocks that lead somewhere."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from home.link_texts import refuse_link_text_that_says_nothing

GROUP = gettext_lazy("Links")


class LinkTextBlock(blocks.CharBlock):
    """The words of one link. They must say where it leads before the page is published."""

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            refuse_link_text_that_says_nothing(value)
        return value

    def deconstruct(self):
        # Migrations know it as what it stores, so that they never need this class.
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, kwargs


class CallToActionBlock(blocks.StructBlock):
    """A box with one button."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=120)
    text = blocks.TextBlock(label=gettext_lazy("Text"), max_length=300, required=False)
    page = blocks.PageChooserBlock(label=gettext_lazy("Leads to"))
    button = LinkTextBlock(
        label=gettext_lazy("Words on the button"),
        max_length=40,
        help_text=gettext_lazy("Two or three words that say what happens, such as «Se resultatene»."),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Call to action")
        description = gettext_lazy("A box with a button that leads to another page.")
        preview_value = {"heading": "Vil du være med?", "text": "Det tar to minutter.", "button": "Bli med"}
        preview_template = "blocks/previews/call_to_action.html"
        group = GROUP
        template = "blocks/call_to_action.html"


class ContactValue(blocks.StructValue):
    """Who to turn to."""

    @property
    def phone_link(self):
        """The number as a telephone dials it."""
        number = "".join(sign for sign in self.get("phone") or "" if sign.isdigit() or sign == "+")
        return f"tel:{number}" if number.startswith("+") else f"tel:+47{number}"


class ContactBlock(blocks.StructBlock):
    """Who answers questions, and when."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=80)
    name = blocks.CharBlock(label=gettext_lazy("Person or office"), max_length=120)
    email = blocks.EmailBlock(label=gettext_lazy("E-mail address"), required=False)
    phone = blocks.RegexBlock(
        label=gettext_lazy("Telephone"),
        regex=r"^\+?[\d ]{5,20}$",
        error_messages={"invalid": gettext_lazy("Write the number with digits, such as 67 50 40 50.")},
        required=False,
    )
    hours = blocks.CharBlock(
        label=gettext_lazy("When"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as «Vi svarer på hverdager»."),
    )

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and not value["email"] and not value["phone"]:
            sentence = _("Give an e-mail address or a telephone number.")
            raise blocks.StructBlockValidationError(block_errors={"email": ValidationError(sentence)})
        return value

    class Meta:
        icon = "mail"
        label = gettext_lazy("Contact")
        description = gettext_lazy("Who to turn to, with e-mail and telephone.")
        preview_value = {
            "heading": "Spørsmål om panelet?",
            "name": "Strategi- og utviklingsenheten",
            "email": "panel@example.org",
            "phone": "",
            "hours": "Vi svarer på hverdager.",
        }
        value_class = ContactValue
        group = GROUP
        template = "blocks/contact.html"


class DocumentBlock(blocks.StructBlock):
    """A file to download, with its kind and size said before the click."""

    title = LinkTextBlock(
        label=gettext_lazy("Words of the link"), max_length=120, help_text=gettext_lazy("What is in the document.")
    )
    document = DocumentChooserBlock(label=gettext_lazy("Document"))
    text = blocks.TextBlock(label=gettext_lazy("Text"), max_length=300, required=False)

    class Meta:
        icon = "doc-full"
        label = gettext_lazy("Document")
        description = gettext_lazy("A file to download. A page is easier to read for most people; use it when you can.")
        preview_value = {"title": "Rapport fra workshopene i juni", "text": ""}
        preview_template = "blocks/previews/document.html"
        group = GROUP
        template = "blocks/document.html"
