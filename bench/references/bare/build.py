"""Put an information page and a form of ten fields on the bare site; run in its folder. Prints what was made as JSON."""

import json
import os
import sys

OPTIONS = "Svært ofte\nOfte\nAv og til\nSjelden\nAldri"
TEXT = (
    "<h2>Om panelet</h2>"
    + "<p>Innbyggerpanelet er for alle som bor i kommunen og vil bli spurt før noe blir bestemt. Vi spør noen ganger i "
    "året, og du svarer bare når du vil.</p>" * 8
)
FIELDS = [
    *[(f"Kort tekst {n}", "singleline", True, "") for n in (1, 2)],
    ("Lang tekst", "multiline", False, ""),
    *[(f"Ett valg {n}", "radio", True, OPTIONS) for n in (1, 2, 3, 4)],
    *[(f"Flere valg {n}", "checkboxes", False, OPTIONS) for n in (1, 2)],
    ("Skala", "radio", True, "1\n2\n3\n4\n5"),
]


def main():
    """The pages, and a form filled in."""
    import django

    django.setup()
    from pages.models import FormField, FormPage, InfoPage

    from home.models import HomePage

    home = HomePage.objects.get()
    home.add_child(instance=InfoPage(title="Om panelet", slug="info", body=TEXT))
    form = FormPage(title="Spørreskjema", slug="form", thank_you_text="<p>Takk for svaret.</p>")
    form.form_fields = [
        FormField(sort_order=order, label=label, field_type=kind, required=required, choices=choices)
        for order, (label, kind, required, choices) in enumerate(FIELDS)
    ]
    HomePage.objects.get().add_child(instance=form)
    values = []
    for name, field in FormPage.objects.get().get_form_class()().fields.items():
        values.append((name, field.choices[0][0] if hasattr(field, "choices") else "Flere benker langs elva, og lys."))
    print(json.dumps({"paths": {}, "form": values}))


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
