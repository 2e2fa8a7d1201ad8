# `make graph` builds the graph of seeds/ into out/; `make test` runs the tests. Each makes what it needs, on its own.
# Another interpreter than python3: make test PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: graph test lint clean

graph: $(VENV)/installed
	$(BIN)/kg build seeds/ -o out/

test: $(VENV)/installed-test
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) out build dist

# A stamp a set of dependencies: nothing is installed again until pyproject.toml changes.
$(VENV)/installed: EXTRA =
$(VENV)/installed-test: EXTRA = [test]
$(VENV)/installed-dev: EXTRA = [test,dev]
$(VENV)/installed $(VENV)/installed-test $(VENV)/installed-dev: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "yte-kg: there is no $(PYTHON) here; name your Python: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("yte-kg needs Python 3.11 or newer, $(PYTHON) is %d.%d; name another: make $(MAKECMDGOALS) PYTHON=python3.12" % v[:2])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.$(EXTRA)'
	@touch $@
