"""What surveys and activities have in common once there is something to tell."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from panel_pages.outcome_blocks import AdviceBlock

PICTURE_PANEL = MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture"))


class Telling(models.Model):
    """The finding as a headline, what was said and done, and a picture."""

    finding = models.CharField(
        _("what we learned, in one line"),
        max_length=90,
        blank=True,
        help_text=_("Becomes the headline, such as «Easy to read, hard to search». Tell the finding, not the topic."),
    )
    advice = StreamField([("advice", AdviceBlock())], verbose_name=_("you said, we do"), blank=True)
    picture = models.ForeignKey(
        get_image_model_string(), verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    picture_alt = models.CharField(
        _("description of the picture"),
        max_length=250,
        blank=True,
        help_text=_("What those who cannot see the picture need to know. Required when there is a picture."),
    )

    telling_search_fields = [index.SearchField("finding"), index.SearchField("advice")]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.picture_id and not self.picture_alt:
            raise ValidationError({"picture_alt": _("Describe the picture for those who cannot see it.")})
