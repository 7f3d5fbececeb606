"""Blocks that show something: pictures, films and numbers."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

GROUP = gettext_lazy("Pictures and figures")
# What people call the places where films lie; other places are called by their host name.
VIDEO_PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "nrk.no": "NRK",
}


class PictureValue(blocks.StructValue):
    """A picture in the text."""

    @property
    def spoken_text(self):
        """What a screen reader says; nothing of decoration."""
        return "" if self.get("is_decorative") else self.get("alt_text")


class PictureBlock(blocks.StructBlock):
    """A picture that is described, or said to be decoration."""

    image = ImageChooserBlock(label=gettext_lazy("Picture"))
    alt_text = blocks.CharBlock(
        label=gettext_lazy("Description for those who cannot see the picture"), max_length=250, required=False
    )
    is_decorative = blocks.BooleanBlock(label=gettext_lazy("The picture is only decoration"), required=False)
    caption = blocks.CharBlock(label=gettext_lazy("Caption"), max_length=250, required=False)

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and not value["alt_text"] and not value["is_decorative"]:
            sentence = _("Describe the picture, or tick that it is only decoration.")
            raise blocks.StructBlockValidationError(block_errors={"alt_text": ValidationError(sentence)})
        return value

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        description = gettext_lazy(
            "A picture across the column. What it shows must stand in words, unless it is only decoration."
        )
        value_class = PictureValue
        preview_template = "blocks/previews/picture.html"
        group = GROUP
        template = "blocks/picture.html"


class VideoValue(blocks.StructValue):
    """A film that lies with somebody else."""

    @property
    def provider(self):
        """What the place is called where the film lies."""
        host = (urlsplit(self.get("url") or "").hostname or "").removeprefix("www.").removeprefix("m.")
        known = (name for domain, name in VIDEO_PROVIDERS.items() if host == domain or host.endswith(f".{domain}"))
        return next(known, host)


class VideoBlock(blocks.StructBlock):
    """A link to a film. Nothing is fetched from its provider, not even a picture, before somebody follows it."""

    title = blocks.CharBlock(label=gettext_lazy("Title of the film"), max_length=120)
    url = blocks.URLBlock(
        label=gettext_lazy("Address of the film"),
        help_text=gettext_lazy(
            "Such as https://vimeo.com/… The reader goes there; nothing is fetched from there before."
        ),
    )
    minutes = blocks.IntegerBlock(label=gettext_lazy("Minutes it lasts"), min_value=1, required=False)
    picture = ImageChooserBlock(
        label=gettext_lazy("Picture from the film"),
        required=False,
        help_text=gettext_lazy("From our own library. It is decoration; the title says what the film is."),
    )
    summary = blocks.TextBlock(
        label=gettext_lazy("What is said and shown"),
        max_length=1000,
        help_text=gettext_lazy("For those who cannot see or hear the film. The film itself must have captions."),
    )

    def clean(self, value):
        value = super().clean(value)
        if value["url"] and urlsplit(value["url"]).scheme != "https":
            sentence = _("The address must begin with https://.")
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(sentence)})
        return value

    class Meta:
        icon = "media"
        label = gettext_lazy("Film")
        description = gettext_lazy("A link to a film elsewhere, with the provider's name and what the film says.")
        preview_value = {
            "title": "Slik foregår en workshop",
            "url": "https://vimeo.com/1",
            "minutes": 2,
            "picture": None,
            "summary": "Ti innbyggere prøver en ny side og sier høyt hva de leter etter.",
        }
        value_class = VideoValue
        group = GROUP
        template = "blocks/video.html"


class FigureBlock(blocks.StructBlock):
    """A number and what it counts."""

    number = blocks.CharBlock(label=gettext_lazy("Number"), max_length=20)
    label = blocks.CharBlock(label=gettext_lazy("What it counts"), max_length=80)


class FiguresBlock(blocks.StructBlock):
    """A few numbers, large."""

    figures = blocks.ListBlock(FigureBlock(), label=gettext_lazy("Figures"), min_num=1, max_num=4)
    note = blocks.CharBlock(
        label=gettext_lazy("Note"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Where the figures come from, or that they are examples."),
    )

    class Meta:
        icon = "order"
        label = gettext_lazy("Figures")
        description = gettext_lazy("One to four large numbers in a row.")
        preview_value = {
            "figures": [{"number": "407", "label": "er med i panelet"}, {"number": "185", "label": "svarte"}],
            "note": "",
        }
        group = GROUP
        template = "blocks/figures.html"
