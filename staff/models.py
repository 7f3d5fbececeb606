from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A municipal employee who may log in to the admin. Residents are members, never users (decision 0002)."""
