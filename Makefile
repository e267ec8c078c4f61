# Everything a user or a developer runs. `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
ENV := PIP_DISABLE_PIP_VERSION_CHECK=1

.DEFAULT_GOAL := help
.PHONY: help setup generate check-generated lint-spec demo staging staging-soak test contract contract-deep test-all check format dist lock clean faults drift drift-score facts release-notes record mutants issue-soak contact-sheet

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

test: $(READY) ## all tests, two files at a time
	$(BIN)/python -m pytest -n 2 --dist loadfile

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
	$(BIN)/mypy generator cardwright demo tests generated
	$(BIN)/basedpyright

format: $(READY) ## format what is written by hand
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

dist: $(READY) ## build the wheel into dist/
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

lock: $(READY) ## pin the newest packages that fit, with their hashes
	./scripts/lock

clean: ## remove what was made, but for the environment
	rm -rf build dist out .mypy_cache .pytest_cache .ruff_cache .hypothesis .schemathesis
