"""How often one person or one network may do something in an hour, counted in the database (decision 0017).

Who it was cannot be read from what is kept: an HMAC over what, who and the hour, for an hour.
"""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db.models import F

from .addresses import address_key
from .links import mac
from .models import Attempt

HOUR = timedelta(hours=1)
# A proxy of ours, or a laptop: no network of anybody.
OURS = [
    ipaddress.ip_network(name)
    for name in ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
]


def number_of_attempt(what, who, *, most, now):
    """Count that `who` does `what`, and return how often she has this hour: from 1 to `most`, then None."""
    starts_at = now.replace(minute=0, second=0, microsecond=0)
    key = mac(settings.PANEL_SECRET, f"attempt:{what}", who, int(starts_at.timestamp()))
    Attempt.objects.bulk_create([Attempt(key=key, ends_at=starts_at + HOUR)], ignore_conflicts=True)
    attempts = Attempt.objects.filter(key=key)
    # A conditional update, so that two at the same moment are two.
    if not attempts.filter(count__lt=most).update(count=F("count") + 1):
        return None
    return attempts.values_list("count", flat=True).get()


def may_have_mail(email, *, now):
    """Whether anything may be kept and queued for the address this hour. What the page answers is the same."""
    return number_of_attempt("mail", address_key(email), most=settings.ASKS_PER_ADDRESS, now=now) is not None


def number_in_network(what, request, *, now):
    """How often the network of `request` does `what` this hour, None when that is too often; 1 when it has none."""
    network = network_of(request)
    return number_of_attempt(what, network, most=settings.ASKS_PER_NETWORK, now=now) if network else 1


def seconds_left(now):
    """How long the hour still lasts, by the clock."""
    return 3600 - now.minute * 60 - now.second


def network_of(request):
    """The network a request comes from, /24 or /56, or None when it cannot be told.

    The header that is believed is a setting, none by default: anybody can send one, so only a header that our own proxy
    sets may be named there. Of several addresses in it the last is the one the proxy has seen itself.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    text = request.headers.get(header, "") if header else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text.rpartition(",")[2].strip())
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    if any(address in network for network in OURS if network.version == address.version):
        return None
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 56), strict=False))


def forget_attempts(*, now):
    """Delete the counts of the hours that are over; return how many."""
    return Attempt.objects.filter(ends_at__lte=now).delete()[0]
