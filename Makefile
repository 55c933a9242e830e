# `make build` sets everything up and makes the site; `make test` sets up and runs all tests.
# Only python3 (3.11 or newer) and make are needed; what else is missing is installed where that
# is allowed (as root on Debian), and named where it is not.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: build test lint clean

build: $(VENV)/ready
	$(BIN)/invoke build

test: $(VENV)/ready-test lint
	@sh .ci/need chromium
	@sh .ci/need clients
	@sh .ci/need nginx $(VENV)
	@sh .ci/node
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder tests

lint: $(VENV)/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=plugins $(BIN)/lint-imports --no-cache

$(VENV)/bin/python:
	@sh .ci/need python
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/ready-test: requirements-test.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@ $(VENV)/ready

clean:
	rm -rf output .output.kairanban .pictures_cache $(VENV) tests/node/node_modules
