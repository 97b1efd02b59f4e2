# Everything runs in the project's own .venv, made here from the hashed locks. `make` alone lists what there is.
# Works with GNU make 3.81 (macOS) and later, as root or not.

SHELL := /bin/sh
BIN := .venv/bin
PORT ?= 8000
SERVE ?= 1
FRESH ?=
UPGRADE ?=

# Plain python3 if it is new enough, else the newest that is. Another one: make PYTHON=/path/to/python demo
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)

SOURCES := $(wildcard matcher api fixtures tests benchmarks)

# Bytecode is compiled once, when installing: the first start is then as quick as the next.
unexport PYTHONDONTWRITEBYTECODE
# The certificates are the machine's own: council networks often have their own authority.
INSTALL := UV_COMPILE_BYTECODE=1 UV_SYSTEM_CERTS=1 $(BIN)/uv pip install --quiet --python $(BIN)/python
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-header $(if $(UPGRADE),--upgrade)

.PHONY: help demo test test-long check format pages mutation bench lock clean
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: .venv/.runtime ## Show the invented county, then serve it (PORT=8000; SERVE=0: do not; FRESH=1: its database anew)
	$(BIN)/nwd demo --port $(PORT) $(if $(FRESH),--fresh)
	@if [ "$(SERVE)" != 0 ]; then exec $(BIN)/nwd serve --port $(PORT); fi

test: .venv/.dev ## Run the tests, but for the long ones
	$(BIN)/pytest

test-long: .venv/.dev ## Run the long tests
	$(BIN)/pytest -m long

check: .venv/.dev ## Style, format, types, who imports whom, unused dependencies, the Dockerfile
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(BIN)/hadolint Dockerfile

format: .venv/.dev ## Put the code into the house format and mend what can be mended
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

pages: .venv/.dev ## Write the pages of docs/reference that are made from the code
	$(BIN)/python -m api.reference_pages

mutation: .venv/.dev ## Change every rule and score part on purpose, and see the example tests notice (takes long)
	$(BIN)/mutmut run
	$(BIN)/python -m tests.mutation

bench: .venv/.dev ## Measure speed and quality
	$(BIN)/pytest benchmarks -n0 --benchmark-enable

lock: .venv/.build ## Write the locks again from pyproject.toml (UPGRADE=1: with the newest versions)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra dev --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --group build -c requirements-dev.lock -o requirements-build.lock
	@! grep -nE '://|file:|--(extra-)?index|--find-links' requirements*.lock

clean: ## Remove .venv and everything else that was made here
	rm -rf .venv .benchmarks .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist mutants
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps. .build: a fresh .venv with the installer and the build backend. Then what runs, or all of it.

.venv/.build: requirements-build.lock
	@if [ -z "$(PYTHON)" ]; then \
	  echo 'No Wrong Door needs Python 3.11 or newer, and no python3 here is.' >&2; \
	  echo 'Install one, or name it: make PYTHON=/path/to/python3.11 ...' >&2; exit 1; fi
	@if ! $(PYTHON) -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo '$(PYTHON) cannot make virtual environments: its venv or ensurepip is missing.' >&2; \
	  echo 'On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; fi
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-build.lock
	@touch $@

.venv/.runtime: .venv/.build requirements.lock pyproject.toml
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.build requirements-dev.lock pyproject.toml
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@
