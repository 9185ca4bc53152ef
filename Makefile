# The doors of Variorum. `make demo` and `make test` work on a fresh clone with Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(shell command -v uv 2>/dev/null)

.PHONY: help demo run test quality test-postgres lint format bench pictures directory lock clean

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.ready  ## a small invented world, taken in and compared, in your browser
	@$(BIN)/variorum demo

run: $(VENV)/.ready  ## the real world: polls the bundled outlets and serves the site
	@$(BIN)/variorum run

test: $(VENV)/.dev-ready  ## all tests
	$(BIN)/pytest -n auto --maxprocesses=4

quality: $(VENV)/.bench-ready  ## floors on real input: VARIORUM_CORPUS=folder
	$(BIN)/python -m benchmarks.floors

test-postgres: $(VENV)/.dev-ready  ## the site's tests on PostgreSQL: DATABASE_URL=postgres://user@host/name
	@test -n "$(DATABASE_URL)" || { echo "Say which database: make test-postgres DATABASE_URL=postgres://user@host/name" >&2; exit 2; }
	DATABASE_URL=$(DATABASE_URL) $(BIN)/pytest -m site -n auto --maxprocesses=4

lint: $(VENV)/.dev-ready  ## layout, rules, types, import contracts, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

format: $(VENV)/.dev-ready  ## settle the layout
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.bench-ready  ## speed and quality on real input: VARIORUM_CORPUS=folder
	@for name in feeds robots polling language extract reprints claims quotes shootings compare alterations stories stories_speed embedders live crash; do $(BIN)/python -m benchmarks.$$name || exit 1; done

pictures: $(VENV)/.dev-ready  ## the pictures in docs/pictures, of the demo world
	$(BIN)/python docs/make_pictures.py

directory: $(VENV)/.ready  ## renew the file of all outlets after a change of an outlet's own
	@$(BIN)/python -m variorum.outlets

lock:  ## renew uv.lock and the requirements files after a change of pyproject.toml
	uv lock
	uv export --locked --quiet --no-dev --no-emit-project --output-file requirements.txt
	uv export --locked --quiet --group dev --no-emit-project --output-file requirements-dev.txt

clean:  ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# uv where it is there, plain pip and venv where it is not; both install just what the lock says.
define sync
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Variorum needs Python 3.11 or newer; $(PYTHON) is not. Name one: make PYTHON=python3.12 $@" >&2; exit 2; }
	@echo "Making the environment in $(VENV) ..."
	$(if $(UV),@UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --locked --python $(PYTHON) $(1),@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { echo "The venv module is missing: install your system's python3-venv package, or uv." >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .)
endef

$(VENV)/.ready: pyproject.toml uv.lock requirements.txt
	$(call sync,--no-dev --inexact,requirements.txt)
	@touch $@

$(VENV)/.dev-ready: pyproject.toml uv.lock requirements-dev.txt
	$(call sync,,requirements-dev.txt)
	@touch $@ $(VENV)/.ready

$(VENV)/.bench-ready: $(VENV)/.dev-ready
	@$(if $(UV),UV_PROJECT_ENVIRONMENT=$(VENV) $(UV) sync --quiet --locked --group bench,$(BIN)/python -m pip install --quiet datasketch scikit-learn)
	@touch $@
