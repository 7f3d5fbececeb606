"""Employees are found with all they may do in two queries, and may do neither more nor less than Django says."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from staff.backends import StaffBackend
from staff.models import User
from staff.roles import ROLES

from .builders import make_employee

pytestmark = pytest.mark.django_db


def found(user):
    return StaffBackend().get_user(user.pk)


@pytest.mark.parametrize("role", [None, *(role.name for role in ROLES)])
def test_she_may_do_what_django_says(role):
    user = make_employee(role)
    user.user_permissions.add(Permission.objects.get(codename="see_register"))
    assert found(user).get_all_permissions() == ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))


@pytest.mark.parametrize("role", [None, *(role.name for role in ROLES)])
def test_she_works_in_the_pages_and_the_library_that_wagtail_says(role, asked_page):
    user = make_employee(role)
    for policy in (PagePermissionPolicy(), CollectionPermissionPolicy(Image)):
        for action in ("add", "change", "publish"):
            as_wagtail_says = policy.user_has_permission(User.objects.get(pk=user.pk), action)
            assert policy.user_has_permission(found(user), action) == as_wagtail_says
    assert PagePermissionPolicy().user_has_permission(found(user), "add") == (
        role in ("Redaktør", "Undersøkelsesansvarlig")
    )


def test_a_permission_that_is_taken_away_is_gone_at_the_next_request():
    user = make_employee("Paneladministrator")
    assert found(user).has_perm("members.see_register")
    user.groups.remove(Group.objects.get(name="Paneladministrator"))
    assert not found(user).has_perm("members.see_register")


def test_an_employee_who_has_left_is_nobody():
    user = make_employee("Paneladministrator")
    User.objects.update(is_active=False)
    assert found(user) is None
    assert StaffBackend().get_user(0) is None


def test_two_queries_are_enough_for_a_panel_administrator():
    user = make_employee("Paneladministrator")
    with CaptureQueriesContext(connection) as queries:
        user = found(user)
        user.has_perm("members.see_register")
        hasattr(user, "wagtail_userprofile")
        PagePermissionPolicy().user_has_any_permission(user, ["add"])
        CollectionPermissionPolicy(Image).user_has_permission(user, "add")
    assert len(queries) == 2
