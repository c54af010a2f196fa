# Two commands matter: `make demo` shows Proeve at work, `make test` proves that it works.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
DATA_DIR ?= data/demo
unexport PYTHONDONTWRITEBYTECODE  # Or each of the many processes of a test run would compile everything anew.
PIP_INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: help demo test test-faults test-examples lint unit bench bench-sitting bench-certificates bench-drawing lock clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.runtime ## Start Proeve with a lively example and print one sign-in link per role.
	@$(BIN)/proeve demo --port $(PORT) --data-dir $(DATA_DIR)

test: lint unit ## Check the style, the types, the rooms, the question bank, and run every test.

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/proeve bank check

unit: .venv/.dev
	$(BIN)/pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

test-faults: .venv/.dev ## Kill, freeze and starve servers fifty times while two hundred people save (an hour).
	PROEVE_FAULT_ROUNDS=50 PROEVE_FAULT_CANDIDATES=200 PROEVE_FAULT_OFFLINE_SECONDS=300 PROEVE_EXAMPLES=1000 \
		$(BIN)/pytest -rP -o faulthandler_timeout=7200 tests/faults $(OTHER_FAULTS)

# Moves out of turn; late, doubled and reordered saves; clocks and summer time; tabs, devices and the browser's network.
OTHER_FAULTS := tests/exams/test_every_move.py tests/exams/journal/test_late_deliveries.py \
	tests/exams/test_summer_time.py tests/exams/test_blocked_candidates.py tests/web/exam_page

test-examples: .venv/.dev ## Try the rules that must hold for any input on a thousand examples each.
	PROEVE_EXAMPLES=1000 $(BIN)/pytest --numprocesses 2 -m hypothesis

bench: .venv/.dev ## Measure saves, starts, pages and certificates beside what they stand on.
	$(BIN)/python -m benchmarks.run

bench-sitting: .venv/.dev ## Play a whole sitting and look up every answer (N=30000 OPTIONS="--nodes 3").
	$(BIN)/python -m benchmarks.sitting $(if $(N),--candidates $(N)) $(OPTIONS)

bench-certificates: .venv/.dev ## Measure making, issuing, checking and downloading certificates.
	$(BIN)/python -m benchmarks.certifying

bench-drawing: .venv/.dev ## Draw forms for 10,000 people and see how often items return.
	$(BIN)/python -m benchmarks.drawing $(OPTIONS)

lock: .venv/.dev ## Renew the two requirements files from pyproject.toml.
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCK_OPTIONS) --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group build --group dev $(LOCK_OPTIONS) --output-file requirements-dev.txt

LOCK_OPTIONS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

clean: ## Remove the environment and the demo's data.
	rm -rf .venv data

# The environment: everything by its hash first, then Proeve itself, whose build fetches the front-end files.

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Proeve needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ...")'
	@echo "Making the environment (once; this takes a minute or two) ..."
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: .venv/.made requirements.txt pyproject.toml package-lock.json hatch_build.py
	@$(PIP_INSTALL) --require-hashes -r requirements.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
