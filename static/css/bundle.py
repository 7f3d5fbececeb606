"""Write the two stylesheets pages load from the ones people edit: `make styles`. A test holds that it was run."""

import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1]
SHARED = [
    "vendor/designsystemet/components.css",
    "vendor/designsystemet/panel-theme.css",
    "css/base.css",
    "css/layout.css",
    "css/components.css",
]
BUNDLES = {"css/read.css": [*SHARED, "css/pages.css"], "css/form.css": [*SHARED, "css/forms.css"]}


def bundle(names):
    """The stylesheets `names` as one; all of them lie one folder deep, so their addresses stay true."""
    return "".join(f"/* {name} */\n{(STATIC / name).read_text(encoding='utf-8').strip()}\n" for name in names)


def main():
    """Write the bundles, or with --check only say whether they are current."""
    stale = [name for name, names in BUNDLES.items() if read(name) != bundle(names)]
    if "--check" in sys.argv:
        sys.exit(f"Run `make styles`: {', '.join(stale)} is out of date." if stale else 0)
    for name in stale:
        (STATIC / name).write_text(bundle(BUNDLES[name]), encoding="utf-8")


def read(name):
    """What the bundle holds now; nothing if it has not been made."""
    file = STATIC / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    main()
