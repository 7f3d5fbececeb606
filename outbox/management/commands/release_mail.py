from django.core.management.base import BaseCommand

from outbox.models import Hold, Message


class Command(BaseCommand):
    help = "Let held mail go, after a restore has been checked."

    def handle(self, *args, **options):
        Hold.objects.all().delete()
        self.stdout.write(f"Released. {Message.objects.waiting().count()} messages are waiting.")
