# Every target does its own set-up first; the second time that takes no time.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup run test test-faults bench lint format proto proto-check chart docs record observability lock clean

BIN := .venv/bin
PYTHON ?= python3
# A day of traffic is played this many times faster than it happened.
RATE ?= 720
export PYTHON

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## what the other targets need: .venv, Kafka, the translation engine
	@bash deploy/local/setup.sh

run: setup ## the whole platform on this machine, with a day of traffic (ONCE=1: end after the report; RATE=720)
	@exec $(BIN)/heliodesk up --play samples/day.yaml --rate $(RATE) $(if $(ONCE),--once)

test: setup ## all tests but the long fault tests, on a Kafka and a store of their own (ARGS="-k word")
	@exec $(BIN)/python -m pytest tests --ignore=tests/faults --ignore=tests/bench --ignore-glob='*/test_kill.py' $(ARGS)

test-faults: setup ## what must hold when processes and servers die (minutes)
	@$(BIN)/python -m pytest tests/faults --ignore=tests/faults/test_replay.py $(ARGS) || [ $$? -eq 5 ]
	@$(BIN)/python -m pytest tests/faults/test_replay.py $(ARGS) || [ $$? -eq 5 ]
	@$(BIN)/python -m pytest $$(find tests/integration -name test_kill.py) $(ARGS) || [ $$? -eq 5 ]

bench: setup ## how fast, into .local/bench.json
	@exec $(BIN)/python -m tests.bench $(ARGS)

lint: setup proto-check ## ruff, the rules of who may import whom, and the contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

format: setup ## let ruff lay out the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

proto: setup ## make gen/ from proto/
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash proto/generate.sh

proto-check: setup ## buf lint, and no change that breaks a reader
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash proto/check.sh

docs: setup ## make docs/api and docs/permissions.md from the topics, the contracts and the edge
	@$(BIN)/python -m services.edge.reference docs/api

record: setup ## keep an example of each event that this release has none of yet (RELEASE=0.2.0: of another release)
	@$(BIN)/python -m tests.support.recorded_events $(RELEASE)

observability: setup ## make the dashboards and rules of deploy/observability/made from their code
	@$(BIN)/python -m deploy.observability

chart: setup ## the chart's README from its values, and every example rendered and checked
	@$(BIN)/python deploy/helm/readme.py
	@exec $(BIN)/python -m pytest tests/chart $(ARGS)

lock: setup ## requirements.lock from requirements.in and requirements-dev.in (UPGRADE=1: newest versions)
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate $(if $(UPGRADE),--upgrade) --output-file requirements.lock requirements.in requirements-dev.in
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--no-annotate --constraints requirements.lock --output-file deploy/image/requirements.lock requirements.in
	@bash deploy/local/setup.sh

clean: ## forget the data of `make run` and of the tests, keep what was downloaded
	@rm -rf .local/run .local/test .pytest_cache .ruff_cache .hypothesis .import_linter_cache build
	@find services tests gen -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
