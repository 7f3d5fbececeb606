"""Who may do what with the register. The permissions stand on members.RegisterEntry; staff/roles.py gives them out."""

from functools import wraps

from django.template.response import TemplateResponse

SEE, OPEN = "members.see_register", "members.open_member"
EDIT, ERASE = "members.edit_member", "members.erase_member"
EXPORT, IMPORT = "members.export_register", "members.import_register"
LOG = "members.view_registerentry"
POSTAL_CODES, POPULATION = "members.change_postalcode", "members.change_populationgroup"


def needs(*permissions):
    """Decorate a view: 403 for users who lack one of `permissions`.

    Wagtail turns PermissionDenied in its admin into a redirect, so the refusal is a response of our own.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not all(request.user.has_perm(permission) for permission in permissions):
                return TemplateResponse(request, "panel_pages/register/forbidden.html", status=403)
            response = view(request, *args, **kwargs)
            # Neither the browser nor anything between keeps what it shows.
            response.headers["Cache-Control"] = "private, no-store"
            return response

        return wrapped

    return decorate
