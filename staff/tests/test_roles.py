"""What each role may do, and what it may not."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from wagtail.models import GroupPagePermission

from staff import roles
from staff.apps import apply_roles_last, last_app_with_models
from staff.tests.builders import make_employee

EDITOR, OWNER, CARETAKER = "Redaktør", "Undersøkelsesansvarlig", "Paneladministrator"
REGISTER = [
    "see_register", "open_member", "edit_member", "erase_member", "export_register", "import_register",
    "view_registerentry",
]  # fmt: skip


def may(user, page, action):
    """Whether the user may do `action` (can_edit, can_publish, …) with the page."""
    return getattr(page.permissions_for_user(user), action)()


@pytest.mark.django_db
def test_a_migrated_database_has_every_role():
    assert {role.name for role in roles.ROLES} <= set(Group.objects.values_list("name", flat=True))
    assert Group.objects.get(name=OWNER).permissions.filter(codename="see_answers").exists()


def test_editor_works_with_every_page(home_page, asked_page):
    editor = make_employee(EDITOR)
    assert may(editor, home_page, "can_edit")
    assert may(editor, home_page, "can_publish")
    assert may(editor, asked_page, "can_add_subpage")


def test_survey_owner_works_below_what_we_have_asked_and_nowhere_else(home_page, asked_page):
    owner = make_employee(OWNER)
    assert may(owner, asked_page, "can_add_subpage")
    assert may(owner, asked_page, "can_publish_subpage")
    assert not may(owner, home_page, "can_edit")
    assert not may(owner, home_page, "can_add_subpage")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "permission", ["surveys.see_answers", "surveys.publish_results", "invitations.send_mailing", "outbox.view_message"]
)
def test_surveys_belong_to_their_owner_and_not_to_the_editor(permission):
    assert make_employee(OWNER).has_perm(permission)
    assert not make_employee(EDITOR, username="per").has_perm(permission)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [EDITOR, OWNER, CARETAKER])
@pytest.mark.parametrize("model", ["member", "enrolment"])
def test_no_role_reaches_members_past_the_register(role, model):
    user = make_employee(role)
    for action in ("view", "add", "change", "delete"):
        assert not user.has_perm(f"members.{action}_{model}")


@pytest.mark.django_db
@pytest.mark.parametrize("permission", REGISTER)
def test_the_register_belongs_to_the_panel_administrator_alone(permission):
    assert make_employee(CARETAKER).has_perm(f"members.{permission}")
    assert not make_employee(EDITOR, username="per").has_perm(f"members.{permission}")
    assert not make_employee(OWNER, username="pål").has_perm(f"members.{permission}")


def test_no_role_has_both_members_and_raw_answers():
    for role in roles.ROLES:
        names = set(role.permissions)
        assert not ("surveys.see_answers" in names and any(f"members.{name}" in names for name in REGISTER)), role.name


def test_panel_administrator_works_with_no_page(home_page, asked_page):
    caretaker = make_employee(CARETAKER)
    assert not may(caretaker, home_page, "can_edit")
    assert not may(caretaker, asked_page, "can_add_subpage")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [EDITOR, OWNER, CARETAKER])
def test_no_role_manages_employees(role):
    user = make_employee(role)
    assert not user.has_perm("staff.change_user")
    assert not user.has_perm("auth.change_group")


@pytest.mark.django_db
def test_employee_without_a_role_does_not_get_in(client):
    client.force_login(make_employee())
    assert client.get("/admin/", secure=True).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("role", [EDITOR, OWNER, CARETAKER])
def test_employee_with_a_role_gets_in(client, role):
    client.force_login(make_employee(role))
    assert client.get("/admin/", secure=True).status_code == 200


def test_applying_twice_changes_nothing(asked_page):
    roles.apply_roles()
    before = set(GroupPagePermission.objects.values_list("group", "page", "permission"))
    roles.apply_roles()
    assert set(GroupPagePermission.objects.values_list("group", "page", "permission")) == before


@pytest.mark.django_db
def test_a_permission_taken_out_of_the_table_is_taken_from_the_role():
    group = Group.objects.get(name=EDITOR)
    group.permissions.add(roles.find_permission("surveys.see_answers"))
    roles.apply_roles()
    assert not group.permissions.filter(codename="see_answers").exists()


def test_page_that_comes_later_is_given_at_the_next_migrate(asked_page):
    given = GroupPagePermission.objects.filter(group__name=OWNER, page=asked_page.page_ptr)
    assert not given.exists()
    call_command("migrate", verbosity=0)
    assert given.exists()


@pytest.mark.django_db
def test_unknown_permission_stops_with_its_name(monkeypatch):
    wrong = roles.Role(name="Feil", permissions=("surveys.see_anwsers",), pages_below=("home", "homepage"))
    monkeypatch.setattr(roles, "ROLES", (wrong,))
    with pytest.raises(ImproperlyConfigured, match="surveys.see_anwsers"):
        roles.apply_roles()


@pytest.mark.django_db
def test_roles_wait_while_only_some_apps_are_migrated():
    class Half:
        app_configs = {"auth": None}

    Group.objects.all().delete()
    last = apps.get_app_config(last_app_with_models())
    apply_roles_last(last, apps=Half)
    assert not Group.objects.exists()
    apply_roles_last(last)
    assert Group.objects.filter(name=EDITOR).exists()
