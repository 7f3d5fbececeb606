"""The picture of a card in a list: its sizes and formats, how lists fetch it, and how it is drawn.

A list shows ten of them in six renditions each. Wagtail's `{% picture %}` understands its own filters anew for every
picture of every page; here they are understood once, and what the same files look like is remembered.
"""

from django.db.models import Prefetch
from wagtail.images import get_image_model
from wagtail.images.models import Filter, Picture

from .kept import Shelf

SPECS = [f"fill-{size}|format-{kind}" for size in ("480x300", "960x600") for kind in ("avif", "webp", "jpeg")]
FILTERS = [Filter(spec=spec) for spec in SPECS]

drawn = Shelf(most=500)


def with_pictures():
    """For `prefetch_related`: `picture` with all renditions a card shows, in two queries however many there are."""
    return Prefetch("picture", get_image_model().objects.prefetch_renditions(*SPECS))


def draw(image, **attributes):
    """The `<picture>` of `image` for a card; `attributes` are those of its `<img>`."""
    renditions = image.get_renditions(*FILTERS)
    key = (*(rendition.file.name for rendition in renditions.values()), *attributes.items())
    html = drawn.get(key)
    if html is None:
        html = Picture(renditions, attributes).__html__()
        drawn.put(key, html)
    return html
