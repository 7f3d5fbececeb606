"""What each role may do: one table, applied after every migrate."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured

SURVEY_OWNERS = "Undersøkelsesansvarlig"
PAGE_WORK = ("add_page", "change_page", "publish_page")
LIBRARY_WORK = (
    "wagtailimages.add_image", "wagtailimages.change_image", "wagtailimages.choose_image",
    "wagtaildocs.add_document", "wagtaildocs.change_document", "wagtaildocs.choose_document",
)  # fmt: skip


@dataclass(frozen=True)
class Role:
    """`permissions` hold everywhere; `pages_below` is the kind of page (app, model) whose trees the role works in.

    Members and raw answers are never in one role: nobody below an administrator can put the two beside each other.
    """

    name: str
    permissions: tuple
    pages_below: tuple = ()
    library: tuple = LIBRARY_WORK


ROLES = (
    Role(
        name="Redaktør",
        permissions=(
            "wagtailadmin.access_admin",
            "blog.add_author", "blog.change_author", "blog.view_author",
            "blog.add_topic", "blog.change_topic", "blog.view_topic",
            "home.change_sitetexts",
            "simple_translation.submit_translation",
        ),
        pages_below=("home", "homepage"),
    ),
    Role(
        name=SURVEY_OWNERS,
        permissions=(
            "wagtailadmin.access_admin",
            "invitations.send_mailing",
            "simple_translation.submit_translation",
            "surveys.see_answers", "surveys.publish_results", "surveys.export_answers", "surveys.view_answerentry",
            "panel_pages.steer_survey", "panel_pages.see_survey_register",
            "panel_pages.add_externalsurvey", "panel_pages.change_externalsurvey",
            "outbox.view_message",
            "outbox.change_message",
        ),
        pages_below=("panel_pages", "askedpage"),
    ),
    Role(
        name="Paneladministrator",
        permissions=(
            "wagtailadmin.access_admin",
            "members.see_register", "members.open_member", "members.edit_member", "members.erase_member",
            "members.export_register", "members.import_register", "members.view_registerentry",
            "invitations.set_budget_aside", "panel_pages.see_survey_register",
            "members.add_postalcode", "members.change_postalcode", "members.delete_postalcode",
            "members.add_topic", "members.change_topic", "members.delete_topic",
            "members.change_populationgroup",
            "members.add_privacynotice", "members.change_privacynotice", "members.view_privacynotice",
            "members.view_monthlycount", "members.change_panelrules",
            "outbox.view_message",
        ),
        library=(),
    ),
)  # fmt: skip


def apply_roles():
    """Make the groups fit the table. Pages that do not exist yet are given at the next call."""
    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role.name)
        group.permissions.set([find_permission(name) for name in role.permissions])
        give_pages(group, role.pages_below)
        give_library(group, role.library)


def list_apps():
    """The labels of the apps whose permissions the table names."""
    return {name.split(".")[0] for role in ROLES for name in (*role.permissions, *role.library)} | {"wagtailcore"}


def find_permission(name):
    """The Permission called "app.codename"; a typing error in the table stops the migration with its name."""
    app, codename = name.split(".")
    try:
        return Permission.objects.get(content_type__app_label=app, codename=codename)
    except Permission.DoesNotExist:
        raise ImproperlyConfigured(f"staff/roles.py names {name}, which no app has.") from None


def give_pages(group, kind):
    """Let the group work in the trees below pages of `kind`. What an administrator has given besides stays."""
    from wagtail.models import GroupPagePermission, Page

    if not kind:
        return
    app, model = kind
    for page in Page.objects.filter(content_type__app_label=app, content_type__model=model):
        for codename in PAGE_WORK:
            permission = find_permission(f"wagtailcore.{codename}")
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def give_library(group, permissions):
    """Let the group use and fill the library of pictures and documents."""
    from wagtail.models import Collection, GroupCollectionPermission

    root = Collection.get_first_root_node()
    if root is None:
        return
    for name in permissions:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=find_permission(name))
