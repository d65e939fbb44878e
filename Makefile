PYTHON ?= python3
BIN := .venv/bin
SOURCES := pyproject.toml cpdsite/__init__.py
TESTS := $(BIN)/pytest --numprocesses auto --dist loadfile
SIZES ?= 100 1000
RUNS ?= 7
SECONDS ?= 20
PART ?= assess
PYTHONS ?= python3.11 python3.12 python3.13
INSTALL := python -m pip install --quiet --disable-pip-version-check
PLAIN_TESTS := --numprocesses auto --dist loadfile --ignore tests/browser
ONLY ?= *

.PHONY: help site test check coverage mutants look fuzz oldest pythons audit bench accept picture clean
.DELETE_ON_ERROR:

help: ## List these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

site: .venv/site ## Build the example journal into _site
	@$(BIN)/cpdsite build --today 2026-11-30
	@echo "The site is at $(CURDIR)/_site/index.html"

test: .venv/dev tools/node_modules/ready ## Run every test
	@$(TESTS)

check: .venv/dev tools/node_modules/ready ## Check format, style, types and imports; run every test
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(TESTS)

coverage: .venv/dev tools/node_modules/ready ## Run every test, and list each branch of cpdsite that none of them takes
	@$(BIN)/coverage run $(TESTS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

mutants: .venv/mutants ## Change one thing at a time in cpdsite/PART (assess, parse); list what no test notices
	@mkdir -p .mutants/$(PART)
	@ln -sfn $(CURDIR)/cpdsite $(CURDIR)/tests $(CURDIR)/themes $(CURDIR)/journal $(CURDIR)/docs \
	  $(CURDIR)/cpdsite.yaml $(CURDIR)/pyproject.toml .mutants/$(PART)
	@ln -sfn $(CURDIR)/tests/mutants/$(PART).cfg .mutants/$(PART)/setup.cfg
	@cd .mutants/$(PART) && export PATH="$(CURDIR)/$(BIN):$$PATH" CPDSITE_FUZZ=10 \
	  && mutmut run "cpdsite.$(PART).$(ONLY)" && mutmut results | grep -v "type check"

look: .venv/dev ## Write pictures of the example's pages into _look, for eyes
	@$(BIN)/python -m tests.look _look

fuzz: .venv/dev ## Many more of what is drawn: journals to count, edits before warm builds, steps at which to strike, bytes to read
	@CPDSITE_FUZZ=500 $(BIN)/pytest tests/naive
	@CPDSITE_FUZZ=160 $(BIN)/pytest tests/test_warm.py -k any_edit
	@CPDSITE_FUZZ=1 $(BIN)/pytest tests/faults tests/serve/test_odd_clients.py
	@$(BIN)/python -m tests.fuzzing $(SECONDS)

oldest: .oldest/ready ## Run the tests but those of tests/browser with the oldest libraries that are allowed
	@.oldest/bin/pytest $(PLAIN_TESTS)

pythons: ## The same with each Python of PYTHONS, such as PYTHONS="python3.12 ~/other/bin/python"
	@for python in $(PYTHONS); do \
	  command -v $$python >/dev/null || { echo "There is no $$python here"; continue; }; \
	  env=.pythons/$$($$python -c 'import platform; print(platform.python_version())') && \
	  echo "Testing with $$python in $$env" && $$python -m venv $$env && \
	  $$env/bin/$(INSTALL) --editable ".[test,pdf,share,xlsx]" && \
	  $$env/bin/pytest $(PLAIN_TESTS) || exit 1; \
	done

audit: .venv/dev .audit/ready ## Ask the Python Package Index for known holes in all that is installed; needs the network
	@$(BIN)/python -m pip freeze --exclude-editable >.audit/installed.txt
	@.audit/bin/pip-audit --strict --no-deps --disable-pip --requirement .audit/installed.txt

bench: .venv/dev .bench/ready ## Measure beside Hugo, Pelican and MkDocs; rewrite the table of benchmarks/README.md
	@$(BIN)/python -m benchmarks.everything --runs $(RUNS) $(SIZES)

accept: .venv/dev ## Rewrite the golden files; review their diff like code
	@CPDSITE_ACCEPT=1 $(BIN)/pytest

picture: .venv/dev ## Take the picture of the README anew
	@$(BIN)/python -m tests.picture

clean: ## Remove what make made; share keys in .cpdsite stay
	@rm -rf .venv .bench .oldest .pythons .audit .mutants _site _look dist tools/node_modules
	@rm -rf .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find cpdsite tests -name __pycache__ -prune -exec rm -rf {} +

# --- What the commands need ---------------------------------------------------------------------

.venv/bin/python:
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv

.venv/site: $(SOURCES) | .venv/bin/python
	@echo "Installing cpdsite"
	@$(BIN)/$(INSTALL) --editable .
	@touch $@

.venv/dev: $(SOURCES) | .venv/bin/python
	@echo "Installing cpdsite and the tools that check it"
	@$(BIN)/$(INSTALL) --editable ".[dev,pdf,share,xlsx]"
	@touch $@ .venv/site

.venv/mutants: $(SOURCES) | .venv/bin/python
	@echo "Installing cpdsite, the tools that check it and the one that checks its tests"
	@$(BIN)/$(INSTALL) --editable ".[dev,mutants,pdf,share,xlsx]"
	@touch $@ .venv/dev .venv/site

# What pyproject.toml allows with `>=`, held at exactly that. The tools that run the tests are as ever.
.oldest/ready: $(SOURCES)
	@echo "Installing the oldest libraries that are allowed into .oldest"
	@$(PYTHON) -m venv --clear .oldest
	@grep --only-matching --extended-regexp '"[A-Za-z0-9-]+>=[^"]+"' pyproject.toml | grep --invert-match hatchling \
	  | sed 's/"//g; s/>=/==/' >.oldest/versions.txt
	@.oldest/bin/$(INSTALL) --constraint .oldest/versions.txt --editable ".[test,pdf,share,xlsx]"
	@touch $@

.audit/ready:
	@echo "Installing pip-audit into .audit"
	@$(PYTHON) -m venv .audit
	@.audit/bin/$(INSTALL) pip-audit==2.10.1
	@touch $@

.bench/ready: benchmarks/requirements.txt
	@echo "Installing Hugo, Pelican and MkDocs into .bench"
	@$(PYTHON) -m venv .bench
	@.bench/bin/$(INSTALL) --requirement $<
	@touch $@

# axe-core and the Nu HTML checker. Without npm their tests are skipped, and say so; under CI=true
# they fail.
tools/node_modules/ready: tools/package-lock.json
	@if command -v npm >/dev/null; then \
	  echo "Installing the checkers of pages" && cd tools && npm ci --silent && touch node_modules/ready; \
	fi
