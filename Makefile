# Two commands do all the set-up: `make demo` and `make test`. Each makes .venv when it is not there.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DATA ?=
SCORER ?= $(wildcard $(DATA)/../../../bench/score_attribution.py)

.PHONY: demo test lint check wheel bench lock clean help

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

demo: $(VENV)/run.stamp ## read a report and show who claims what in it
	$(BIN)/purport read examples/bridge-collapse.txt

test: $(VENV)/dev.stamp ## run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(VENV)/dev.stamp ## build the wheel, install it in an empty environment and read a report
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist
	$(BIN)/python tests/wheel.py dist

check: lint test wheel ## all that CI runs

bench: $(VENV)/dev.stamp ## speed and memory against spaCy; figures too with DATA=folder of PolNeAR dev and SCORER=its scorer
	$(BIN)/python -m benchmarks.speed $(if $(DATA),--data $(DATA))
	$(if $(DATA),$(BIN)/python -m benchmarks.attribution --data $(DATA) $(if $(SCORER),--scorer $(SCORER)))

lock: ## pin all requirements with their hashes anew
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml requirements/dev.in --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements/dev.txt

clean: ## remove what was made
	rm -rf $(VENV) dist .pytest_cache .ruff_cache .mypy_cache
