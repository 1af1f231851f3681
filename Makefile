# Two commands do all set-up on a fresh Debian 12 with a Swift 6.3 toolchain: `make serve` and `make test`.
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
JOBS ?= $(shell nproc)
FLAGS := --explicit-target-dependency-import-check error -j $(JOBS)
# Relocations are packed and unreachable code is dropped: a Swift program is a sixth smaller for it.
RELEASE := -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker -z -Xlinker pack-relative-relocs

PACKAGES := pkg-config openssl libcurl4-openssl-dev libpcre2-dev libsqlite3-dev libyaml-dev libssl-dev \
  zlib1g-dev libbrotli-dev libzstd-dev

.PHONY: serve test build check lint bench install deps clean help

help:
	@echo "make serve    install what is needed, build, start in demo mode"
	@echo "make test     install what is needed, run the tests"
	@echo "make build    the release binary at .build/release/hopguard"
	@echo "make check    format, imports, build and tests"
	@echo "make bench    the benchmarks, side by side with nginx"
	@echo "make install  put the program, its policies and its model under PREFIX ($(PREFIX))"

deps:
	@scripts/install-packages $(PACKAGES)

build: deps
	$(SWIFT) build $(FLAGS) $(RELEASE) --product hopguard
	@scripts/strip-binary .build/release/hopguard

serve: build
	.build/release/hopguard serve --demo

test: deps
	$(SWIFT) test $(FLAGS)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
	scripts/check-imports

check: lint test

bench: build
	@scripts/install-packages $(PACKAGES) nginx-light
	Benchmarks/run
	Benchmarks/run scanner

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/hopguard/policies
	install -m 755 .build/release/hopguard $(DESTDIR)$(PREFIX)/bin/hopguard
	install -m 644 policies/*.yaml $(DESTDIR)$(PREFIX)/share/hopguard/policies/
	@if ls models/*.hgm >/dev/null 2>&1; then \
	  install -d $(DESTDIR)$(PREFIX)/share/hopguard/models && \
	  install -m 644 models/*.hgm $(DESTDIR)$(PREFIX)/share/hopguard/models/; fi

clean:
	$(SWIFT) package clean
