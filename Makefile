# Everything that a newcomer, a developer and CI call. `make` alone lists it.

SWIFT ?= swift
PACKAGES := libpng-dev libsqlite3-dev libmicrohttpd-dev nettle-dev zlib1g-dev libcairo2-dev pkg-config
VIEWER_PACKAGES := libjs-leaflet
TEST_PACKAGES := pngcheck gdal-bin curl sqlite3 strace poppler-utils qpdf python3-venv
CLIENT_PACKAGES := python3-qgis
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PORT ?= 8080
REPORTS ?= 1000000
ROUNDS ?= 300
SEED ?= $(shell date +%s)
DEMO := .build/demo
CLIENTS := .build/clients

.PHONY: help demo build test crash-test lint format bench bench-filing gallery clean packages test-packages clients

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## build, make 20,000 sample reports around Gorzów and Lubuskie, and serve the map on port 8080
	@mkdir -p $(DEMO)
	.build/release/threatmap sample --reports 20000 --seed 1 --region lubuskie -o $(DEMO)/lubuskie.csv
	.build/release/threatmap import --store $(DEMO)/lubuskie.sqlite $(DEMO)/lubuskie.csv
	.build/release/threatmap serve --store $(DEMO)/lubuskie.sqlite --port $(PORT)

build: packages ## build the release program, .build/release/threatmap
	$(SWIFT) build -c release --product threatmap

test: test-packages ## run all tests, with the clients that could be installed
	@# QGIS and the Python clients come while the tests are built.
	@$(MAKE) --no-print-directory clients & $(SWIFT) build --build-tests; status=$$?; wait; exit $$status
	$(SWIFT) test --skip-build

crash-test: test-packages ## kill -9 server, imports and retention in ROUNDS (300) rounds from SEED, and check the store
	$(SWIFT) build --build-tests
	CRASH_ROUNDS=$(ROUNDS) CRASH_SEED=$(SEED) $(SWIFT) test --skip-build --filter CrashRoundTests

lint: ## check the sources' format
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

format: ## bring the sources into format
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

bench: packages ## time index, tiles and legends at REPORTS sample reports (1,000,000)
	$(SWIFT) build -c release --product threatmap-bench
	.build/release/threatmap-bench --reports $(REPORTS) --seed 1

bench-filing: packages ## time filings, tiles and an import beside them at REPORTS sample reports (1,000,000)
	$(SWIFT) build -c release --product threatmap
	$(SWIFT) build -c release --product filing-bench
	.build/release/filing-bench --program .build/release/threatmap --reports $(REPORTS)

gallery: build ## print ten sheets of sample and, where it is in ../shared/data, real reports to .build/gallery
	Tests/Gallery/gallery.sh .build/release/threatmap .build/gallery

clean: ## remove all that was built, the demo's store included
	rm -rf .build

# $(call install,PACKAGES,STRICTNESS): installs what is missing, where this is Debian or its kin.
define install
	@missing=""; for package in $(1); do \
		dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if command -v apt-get >/dev/null; then \
		echo "installing$$missing"; \
		$(SUDO) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
		echo "Please install what your system calls$$missing, then try again."; \
	fi || $(2)
endef

packages:
	$(call install,$(PACKAGES),exit 1)
	$(call install,$(VIEWER_PACKAGES),echo "without libjs-leaflet the viewer takes Leaflet from a public CDN")

test-packages: packages
	$(call install,$(TEST_PACKAGES),echo "tests of these programs will be skipped")

# QGIS by Debian and the others by PyPI, once; whatever cannot be had is left out, and its tests are skipped.
clients:
	$(call install,$(CLIENT_PACKAGES),echo "tests of QGIS will be skipped")
	@cmp -s Tests/Clients/requirements.txt $(CLIENTS)/requirements.txt && exit 0; \
	echo "installing Python clients into $(CLIENTS)"; \
	python3 -m venv $(CLIENTS) || { echo "tests of Python clients will be skipped"; exit 0; }; \
	pip="$(CLIENTS)/bin/python -m pip install -q --disable-pip-version-check --retries 1 --timeout 60 --only-binary :all:"; \
	if $$pip -r Tests/Clients/requirements.txt; then cp Tests/Clients/requirements.txt $(CLIENTS)/; else \
		sed 's/ *#.*//; /^$$/d' Tests/Clients/requirements.txt | while read -r client; do \
			$$pip "$$client" || echo "tests that need $$client will be skipped"; \
		done; \
	fi
