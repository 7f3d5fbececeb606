"""Employees for tests."""

from django.contrib.auth.models import Group

from staff.models import User
from staff.roles import apply_roles


def make_employee(role=None, username="kari"):
    """An employee, in the group of `role` when one is named. Roles are applied again, for pages made in the test."""
    apply_roles()
    user = User.objects.create_user(username=username, email=f"{username}@example.org", password="en-lang-nok-frase")
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user
