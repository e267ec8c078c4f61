# Everything a user or a developer runs. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
BROWSER := .venv/ready-browser
export CHROMIUM ?= /usr/bin/chromium
BENCH := .venv-bench/bin
BENCH_READY := .venv-bench/ready
ENV := PIP_DISABLE_PIP_VERSION_CHECK=1

.DEFAULT_GOAL := help
.PHONY: help setup generate check-generated lint-spec demo staging staging-soak test test-examples contract contract-deep test-all check format dist lock clean faults drift drift-score facts release-notes record mutants cli-picture test-browser screenshots chromium bench bench-quick issue-soak contact-sheet

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: $(READY) ## make the environment in .venv, from pinned packages

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "error: $(PYTHON) is older than Python 3.11; name another: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(ENV) $(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(ENV) $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

generate: $(READY) ## write the clients from the specs
	$(BIN)/python -m generator generate

check-generated: $(READY) ## fail with a diff if the clients are not what the specs make
	$(BIN)/python -m generator check

lint-spec: $(READY) ## check the specs
	$(BIN)/python -m generator.lint spec/*.yaml

drift: $(READY) ## tell what a vendor's page says that the spec does not: make drift PAGE=page.html
	@$(BIN)/python -m generator drift $(if $(PAGE),"$(PAGE)",$(error name the page: make drift PAGE=page.html))

facts: $(READY) ## take over what a page says, once the spec says it too: make facts PAGE=page.html
	@$(BIN)/python -m generator facts $(if $(PAGE),"$(PAGE)",$(error name the page: make facts PAGE=page.html))

release-notes: $(READY) ## what changes for users: make release-notes FROM=v0.1.0 [TO=v0.2.0]
	@$(BIN)/python -m generator release-notes $(if $(FROM),"$(FROM)",$(error name a git revision or a spec: make release-notes FROM=v0.1.0)) $(if $(TO),"$(TO)")

drift-score: $(READY) ## how many changes of a page are found, by kind
	$(BIN)/python -m tests.pages.score

demo: $(READY) generate ## print one card against a staging of its own
	$(BIN)/python -m demo

staging: $(READY) ## serve both vendors on localhost until Ctrl-C
	$(BIN)/python -m cardwright.staging

staging-soak: $(READY) ## whether staging holds up: a minute of load, 100 kills, its start
	$(BIN)/python -m tests.soak load
	$(BIN)/python -m tests.soak kill
	$(BIN)/python -m tests.soak start

issue-soak: $(READY) ## 10,000 rows become cards amid faults and kills; writes docs/bulk-issuing.md
	$(BIN)/python -m pytest -q tests/issuing/soak/judge_checks.py
	$(BIN)/python -m tests.issuing.soak --rows $(or $(ROWS),10000) --write

contact-sheet: $(READY) ## draw docs/images/contact-sheet.png anew
	$(BIN)/python -m tests.issuing.picture

faults: $(READY) ## every operation against every fault; writes docs/reliability.md
	$(BIN)/python -m tests.client.faults

test-browser: chromium $(BROWSER) ## the page of staging in a real browser (Debian: apt-get install chromium)
	$(BIN)/python -m pytest tests/browser -q

screenshots: chromium $(BROWSER) ## take the pictures of staging's page in docs/images
	$(BIN)/python -m tests.browser.screenshots

chromium:
	@test -x "$(CHROMIUM)" || { \
		echo "error: there is no Chromium at $(CHROMIUM). Install it (Debian: apt-get install chromium)," \
			"or name another: make CHROMIUM=/path/to/chromium test-browser" >&2; exit 2; }

$(BROWSER): requirements/browser.txt $(READY)
	$(ENV) $(BIN)/python -m pip install --quiet --require-hashes -r requirements/browser.txt
	@touch $(BROWSER)

test: $(READY) ## all tests, three files at a time
	$(BIN)/python -m pytest -n 3 --dist loadfile

test-examples: $(READY) ## the projects in examples/, with the wheel in an empty environment
	$(BIN)/python -m pytest -q tests/project/examples.py

cli-picture: $(READY) ## draw docs/images/cli.svg anew: a terminal, with the commands run
	$(BIN)/python -m tests.cli.picture

contract: $(READY) ## the specs against a server, in full: ours, or the one that the variables name
	CONTRACT_PROFILE=full $(BIN)/python -m pytest tests/contract -q --ignore=tests/contract/mutants

mutants: $(READY) ## measure what the contract tests catch; the table is in docs/contract-tests.md
	$(BIN)/python -m tests.contract.mutants --controls 20 --write

contract-deep: $(READY) ## seed after seed, for SECONDS (600)
	$(BIN)/python -m tests.contract --seconds $(or $(SECONDS),600) --vendor $(or $(VENDOR),instantcard)

record: $(READY) ## what a vendor answers, into spec/observed/: shapes and names, never values
	$(BIN)/python -m tests.contract.record

test-all: ## all tests on every Python from 3.11 up that the machine has
	./scripts/test-all

check: $(READY) lint-spec check-generated ## format, lint, types, specs, generated output
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy generator cardwright demo tests benchmarks generated examples
	$(BIN)/basedpyright

format: $(READY) ## format what is written by hand
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

dist: $(READY) ## build the wheel into dist/
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

lock: $(READY) ## pin the newest packages that fit, with their hashes
	./scripts/lock

$(BENCH_READY): requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	$(ENV) $(BENCH)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $(BENCH_READY)

bench: $(BENCH_READY) ## what the clients cost beside their peers; writes benchmarks/results.md and the plots
	$(BENCH)/python -m benchmarks --write benchmarks

bench-quick: $(BENCH_READY) ## the same in two minutes, printed only: make bench-quick [ROWS="get list"]
	@$(BENCH)/python -m benchmarks --quick $(foreach row,$(ROWS),--row $(row))

clean: ## remove what was made, but for the environment
	rm -rf build dist out .mypy_cache .pytest_cache .ruff_cache .hypothesis .schemathesis
