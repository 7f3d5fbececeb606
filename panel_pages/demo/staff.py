"""Logins for trying out the admin. Demo only: their passwords are printed."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

PASSWORD = "bli-spurt-foer-det-er-bestemt"  # noqa: S105 - printed on purpose, on a laptop only
LOGINS = [("redaktor", "Redaktør"), ("undersokelse", "Undersøkelsesansvarlig"), ("panel", "Paneladministrator")]


def add_logins():
    """The roles' demo users and a superuser; return [(name, role)]."""
    users = get_user_model()
    for name, role in LOGINS:
        user, is_new = users.objects.get_or_create(
            username=name, defaults={"email": f"{name}@example.org", "first_name": role}
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.set(Group.objects.filter(name=role))
    if not users.objects.filter(username="admin").exists():
        users.objects.create_superuser("admin", "admin@example.org", PASSWORD)
    return [*LOGINS, ("admin", "alt")]
