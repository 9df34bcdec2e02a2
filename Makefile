# make demo   set up and open the demo ledger        make test   set up and run all that CI runs
# make bench  speed and memory, as ratios in one run   make fuzz   mutated documents by the hundred thousand
# make shape  rooms, arrows, circles, what is longest    make coverage   what the tests reach, floor by floor
# make mutants   which changes of domain/ and of the store's SQL no test notices (an hour on two cores)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MUTATE_ARGS ?= --sample 60
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test lint bench fuzz shape coverage mutants clean

demo: $(VENV)/installed
	@$(BIN)/dutytrack demo

test: $(VENV)/installed-dev lint
	$(BIN)/python -m pytest -q -n auto $(PYTEST_ARGS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed-dev
	@$(BIN)/python -m compileall -q src
	$(BIN)/python tools/bench.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("DutyTrack needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make demo PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --upgrade 'pip>=25.1'

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install -q -c constraints.txt --group dev
	@touch $@

fuzz: $(VENV)/installed-dev
	$(BIN)/python tools/fuzz.py

shape: $(VENV)/installed-dev
	@$(BIN)/python tools/shape.py

coverage: $(VENV)/installed-dev
	$(BIN)/python -m pytest -q -n auto -m "not timed" --cov --cov-report= $(PYTEST_ARGS)
	@$(BIN)/python tools/floor_coverage.py

mutants: $(VENV)/installed-dev
	$(BIN)/mutmut run --max-children 2
	@$(BIN)/mutmut results
	$(BIN)/python tools/mutate_sql.py $(MUTATE_ARGS)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis fuzz-finds demo \
		mutants .coverage .coverage.*
