"""The bare reference: what Wagtail's documentation tells a beginner to write, and nothing more."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.fields import RichTextField
from wagtail.models import Page


class InfoPage(Page):
    body = RichTextField()
    content_panels = Page.content_panels + [FieldPanel("body")]


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(AbstractForm):
    thank_you_text = RichTextField(blank=True)
    content_panels = AbstractForm.content_panels + [InlinePanel("form_fields"), FieldPanel("thank_you_text")]
