# The two commands: `make run` and `make test`. README.md has the plain commands behind them, for Windows.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench

run: .venv/installed
	$(BIN)/python -m dashboard

test: .venv/installed
	$(BIN)/python -m ruff check .
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

bench: .venv/installed
	$(BIN)/python -m tests.bench

.venv/installed: requirements.txt constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@
