# Everything below sets itself up: needed are make and Python 3.11 or newer with venv.
.DEFAULT_GOAL := help
.PHONY: help demo test cover endure check bench lock clean ready

# What another environment, or another home, has set must not decide what happens here.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME PYTHONOPTIMIZE MYPYPATH TRIAGE_HOME
export PYTHONNOUSERSITE := 1

bin := .venv/bin

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

demo: ready ## run the main job on the sample list; results in build/demo
	@mkdir -p build
	@$(bin)/triage demo --out build/demo

test: ready ## run the tests; what the machine lacks is skipped by name
	@$(bin)/pytest --numprocesses=auto tests
	@$(bin)/pytest README.md docs # each example goes on where the one before it ended

cover: ready ## run the tests and show which lines they reach
	@$(bin)/pytest --numprocesses=auto --cov --cov-report= tests
	@$(bin)/pytest --cov --cov-append --cov-report=term README.md docs

endure: ready ## races, kills and long searches in full; CI runs them shortened
	@TRIAGE_ENDURE=full $(bin)/pytest -m slow tests/endurance

check: ready ## formatting, lint, types and layers
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports --no-logo --cache-dir build/cache/import-linter

bench: ready ## measure speed beside other engines
	@$(bin)/python -m benchmarks.installing
	@$(bin)/python -m benchmarks

lock: ## renew the locks of locks/ (needs the package index)
	@.ci/lock

clean: ## remove .venv, build and caches
	@rm -rf .venv build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@.ci/venv
