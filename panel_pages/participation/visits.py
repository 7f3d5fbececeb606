"""A visit to Min deltakelse: opened once by the link in a mail, over after half an hour (decision 0018).

The visit is a signed cookie for these pages alone. Nothing of it is stored, and there is no user and no session.
"""

from functools import wraps

from django.conf import settings
from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from members.links import Purpose, find_short_lived, make_short_lived
from members.membership import find_again
from members.models import Member
from members.token_pages import token_page

COOKIE = "min_deltakelse"


def use_link(member):
    """Use up the link that opened `member`; False if somebody was first. From then on older visits are over too."""
    same = Member.objects.filter(pk=member.pk, access_generation=member.access_generation)
    if not same.update(access_generation=F("access_generation") + 1):
        return False
    member.access_generation += 1
    # The mail with the link has arrived.
    find_again(member)
    return True


def begin(response, member, *, now):
    """Let the browser in that gets this response."""
    lasts = settings.OWN_PAGE_VISIT_LASTS
    response.set_cookie(
        COOKIE,
        make_short_lived(Purpose.VISIT, member, until=now + lasts),
        max_age=lasts,
        path=reverse("participation:own_page"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def end(response, member=None):
    """Show the browser out; with `member`, every other browser that is in as well."""
    if member is not None:
        Member.objects.filter(pk=member.pk).update(access_generation=F("access_generation") + 1)
    response.delete_cookie(COOKIE, path=reverse("participation:own_page"), samesite="Strict")


def find_visitor(request):
    """The member whose visit this is, or None. The page speaks her language from here on."""
    link = request.COOKIES.get(COOKIE, "")
    member = find_short_lived(Purpose.VISIT, link, Member.objects.select_related("notice"), now=timezone.now())
    if member is not None:
        translation.activate(member.language)
    return member


def for_visitors(view):
    """Call `view(request, member)`; whoever is not in, or no longer, is asked for her address."""

    @token_page
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        member = find_visitor(request)
        if member is None:
            return redirect("participation:own_page")
        return view(request, member, *args, **kwargs)

    return wrapped
