# make demo        set up and open the demo ledger
# make test        set up and run all that CI runs: lint, then every test
# make lint        style, types, and the order in which modules import each other
# make format      mend what can be mended of style
# make catalogs    gather messages into the catalogs, compile those, say what has no translation yet
# make docs        write docs/commands.md from the program's help pages
# make golden      draw the pictures of the screens anew, and show which have changed
# make migration   write the next migration from what changed in the tables: make migration NAME="Add evidence"
# make bench       speed and memory, as ratios in one run
# make reading     how well plans are read, by form, format and field (READING_ARGS=--misses: each wrong fact)
# make fuzz        mutated documents by the hundred thousand
# make torture     kills, full disks, power cuts, many writers: what is lost (TORTURE=long: hours; TORTURE_ARGS="--seed 3 kills")
# make shape       rooms, arrows, circles, what is longest
# make coverage    what the tests reach, floor by floor
# make mutants     which changes of domain/ and of the store's SQL no test notices (an hour on two cores)
# make clean       remove what the targets above have made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MUTATE_ARGS ?= --sample 60
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test lint format catalogs docs golden migration bench reading fuzz torture shape coverage mutants clean

demo: $(VENV)/installed
	@$(BIN)/dutytrack demo

test: $(VENV)/installed-dev lint
	$(BIN)/python -m pytest -q -n auto $(PYTEST_ARGS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogs: $(VENV)/installed-dev
	$(BIN)/python tools/catalogs.py update
	$(BIN)/python tools/catalogs.py compile
	$(BIN)/python tools/catalogs.py check

docs: $(VENV)/installed-dev
	$(BIN)/python tools/command_pages.py

golden: $(VENV)/installed-dev
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/tui/test_looks.py
	git --no-pager diff --stat -- tests/tui/golden

migration: $(VENV)/installed-dev
	$(if $(NAME),,$(error name what the migration does: make migration NAME="Add evidence"))
	$(BIN)/python tools/new_migration.py "$(NAME)"

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

reading: $(VENV)/installed-dev
	@$(BIN)/python tools/reading.py $(READING_ARGS)

fuzz: $(VENV)/installed-dev
	$(BIN)/python tools/fuzz.py

torture: $(VENV)/installed-dev
	$(BIN)/python tools/torture/run.py $(TORTURE_ARGS)

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
