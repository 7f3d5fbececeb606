from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("News")

    def ready(self):
        from wagtail.signals import page_published

        from .models import BlogPage
        from .pictures import prepare_pictures

        page_published.connect(prepare_pictures, sender=BlogPage, dispatch_uid="blog.pictures")
