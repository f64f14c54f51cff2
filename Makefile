# Two commands do all the set-up: `make demo` and `make test`. Each makes .venv when it is not there.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DATA ?=
SCORER ?= $(wildcard $(DATA)/../../../bench/score_attribution.py)

TRAIN := PYTHONPATH=src:. runs/venv/bin/python -m training
SETS = --polnear $(POLNEAR) --uds $(UDS) --scorer $(SCORER)
WEIGHTS := src/purport/weights/attribution

.PHONY: demo test lint check wheel bench train lock clean help

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

demo: $(VENV)/run.stamp ## read a report, then count the roots of a story told by five outlets
	$(BIN)/purport read examples/bridge-collapse.txt
	rm -f $(VENV)/demo.ledger*
	$(BIN)/purport add examples/crane-story.jsonl --ledger $(VENV)/demo.ledger
	$(BIN)/purport roots --at-least 2 --ledger $(VENV)/demo.ledger

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

bench: $(VENV)/dev.stamp ## speed and memory against spaCy, the ledger; figures too with DATA=folder of PolNeAR dev and SCORER=its scorer
	$(BIN)/python -m benchmarks.speed $(if $(DATA),--data $(DATA))
	$(if $(DATA),$(BIN)/python -m benchmarks.attribution --data $(DATA) $(if $(SCORER),--scorer $(SCORER)))

train: ## make the weights anew: POLNEAR=folder UDS=folder SCORER=file, into runs/ and src/purport/weights/
	test -d runs/venv || $(PYTHON) -m venv runs/venv
	runs/venv/bin/pip install --quiet torch==2.13.0 --editable '.[training]'
	$(TRAIN).train $(SETS) --out runs/cycle-1 --epochs 4 --schedule-epochs 8 --seed 1 --judged-every 4
	$(TRAIN).train $(SETS) --out runs/cycle-2 --epochs 2 --init runs/cycle-1/last.pt --scale 0.25 --seed 4 --judged-every 2
	cat runs/cycle-1/curve.jsonl runs/cycle-2/curve.jsonl > runs/curve.jsonl
	$(TRAIN).export --checkpoint runs/cycle-2/last.pt --out $(WEIGHTS) --card training/card.json --curve runs/curve.jsonl
	$(TRAIN).certainty_head --weights $(WEIGHTS) --uds $(UDS) --polnear $(POLNEAR)
	$(TRAIN).calibrate --weights $(WEIGHTS) --polnear $(POLNEAR) --scorer $(SCORER) --picture docs/why/reliability.svg
	$(TRAIN).curve runs/curve.jsonl docs/why/curve.svg

lock: ## pin all requirements with their hashes anew
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml requirements/dev.in --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate -o requirements/dev.txt

clean: ## remove what was made
	rm -rf $(VENV) dist .pytest_cache .ruff_cache .mypy_cache
