# Two commands matter: `make demo` tries the site, `make test` checks everything. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# Where the test runs leave their JUnit reports.
REPORTS ?= var/reports
# One worker more than there are cores, since browsers are waited for.
WORKERS ?= $(shell python3 -c 'import os; print(min(8, (os.cpu_count() or 1) + 1))')
PYTEST_ARGS ?= -n $(WORKERS) --dist worksteal
# Understanding and storing texts is what must not fail: lines and branches of both are covered by their own tests, or
# the run fails. Measuring costs a quarter, so the other tests run without.
COVERED := articles/tests/issue_text articles/tests/importing articles/tests/management articles/tests/admin/test_importing.py
COVERAGE ?= --cov=articles.issue_text --cov=articles.importing --cov-branch --cov-report=term:skip-covered --cov-fail-under=95

# The first of these that is Python 3.11 or newer makes the .venv; PYTHON=… names another.
PYTHONS := python3 python3.13 python3.12 python3.11
RECENT := import sys; sys.exit(sys.version_info < (3, 11))

.PHONY: help setup setup-dev demo test lint layers migrations-check messages-check test-sqlite test-postgres \
	format messages lock clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

setup: $(VENV)/.installed ## make .venv with what the site needs

setup-dev: $(VENV)/.installed-dev ## the same, with what development and tests need

$(BIN)/python:
	@for python in $(PYTHON) $(PYTHONS); do \
		if "$$python" -c '$(RECENT)' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
		echo '没有找到 Python 3.11 或更新的版本；请先安装，或用 make PYTHON=/路径/python3 指定。' >&2; \
		echo 'No Python 3.11 or newer was found; install one, or name it: make PYTHON=/path/to/python3' >&2; \
		exit 1; \
	fi; \
	echo "$$("$$found" --version) → $(VENV)"; \
	"$$found" -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo '无法建立 .venv；在 Debian、Ubuntu 上请先 apt-get install python3-venv。' >&2; \
		echo 'The .venv could not be made; on Debian and Ubuntu, apt-get install python3-venv first.' >&2; \
		exit 1; \
	}

# Order-only: the interpreter's own time says nothing about what is installed.
$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt
	@touch $@

demo: setup ## a running site with the sample issues and a login; PORT=… moves it
	@PORT=$(PORT) VENV=$(VENV) scripts/demo.sh

test: lint migrations-check messages-check test-sqlite test-postgres ## every check, on both databases

lint: layers ## the code's layout, likely mistakes, and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

layers: setup-dev ## who imports whom
	$(BIN)/lint-imports

migrations-check: setup-dev
	DJANGO_SETTINGS_MODULE=newsroom.settings_test DATABASE_URL=sqlite://:memory: \
		$(BIN)/python manage.py makemigrations --check --dry-run

messages-check: setup-dev
	$(BIN)/python scripts/messages.py --check

test-sqlite: setup-dev ## the test suite on SQLite
	DATABASE_URL=sqlite://:memory: $(BIN)/python -m pytest $(PYTEST_ARGS) $(COVERED:%=--ignore=%) \
		--junitxml=$(REPORTS)/sqlite.xml
	DATABASE_URL=sqlite://:memory: $(BIN)/python -m pytest $(PYTEST_ARGS) $(COVERED) $(COVERAGE) \
		--junitxml=$(REPORTS)/sqlite-covered.xml

# What walks the sample edition brings its own server and database, and ran already.
test-postgres: setup-dev ## the same on PostgreSQL: TEST_DATABASE_URL, or a server of its own
	$(BIN)/python scripts/with_postgres.py \
		$(BIN)/python -m pytest $(PYTEST_ARGS) -m "not site and not once" --junitxml=$(REPORTS)/postgres.xml

format: setup-dev ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: setup-dev ## collect the texts to translate and compile the translations
	$(BIN)/python scripts/messages.py

lock: setup-dev ## write requirements*.txt from requirements*.in; UPGRADE=--upgrade takes newer releases
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header $(UPGRADE) \
		requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header $(UPGRADE) \
		requirements-dev.in -o requirements-dev.txt

clean: ## remove .venv and caches; the data in var/ stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache $(REPORTS)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
