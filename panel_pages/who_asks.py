"""Who asks, as a new survey suggests it. What is decided anew for each survey (basis, dates, categories) is never suggested."""

from wagtail.models import Site

from home.models import SiteTexts

FIELDS = ("owner_unit", "contact_name", "contact_email")


def suggest(surveys, user):
    """What the newest of the `user`'s own `surveys` says, or else the foot of every page: {field: words}."""
    newest = surveys.filter(owner=user).exclude(owner_unit="").order_by("-pk").values(*FIELDS).first()
    if newest:
        return newest
    site = Site.objects.filter(is_default_site=True).first()
    texts = SiteTexts.for_site(site) if site else SiteTexts()
    return dict(zip(FIELDS, (texts.owner_unit, texts.owner_unit, texts.contact_email), strict=True))
