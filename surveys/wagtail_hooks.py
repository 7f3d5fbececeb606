"""What the admin may do with surveys that have been published: see answers only by permission, delete nothing."""

from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from .listing import PERMISSION, forbidden
from .models import Box


@hooks.register("filter_form_submissions_for_user")
def hide_answers(user, editable_forms):
    """Who may edit a survey does not thereby see its answers."""
    return editable_forms if user.has_perm(PERMISSION) else editable_forms.none()


def refuse_deletion(request, page_id):
    """Nobody picks single anonymous answers out; all of them go on their date."""
    if not request.user.has_perm(PERMISSION):
        return forbidden(request)
    messages.error(request, _("Single answers cannot be deleted. All answers are deleted on the survey's own date."))
    return redirect(reverse("wagtailforms:list_submissions", args=[page_id]))


# Before Wagtail's own address of the same form.
@hooks.register("register_admin_urls", order=-1)
def take_over_deletion():
    return [path("forms/submissions/<int:page_id>/delete/", refuse_deletion)]


def published_surveys_below(pages):
    """The titles of surveys at or below `pages` that have been published, and so may hold invitations or answers."""
    return [
        title
        for page in pages
        for title in Box.objects.filter(page__path__startswith=page.path).values_list("page__title", flat=True)
    ]


@hooks.register("before_delete_page")
def keep_published_survey(request, page):
    """A page with a published survey at or below it is not deleted; a page says why."""
    titles = published_surveys_below([page])
    if titles:
        return render(request, "surveys/not_deleted.html", {"titles": titles, "back_to": page.get_parent()}, status=409)


@hooks.register("before_bulk_action")
def keep_published_surveys(request, action_type, objects, action_class_instance):
    """The same for several pages at once."""
    pages = [page for page in objects if hasattr(page, "path")]
    titles = published_surveys_below(pages) if action_type == "delete" else []
    if titles:
        back_to = pages[0].get_parent()
        return render(request, "surveys/not_deleted.html", {"titles": titles, "back_to": back_to}, status=409)
