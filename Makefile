# `make build` and `make test` are all a newcomer needs; both make .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PAGES := $(VENV)/.pages

.DEFAULT_GOAL := build
.PHONY: build test test-pages docs format lint bench lock clean

build: $(READY)
	@$(BIN)/alliances build

test: $(READY) lint
	$(BIN)/pytest -n auto

# The tests in a browser and in LibreOffice; what the system lacks is installed where that is allowed.
test-pages: $(PAGES)
	@tests/pages/system
	$(BIN)/pytest -m pages -n 0

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict schemas extractors

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The documentation as a site, in build/docs.
docs: $(PAGES)
	@$(BIN)/python docs/generate.py
	$(BIN)/sphinx-build --quiet --fail-on-warning -b html docs build/docs

bench: $(READY)
	$(BIN)/python -m tests.bench

# The environment is made anew only when what it should hold has changed.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the pinned packages into $(VENV)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(PAGES): requirements-pages.lock $(READY)
	@echo "installing what the tests in a browser need into $(VENV)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-pages.lock
	@touch $@

# Needs uv; every package's every file gets its hash, so that the locks hold on other systems too.
lock: requirements.lock.new requirements-pages.lock.new requirements-bench.lock.new
	for new in $^; do mv "$$new" "$${new%.new}"; done

COMPILE = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet --no-header --no-annotate
HEAD = printf '\# %s\n\# Made from pyproject.toml by `make lock`.\n'

.PHONY: requirements.lock.new requirements-pages.lock.new requirements-bench.lock.new
requirements.lock.new:
	{ $(HEAD) 'Exact versions and hashes of everything alliance-ledger needs to run and to be tested, for Python 3.11 and later.'; \
	  $(COMPILE) --group dev; } > $@
requirements-pages.lock.new: requirements.lock.new
	{ $(HEAD) 'What the tests in a browser and the documentation need beside requirements.lock.'; \
	  $(COMPILE) --group pages --group docs -c requirements.lock.new; } > $@
requirements-bench.lock.new: requirements.lock.new
	{ $(HEAD) 'The peers of tests/bench/tables.py, to be installed beside requirements.lock.'; \
	  $(COMPILE) --group bench -c requirements.lock.new; } > $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
