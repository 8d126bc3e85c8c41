# The front door: `make site` builds the hub, `make test` passes the tests. Python ≥ 3.11, git and make are enough.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help site serve check test test-all lint bench bench-quick bench-preview bench-feeds demo lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Voices needs Python 3.11 or newer; this is %d.%d. Name another with make PYTHON=…" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

site: $(READY) ## build the hub into site/
	$(BIN)/voices build

serve: $(READY) ## write with a preview that follows
	$(BIN)/mkdocs serve

check: $(READY) ## show every finding in content/
	$(BIN)/voices check

test: $(READY) ## the tests that need nothing but Python
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not browser and not slow"

test-all: $(READY) ## these, and the slow ones, and those in a browser
	$(BIN)/python -m pytest -q -n 2 --dist worksteal

lint: $(READY) ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## our build and the peers', side by side
	$(BIN)/python -m bench.run

bench-quick: $(READY) ## ours and Hugo's at 1000 posts
	$(BIN)/python -m bench.run --quick

bench-preview: $(READY) ## how soon an edit is in the browser
	$(BIN)/python -m bench.preview

bench-feeds: $(READY) ## a thousand feeds on a local server
	$(BIN)/python -m bench.feeds

demo: $(READY) ## five minutes of what the hub does, offline
	$(BIN)/python -m bench.demo

lock: $(READY) ## pin the dependencies anew, with hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url --no-annotate --upgrade --output-file requirements.lock pyproject.toml

clean: ## remove what was built and cached
	rm -rf .cache .venv site-internal
	find site -mindepth 1 ! -name .gitignore -delete
