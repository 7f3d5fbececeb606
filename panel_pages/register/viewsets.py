"""Small tables that staff keep: postal codes with their zones one by one, and topics."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from members.models import PostalCode, Topic
from members.places import flag_members, move_members


class PostalCodeAddView(ModelViewSet.add_view_class):
    """Members who live at a new code live where it says."""

    def save_instance(self):
        row = super().save_instance()
        move_members(row)
        return row


class PostalCodeEditView(ModelViewSet.edit_view_class):
    """Members who live at the code move with it."""

    def save_instance(self):
        row = super().save_instance()
        move_members(row)
        return row


class PostalCodeDeleteView(ModelViewSet.delete_view_class):
    """Members who live at the code are flagged."""

    def delete_action(self):
        code = self.object.pk
        super().delete_action()
        flag_members(code)


class PostalCodeViewSet(ModelViewSet):
    """One postal code at a time; the whole table goes up and down as CSV in the register."""

    model = PostalCode
    name = "postal_codes"
    url_prefix = "postnumre"
    icon = "site"
    menu_label = _("Postal codes")
    add_to_settings_menu = True
    list_display = ["code", "place", "kind", "zone"]
    list_filter = ["kind", "zone"]
    list_per_page = 100
    search_fields = ["code", "place", "zone"]
    copy_view_enabled = False
    add_view_class = PostalCodeAddView
    edit_view_class = PostalCodeEditView
    delete_view_class = PostalCodeDeleteView

    form_fields = ["code", "place", "kind", "zone"]

    def get_form_class(self, for_update=False):
        form_class = super().get_form_class(for_update)
        # A code is what a row is known by: another code is another row.
        form_class.base_fields["code"].disabled = for_update
        return form_class


class TopicViewSet(ModelViewSet):
    """What residents can say they are interested in."""

    model = Topic
    name = "topics"
    url_prefix = "temaer"
    icon = "tag"
    menu_label = _("Topics")
    add_to_settings_menu = True
    list_display = ["name_nb", "name_nn", "name_en", "position"]
    form_fields = ["name_nb", "name_nn", "name_en", "position"]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [PostalCodeViewSet(), TopicViewSet()]
