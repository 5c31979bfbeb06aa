# Every target makes what it needs: an environment of its own in .venv, installed again only when pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
COMPILED := .venv-compiled
SOURCES := pyproject.toml hatch_build.py $(shell find src packs examples -type f -not -name '*.pyc')
SHARED ?= $(or $(KHABAR_SHARED),../shared)

.PHONY: help demo test test-all lint server compiled bench floors open-examples banks fuzz clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      read the bundled articles and print their chronology"
	@echo "make test      what CI runs: ruff, mypy, pytest without the slow tests"
	@echo "make test-all  the same with the slow tests"
	@echo "make lint      ruff and mypy only"
	@echo "make compiled  an environment in .venv-compiled whose khabar is compiled (needs a C compiler)"
	@echo "make bench     articles a second on one core, and start-up time, of that one"
	@echo "make floors    score the gold articles and raise the floors in eval/floors.json"
	@echo "make open-examples  list the pack examples that do not hold yet, in tests/packs/open_examples.txt"
	@echo "make banks     read the sentences in tests/banks and print what comes out wrong"
	@echo "make fuzz      feed each parser for SECONDS=60, led by what its code does; TARGETS='csv zip' for some of them"
	@echo "make clean     take away .venv and caches"

$(BIN)/python $(COMPILED)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "khabar needs Python 3.11 or newer; $(PYTHON) is older (make PYTHON=python3.12 ...)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "python3 cannot make environments here; on Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(@:/bin/python=)

$(RUN): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(RUN) $@

demo: $(RUN)
	@$(BIN)/khabar demo

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

server:
	@sh tests/install-postgresql.sh

test: lint server
	$(BIN)/pytest -m "not slow"

test-all: lint server
	$(BIN)/pytest

# Its khabar is a copy, compiled; the sources stay as they are. Modules that did not change are not compiled again.
$(COMPILED)/.installed: $(SOURCES) | $(COMPILED)/bin/python
	@$(COMPILED)/bin/python hatch_build.py
	KHABAR_COMPILE=1 $(COMPILED)/bin/python -m pip install --quiet --disable-pip-version-check .
	@touch $@

compiled: $(COMPILED)/.installed

bench: compiled
	@$(COMPILED)/bin/khabar bench read

floors: $(DEV)
	$(BIN)/khabar evaluate --fresh $(SHARED)/gold/*.json --pin eval/floors.json

open-examples: $(DEV)
	@$(BIN)/python tests/packs/test_examples.py

# Outside CI: what falls is written to out/fuzz/crash-*; move it into tests/fuzz/test_found.py, as code.
SECONDS ?= 60
FUZZ := tests/fuzz/atheris_parsers.py
banks: $(DEV)
	@$(BIN)/python tests/banks/test_banks.py

fuzz: $(DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev-fuzz]'
	@mkdir -p out/fuzz
	@for target in $(or $(TARGETS),$$($(BIN)/python $(FUZZ) --list)); do \
	  echo "$$target, $(SECONDS) s"; mkdir -p out/fuzz/$$target; \
	  $(BIN)/python $(FUZZ) $$target -max_total_time=$(SECONDS) -max_len=16384 -timeout=25 -rss_limit_mb=2048 \
	    -artifact_prefix=out/fuzz/ out/fuzz/$$target 2> out/fuzz/$$target.log \
	    || { tail -20 out/fuzz/$$target.log >&2; exit 1; }; \
	done

clean:
	rm -rf $(VENV) $(COMPILED) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build
