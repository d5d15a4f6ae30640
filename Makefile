# Afterword. `make run` and `make test` are all a newcomer needs; README.md says the rest.

export PORT ?= 8000
DEMO ?= 1
PYTHON ?= python3
override DATA_DIR := $(or $(DATA_DIR),var)
export DATA_DIR

PY := .venv/bin/python

.PHONY: run collected dev test test-postgres test-redis test-machines test-browser bench lint format lock clean help

run: .venv/run.installed collected ## the site on http://127.0.0.1:8000, as in production
	@$(PY) manage.py migrate --verbosity 0
ifneq ($(DEMO),0)
	@$(PY) manage.py demo
	@SITE_NAME="$${SITE_NAME-The Lantern}" SITE_TAGLINE="$${SITE_TAGLINE-What we watch, what we read, where we live}" \
	  exec .venv/bin/gunicorn -c python:forum.serving --graceful-timeout 3
else
	@exec .venv/bin/gunicorn -c python:forum.serving --graceful-timeout 3
endif

dev: .venv/dev.installed ## the same with autoreload and the debug toolbar
	@$(PY) manage.py migrate --verbosity 0
ifneq ($(DEMO),0)
	@$(PY) manage.py demo
endif
	@DEBUG=1 DEBUG_TOOLBAR=1 $(PY) manage.py runserver $(PORT)

test: .venv/dev.installed ## every test that this machine can run; names what it skips and why
	@.venv/bin/pytest -n auto --dist loadfile

# Not what starts the site for itself, or asks no database at all.
APART := gate site architecture environment

test-postgres: .venv/dev.installed ## the same suite on PostgreSQL
	@DATABASE_URL=$${POSTGRES_URL:-postgres://postgres@127.0.0.1:5432/postgres} \
	  .venv/bin/pytest -n auto --dist loadfile -m "not browser and not machines" \
	  $(APART:%=--ignore=tests/test_%.py)

test-redis: .venv/dev.installed ## what touches the cache, on Redis
	@CACHE_URL=$${REDIS_URL:-redis://127.0.0.1:6379/0} .venv/bin/pytest -m redis

test-machines: .venv/dev.installed ## several web processes, a replica, a cache in front; stops each
	@REQUIRE_MACHINES=1 .venv/bin/pytest -n auto --dist loadfile -m machines

test-browser: .venv/dev.installed ## reading, posting, moderating in Chromium; fails without it
	@REQUIRE_BROWSER=1 .venv/bin/pytest -m browser

bench: .venv/dev.installed ## how fast the whole site is, on SQLite and PostgreSQL; QUICK=1 for a taste
	@$(PY) -m tests.bench.site

lint: .venv/dev.installed ## what the gate checks of style
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports

format: .venv/dev.installed ## puts code and templates into shape
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format .
	@git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2
	@git ls-files 'templates/*.html' | xargs .venv/bin/djangofmt

lock: .venv/dev.installed ## pins every dependency anew, with hashes and no address
	@$(PY) -m pip install --quiet uv
	@for kind in "" "-dev"; do .venv/bin/uv pip compile --quiet --upgrade --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  $${kind:+--group dev} pyproject.toml --output-file requirements$$kind.lock; done

clean: ## removes the environment; the data in DATA_DIR stays
	rm -rf .venv

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Afterword needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "No environment could be made: Afterword needs python3-venv (apt-get install python3-venv)." >&2; \
	  exit 1; }

.venv/run.installed: requirements.lock | .venv/bin/python
	@echo "Installing what the site needs …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/dev.installed: requirements-dev.lock .venv/run.installed
	@echo "Installing what the tests need …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# A recipe, not a target of that name: make takes a folder with a space for two.
collected: .venv/run.installed
	@if [ ! -e "$$DATA_DIR/.static" ] || [ -n "$$(find static forum/web/storage.py requirements.lock \
	  -newer "$$DATA_DIR/.static")" ]; then \
	  $(PY) manage.py collectstatic --noinput --verbosity 0 && touch "$$DATA_DIR/.static"; fi
