"""The register, and the protocol of processing activities (GDPR article 30), as tables."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from figures.spreadsheets import neutral


def day(value):
    return value.isoformat() if value else ""


def contact_of(row):
    return f"{row.source.contact_name}, {row.source.contact_email}".strip(", ")


def register_table(rows):
    """Lines of the register: names first."""
    yield [
        _("Survey"), _("State"), _("Date"), _("Through"), _("Missing"), _("Unit"), _("Contact"), _("Purpose"),
        _("Legal basis"), _("Identity mode"), _("Special categories"), _("Made in"), _("Who is asked"), _("Reported"), _("Reported by"),
        _("Opens"), _("Closes"), _("Results are due"), _("Date of deletion"), _("Invited"), _("Answered"),
    ]  # fmt: skip
    for row in rows:
        source = row.source
        cells = [
            source.title, row.life.step.label, day(row.life.on), row.life.who, ", ".join(map(str, row.life.missing)),
            source.owner_unit, contact_of(row), source.purpose, source.legal_basis, source.get_identity_mode_display(),
            row.special, row.tool, row.who_is_asked, day(source.reported_on), source.reported_by, day(row.opens_on),
            day(row.closes_on), day(source.results_due_on), day(source.retention_on), row.invited, row.answered,
        ]  # fmt: skip
        yield [neutral(cell) for cell in cells]


def data_kinds(row):
    """The categories of personal data, which follow from the identity mode and the special categories."""
    kinds = {
        "anonymous": _("That somebody was asked and has answered; what was answered is kept apart from it."),
        "pseudonymous": _("Answers under a key that leads to the person until it is deleted."),
        "identified": _("Answers with the name of who gave them."),
    }
    said = kinds.get(row.source.identity_mode, row.source.get_identity_mode_display())
    return f"{said} {_('Special categories of personal data.')}" if row.source.has_special_categories else said


def protocol_table(rows):
    """Lines of the protocol, one for each processing: what article 30 (1) asks for, in its order."""
    yield [
        _("Processing"), _("Responsible"), _("Contact"), _("Purpose"), _("Legal basis"), _("Whose data"),
        _("Which data"), _("Who receives them"), _("To countries outside the EEA"), _("Date of deletion"),
        _("Security"),
    ]  # fmt: skip
    for row in rows:
        where = (
            _("Kept in %(tool)s.") % {"tool": row.tool} if row.is_external else _("Nobody outside the municipality.")
        )
        security = (
            _("As described for %(tool)s.") % {"tool": row.tool}
            if row.is_external
            else _("Personal links; answers sealed until the survey has closed; access by role; every look is logged.")
        )
        source = row.source
        deleted = date_format(source.retention_on, "SHORT_DATE_FORMAT") if source.retention_on else ""
        cells = [
            source.title, source.owner_unit, contact_of(row), source.purpose, source.legal_basis, row.who_is_asked,
            data_kinds(row), where, _("See the agreement with the provider.") if row.is_external else _("No"), deleted,
            security,
        ]  # fmt: skip
        yield [neutral(cell) for cell in cells]
