"""The small pictures of a post are made when it is published, so that no reader waits for them."""

from home.card_pictures import SPECS

# What blog_page.html and the card on social media show.
POST_PICTURES = [f"fill-{size}|format-{kind}" for size in ("640x400", "1280x800") for kind in ("avif", "webp", "jpeg")]
SHARED_PICTURE = "fill-1200x630|format-jpeg"


def prepare_pictures(sender, instance, **kwargs):
    """Make what is missing; a picture that is there already costs nothing."""
    if instance.picture:
        instance.picture.get_renditions(*SPECS, *POST_PICTURES, SHARED_PICTURE)
