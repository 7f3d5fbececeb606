from django.db import models


class Portrait(models.Model):
    """The newest picture; there is one."""

    taken_on = models.DateField()
    data = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Portrait of {self.taken_on}"
