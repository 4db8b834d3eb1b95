# `make` alone lists the targets. Everything lives in .venv; nothing else is changed,
# except that root gets the system packages that are missing.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Tell the whole chain on the shipped example, into demo/
	@$(BIN)/equiplink demo --out demo
	@$(BIN)/equiplink --db sqlite:///demo/demo.db labels --format pdf --out demo/labels.pdf
	@$(BIN)/equiplink --db sqlite:///demo/demo.db labels --format png --out demo/labels
	@echo '以上全部文件在 demo/ 目录：数据库 demo.db、标签 labels.pdf 与 labels/、MT/T 1201.2 导出 *.txt'
	@echo '四次采购另有样例：$(BIN)/equiplink demo --story procurement --out demo/procurement'
	@echo '实物另有样例：$(BIN)/equiplink demo --story physical --out demo/physical'
	@echo '百日整治另有样例：$(BIN)/equiplink demo --story campaign --out demo/campaign'

serve: $(READY) ## Serve the API on the database that EQUIPLINK_DB names
	$(BIN)/equiplink init
	$(BIN)/equiplink serve

test: $(READY) system ## Run every test on SQLite and PostgreSQL
	$(BIN)/pytest -n auto --cov

check: $(READY) ## Formatting, lint, types, import order, reference up to date
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

docs: $(READY) ## Write docs/reference anew from the code
	$(BIN)/python docs/generate.py

bench: $(READY) system ## Measure, print a table and write bench.json
	$(BIN)/python -m tests.bench

lock: $(READY) ## Lock the newest versions that pyproject.toml admits
	$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade \
	  --quiet --output-file requirements/dev.txt

clean: ## Remove everything that was made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf .coverage* .bench bench.json demo dist build

$(READY): pyproject.toml requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 …'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh tests/system.sh python3-venv
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

system:
	@sh tests/system.sh

.PHONY: help demo serve test check docs bench lock clean system
