# The commands of the project. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
export PORT
VENV := .venv/bin
DEVELOPMENT := $(VENV)/python deploy/run.py
PYTEST := $(VENV)/python -m pytest -q
SQLITE := env -u DATABASE_URL
POSTGRESQL := $(VENV)/python deploy/postgres.py
# Two runs at once, the output of each in one piece where make can do that.
WHOLE_OUTPUTS := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: help run test torture lint checks format styles bench screenshots requirements messages manage clean
.DEFAULT_GOAL := help

help: ## List these commands.
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: .venv/.ready-to-run ## Start the site with demo data on http://127.0.0.1:8000, web and worker together.
	@$(DEVELOPMENT) serve

test: .venv/.ready-to-test ## Run linters, all tests on SQLite and on PostgreSQL, the journey on both, and look at every page.
	@$(VENV)/python deploy/find_browser.py
	@$(MAKE) --no-print-directory lint checks
	@$(MAKE) --no-print-directory --jobs=2 $(WHOLE_OUTPUTS) test-sqlite test-postgresql test-look test-journey

# The longest first: whichever of the two ends, takes the next.
test-sqlite test-postgresql test-look test-journey: .venv/.ready-to-test
test-sqlite:
	$(SQLITE) $(PYTEST) -m "not journey and not look"
test-postgresql:
	$(POSTGRESQL) $(PYTEST) -m "not journey and not look"
test-look:
	$(SQLITE) $(PYTEST) -m look
test-journey:
	$(POSTGRESQL) $(PYTEST) -m journey
	$(SQLITE) $(PYTEST) -m journey

torture: .venv/.ready-to-test ## Kill the worker a hundred times in a mailing of two thousand, on both databases.
	TORTURE=1 $(SQLITE) $(PYTEST) outbox/tests/test_torture.py
	TORTURE=1 $(POSTGRESQL) $(PYTEST) outbox/tests/test_torture.py

lint: .venv/.ready-to-test ## Look for mistakes in code and templates without running them.
	$(VENV)/ruff check --quiet
	$(VENV)/ruff format --check --quiet
	$(VENV)/djlint --quiet --lint .

checks: .venv/.ready-to-test ## Check migrations, the production settings and the message catalogues.
	DJANGO_SETTINGS_MODULE=config.settings.test $(VENV)/python manage.py makemigrations --check --dry-run
	$(VENV)/python deploy/check_production.py
	$(VENV)/python locale/messages.py --check

format: .venv/.ready-to-test ## Format the code as `make lint` wants it.
	$(VENV)/ruff check --fix --quiet
	$(VENV)/ruff format

messages: .venv/.ready-to-test ## Collect texts from code and templates into locale/ and compile them.
	$(VENV)/python locale/messages.py

styles: ## Write the two stylesheets pages load from the ones people edit in static/css/.
	$(PYTHON) static/css/bundle.py

bench: .venv/.ready-to-test ## Measure speed beside a bare Wagtail site, about 20 minutes; BENCH=short takes four.
	@$(VENV)/python deploy/find_browser.py
	@$(SQLITE) $(VENV)/python -m bench

screenshots: .venv/.ready-to-test ## Take the pictures of docs/editing.md again, from the demo.
	@$(VENV)/python deploy/find_browser.py
	@$(VENV)/python docs/screenshots.py

requirements: .venv/.ready-to-run ## Compile requirements.in and requirements-dev.in, pinned with hashes.
	$(VENV)/pip install --quiet uv
	$(VENV)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	  --custom-compile-command "make requirements" requirements.in -o requirements.txt
	$(VENV)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --constraint requirements.txt \
	  --custom-compile-command "make requirements" requirements-dev.in -o requirements-dev.txt

manage: .venv/.ready-to-run ## Run a Django command with the development secrets: make manage c="showmigrations".
	@$(DEVELOPMENT) manage $(c)

clean: ## Remove the virtual environment and caches; var/ with data and secrets stays.
	rm -rf .venv .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path "./.venv/*" -prune -exec rm -rf {} +

.venv/.ready-to-run: requirements.txt
.venv/.ready-to-test: requirements-dev.txt
.venv/.ready-to-run .venv/.ready-to-test: deploy/prepare.py
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing. Install Python 3.11 or newer (Debian: apt install python3 python3-venv)."; exit 1; }
	@$(PYTHON) deploy/prepare.py $(filter %.txt,$^) $@
