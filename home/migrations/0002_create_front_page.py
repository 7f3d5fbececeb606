from django.db import migrations


def create(apps, schema_editor):
    """Put our front page where Wagtail's own migrations put a welcome page, so that a fresh database shows a site."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")

    Page.objects.filter(slug="home", depth=2).delete()
    content_type, _created = ContentType.objects.get_or_create(model="homepage", app_label="home")
    locale, _created = Locale.objects.get_or_create(language_code="nb")
    front_page = HomePage.objects.create(
        title="Innbyggerpanelet",
        draft_title="Innbyggerpanelet",
        slug="forside",
        content_type=content_type,
        locale=locale,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/forside/",
        heading="Bli spurt før det er bestemt",
        lead="Innbyggerpanelet gir kommunen råd om det som fortsatt kan endres.",
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", root_page_id=front_page.pk, is_default_site=True, site_name="Innbyggerpanelet"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0054_initial_locale"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
