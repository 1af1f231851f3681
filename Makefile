# Two commands do all set-up on a fresh Debian 12 with a Swift 6.3 toolchain: `make serve` and `make test`.
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
JOBS ?= $(shell nproc)
FLAGS := --explicit-target-dependency-import-check error -j $(JOBS)
# Relocations are packed and unreachable code is dropped: a Swift program is a sixth smaller for it. So is the index by which C++ finds the
# frames of an exception, 320 KB: no code of this program or of Swift's runtime throws one. Whether two accesses to one variable overlap is
# checked at run time by the tests' builds alone: the check is a tenth of what an event of a stream costs.
RELEASE := -c release --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker -z -Xlinker pack-relative-relocs \
  -Xlinker --version-script=scripts/exports.map -Xlinker --icf=safe -Xlinker --no-eh-frame-hdr

# Servers that tests start.
TEST_PACKAGES := postgresql

PACKAGES := pkg-config ca-certificates curl openssl libcurl4-openssl-dev libpcre2-dev libsqlite3-dev libyaml-dev libssl-dev \
  zlib1g-dev libbrotli-dev libzstd-dev libjemalloc-dev

# What `make bench` compares with, where it is installed: the program of LLMhop, the folder of HOPS and a Python that has what it needs.
LLMHOP ?= $(shell command -v llmhop)
HOPS ?=
HOPS_PYTHON ?= python3
# How long the chaos test runs.
SECONDS_OF_CHAOS ?= 120

.PHONY: serve test build check lint bench release-flags chaos kernels llama install deb clients deps clean help

help:
	@echo "make serve    install what is needed, build, start in demo mode"
	@echo "make test     install what is needed, run the tests"
	@echo "make build    the release binary at .build/release/hopguard"
	@echo "make check    format, imports, build and tests"
	@echo "make bench    the benchmarks, side by side with nginx"
	@echo "make kernels  the tagger's kernels against the plain one, NEON under emulation"
	@echo "make llama    the openai classifier against a real llama.cpp server, built first (minutes)"
	@echo "make chaos    hosts killed, stopped and restarted under load, for SECONDS_OF_CHAOS=$(SECONDS_OF_CHAOS)"
	@echo "make install  put the program, its policies and its model under PREFIX ($(PREFIX))"
	@echo "make deb      a Debian package in dist/"
	@echo "make clients  try the clients of docs/clients.md, fetched from PyPI"

deps:
	@scripts/install-packages $(PACKAGES)

build: deps
	$(SWIFT) build $(FLAGS) $(RELEASE) --product hopguard
	@scripts/strip-binary .build/release/hopguard

serve: build
	.build/release/hopguard serve --demo

test: deps
	@scripts/install-packages $(TEST_PACKAGES)
	$(SWIFT) test $(FLAGS)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
	scripts/check-imports

check: lint test

bench: build
	@scripts/install-packages $(PACKAGES) nginx-light
	Benchmarks/run selection
	Benchmarks/run scanner
	Benchmarks/run model
	Benchmarks/run http
	Benchmarks/peers.py --program .build/release/hopguard --mockhost Benchmarks/.build/release/mockhost \
	  --loadgen Benchmarks/.build/release/loadgen $(if $(LLMHOP),--llmhop $(LLMHOP)) \
	  $(if $(HOPS),--hops $(HOPS) --hops-python $(HOPS_PYTHON))
	Benchmarks/run audit

# For scripts that build with the same flags.
release-flags:
	@echo $(RELEASE)

chaos: build
	python3 Tests/Chaos/chaos.py .build/release/hopguard --seconds $(SECONDS_OF_CHAOS)

kernels:
	Tests/Kernels/run

llama: build
	Tests/LlamaServer/run .build/release/hopguard

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/hopguard/policies
	install -m 755 .build/release/hopguard $(DESTDIR)$(PREFIX)/bin/hopguard
	install -m 644 policies/*.yaml $(DESTDIR)$(PREFIX)/share/hopguard/policies/
	install -d $(DESTDIR)$(PREFIX)/share/{man/man1,bash-completion/completions,zsh/site-functions,fish/vendor_completions.d}
	.build/release/hopguard man | gzip -9n > $(DESTDIR)$(PREFIX)/share/man/man1/hopguard.1.gz
	.build/release/hopguard completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/hopguard
	.build/release/hopguard completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_hopguard
	.build/release/hopguard completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/hopguard.fish
	@if ls models/*.hgm >/dev/null 2>&1; then \
	  install -d $(DESTDIR)$(PREFIX)/share/hopguard/models && \
	  install -m 644 models/*.hgm $(DESTDIR)$(PREFIX)/share/hopguard/models/; fi

deb: build
	scripts/make-deb

clients: build
	Tests/Clients/run

clean:
	$(SWIFT) package clean
