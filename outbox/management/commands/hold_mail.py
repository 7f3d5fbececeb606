from django.core.management.base import BaseCommand

from outbox.models import Hold, Message


class Command(BaseCommand):
    help = "Hold all mail: no worker sends anything until release_mail. The last step of a restore from backup."

    def handle(self, *args, **options):
        Hold.objects.get_or_create(pk=1)
        self.stdout.write(f"Held. {Message.objects.waiting().count()} messages are waiting.")
