# install · demo · test · bench. Needs Python 3.11 or later, and make.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data/demo

BIN := .venv/bin
# PIP_CONSTRAINT rather than --constraint: it also pins the build's own requirements.
PIP := PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable

NPM := npm install --silent --ignore-scripts --no-package-lock --no-audit --no-fund
EDITOR := api/static/editor

.DEFAULT_GOAL := help
.PHONY: help install demo test lint types check engines node mutations bench peers format clean wheel docs sbom test-lowest test-newest

help:
	@echo 'make install   an environment in .venv, with .venv/bin/klyngegraf'
	@echo 'make demo      load examples/, validate, serve on http://$(HOST):$(PORT) (HOST=… PORT=… DATA=…)'
	@echo 'make test      every check: style, types, tests'
	@echo 'make bench     measure loading on generated documents, and the pages'
	@echo 'make peers     the other servers that bench/ measures ours against'
	@echo 'make mutations break the code on purpose, once for each of tests/mutations.toml: every time a test must fail'
	@echo 'make format    write the code in the house style'
	@echo 'make wheel     dist/klyngegraf-….whl: the whole product, the same bytes for the same commit'
	@echo 'make docs      write docs/licences.md and docs/ontology.md'
	@echo 'make sbom      dist/klyngegraf.cdx.json: what runs, as a CycloneDX bill of materials'
	@echo 'make test-lowest, make test-newest    the tests with the oldest and the newest versions that pyproject.toml allows'
	@echo 'make clean     remove .venv, the other environments and the demo data'

install: .venv/installed .venv/editor

.venv/installed: pyproject.toml constraints.txt
	@test -n '$(PYTHON)' || { echo 'klyngegraf needs Python 3.11 or later; none is on the PATH (make install PYTHON=/path/to/python3)' >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) .
	@touch $@
	@echo 'Installed: $(BIN)/klyngegraf --help'

.venv/developing: .venv/installed
	$(PIP) '.[dev]'
	@touch $@

# The SPARQL editor of /sparql comes from npm. Without npm, or where npm fails, the page stays a plain form, and the next `make install` tries again.
.venv/editor: package.json | .venv/installed
	@if command -v npm >/dev/null && $(NPM) --omit=dev && mkdir -p $(EDITOR) && \
		cp node_modules/@zazuko/yasgui/build/yasgui.min.js node_modules/@zazuko/yasgui/build/yasgui.min.css $(EDITOR); \
	then touch $@; else echo 'No SPARQL editor (npm is missing or failed): /sparql is a plain form.'; fi

# What the browser tests need: axe from npm, and a Chromium, which root gets from Debian. Where there is none they are skipped, saying so.
.venv/browser: package.json | .venv/developing .venv/editor
	@command -v npm >/dev/null && $(NPM) || echo 'No axe-core (npm is missing or failed): pages are not checked for accessibility.'
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium >/dev/null 2>&1; } || \
		echo 'No Chromium: the browser tests are skipped.'
	@touch $@

demo: install
	$(BIN)/klyngegraf load examples --data '$(DATA)'
	@$(BIN)/klyngegraf validate --data '$(DATA)' --fail-on violation
	@echo
	@echo 'Open    http://$(HOST):$(PORT)/'
	@echo 'Ask     $(BIN)/klyngegraf query attendance --cluster Aarhusklyngen --data $(DATA)'
	@echo '        $(BIN)/klyngegraf query --help'
	@echo '        curl "http://$(HOST):$(PORT)/queries/attendance?cluster=Aarhusklyngen"'
	@echo 'Yours   $(BIN)/klyngegraf load PATH/TO/YOUR/FOLDER --data data/mine'
	@echo 'Stop    Ctrl-C'
	@echo
	@$(BIN)/klyngegraf serve --data '$(DATA)' --host '$(HOST)' --port '$(PORT)'

test: lint types check

lint: .venv/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/developing
	$(BIN)/mypy

check: .venv/developing .venv/browser engines node
	$(BIN)/pytest --quiet

# Other programs that the tests hold us against. Virtuoso, for the store's tests, where a package manager and the right to use it are there; without it these tests are skipped and say so.
engines:
	@command -v virtuoso-t >/dev/null || test "$$(id -u)" != 0 || ! command -v apt-get >/dev/null \
		|| { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends virtuoso-opensource >/dev/null; } \
		|| echo 'Virtuoso could not be installed: its tests will be skipped' >&2
	@command -v roqet >/dev/null || test "$$(id -u)" != 0 || ! command -v apt-get >/dev/null \
		|| { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends rasqal-utils >/dev/null; } \
		|| echo 'roqet could not be installed: its tests will be skipped' >&2

	@command -v strace >/dev/null && command -v faketime >/dev/null && command -v Rscript >/dev/null || test "$$(id -u)" != 0 || ! command -v apt-get >/dev/null \
		|| { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends strace faketime r-base-core r-cran-sparql >/dev/null; } \
		|| echo 'strace, faketime or R could not be installed: tests of power cuts, of clocks or of the recipes in R will be skipped' >&2

# What the tests ask of Node; where there is none, or no network, those tests skip and say so.
node:
	@if command -v npm >/dev/null; then \
		test -d tests/node/node_modules/rdf-validate-shacl -a -d tests/node/node_modules/@comunica/query-sparql || npm install --prefix tests/node --no-package-lock --no-audit --no-fund --loglevel=error \
		|| echo 'npm could not install what tests/node/package.json names: those tests will skip' >&2; fi

bench: .venv/developing
	$(BIN)/python -m bench.load
	$(BIN)/python -m bench.pages

# Virtuoso comes with `engines`; rdflib-endpoint has an environment of its own, since it needs other versions of what the service stands on.
peers: engines
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check rdflib-endpoint

mutations: .venv/developing
	$(BIN)/python -m tests.mutations

# The commit's own date stands on the files, so the same commit gives the same bytes.
wheel: install
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 1700000000) PIP_CONSTRAINT=constraints.txt \
		$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .

docs: .venv/developing
	$(BIN)/python -m supply.licences
	$(BIN)/python -m docs.reference

sbom: .venv/developing
	$(BIN)/python -m supply.sbom dist/klyngegraf.cdx.json

# Environments of their own, with the tests that meet other packages; what only reads text is the same with any version. `TESTS=tests` runs all.
TESTS := $(addprefix tests/,protocol test_api.py test_checks.py test_cli.py test_clients.py test_dataset.py test_docs.py test_docx.py test_graph.py test_html.py test_house.py \
	test_identity.py test_ontology.py test_operations.py test_pdf.py test_shapes.py test_store.py test_supply.py test_web.py test_workers.py test_writing.py)
test-lowest: .venv/developing
	@mkdir -p .venv-lowest
	$(BIN)/python -m supply.lowest .venv-lowest/constraints.txt
	@test -x .venv-lowest/bin/python || $(PYTHON) -m venv .venv-lowest
	PIP_CONSTRAINT=.venv-lowest/constraints.txt .venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	.venv-lowest/bin/pytest --quiet -m 'not slow' $(TESTS)

test-newest:
	@test -n '$(PYTHON)' && { test -x .venv-newest/bin/python || $(PYTHON) -m venv .venv-newest; }
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager --editable '.[dev]'
	.venv-newest/bin/pytest --quiet -m 'not slow' $(TESTS)

format: .venv/developing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .venv-lowest .venv-newest .venv-peers dist data/demo node_modules $(EDITOR)
