"""Delete answers whose date has come, or say which would go."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from surveys.retention import due, forget_on_time


class Command(BaseCommand):
    help = "Delete the answers of surveys whose date has come. The worker does it once an hour."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say what would be deleted, and delete nothing.")

    def handle(self, *, dry_run, **options):
        now = timezone.now()
        today = timezone.localdate(now)
        gone = due(today) if dry_run else forget_on_time(now=now, today=today)
        for one in gone:
            self.stdout.write(f"{one.count:>8}  {one.delete_on}  {one.page.title}")
        would = "would be" if dry_run else "are"
        self.stdout.write(f"{sum(one.count for one in gone)} rows of {len(gone)} surveys {would} deleted.")
