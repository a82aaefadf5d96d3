# Everything a developer runs. `make help` lists it.

PORT ?= 8000
# The first Python that is new enough; set it yourself with: make PYTHON=python3.12 run
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && exit; \
	done; echo python3)
VENV := .venv/bin
# Options for pytest, such as: make test ARGS="tests/search -x"
ARGS ?= tests
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run setup base test lint bench demo index worker docs

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 20

run: ## serve the demonstration on PORT (8000); sets up all it needs
	@$(PYTHON) scripts/bootstrap.py run --port $(PORT)

setup: ## install what tests and linters need into .venv
	@$(PYTHON) scripts/bootstrap.py install dev

base:
	@$(PYTHON) scripts/bootstrap.py install base

test: setup ## all tests: SQLite + embedded engine, PostgreSQL + Elasticsearch; ARGS, JOBS
	@PYTHON=$(VENV)/python scripts/test.sh $(JOBS) $(ARGS)

lint: setup ## formatting, rules, types, imports, migrations, settings, translations
	@PATH="$(CURDIR)/$(VENV):$$PATH" scripts/lint.sh

bench: setup ## measure pages, the cluster portal and the search engine, each beside its peer
	@$(VENV)/python benchmarks/pages.py
	@$(VENV)/python -m benchmarks.map
	@$(VENV)/python -m benchmarks.passport
	@$(VENV)/python -m benchmarks.search
	@$(VENV)/python benchmarks/quality.py

demo: base ## load the demonstration content that is missing
	@$(VENV)/python manage.py migrate --verbosity 0
	@$(VENV)/python manage.py load_demo

index: base ## write the search index anew
	@$(VENV)/python manage.py rebuild_catalogue

worker: base ## run background tasks and everything done by the clock
	@$(VENV)/python manage.py worker

docs: setup ## write the tables in docs/ that come from the code
	@$(VENV)/python scripts/docs.py
