# Every target is a script in .ci; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run watch test fmt release bench lighthouse

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## Install what is missing, build, and serve on http://127.0.0.1:3000 with demo data
	@.ci/serve

watch: ## The same, rebuilding at every change and reloading the browser
	@.ci/watch

test: ## Format, lints, tests on SQLite and PostgreSQL, and the browser tests
	@.ci/test

fmt: ## Format the Rust code
	@cargo fmt --all

release: ## Build for production into target/dist
	@.ci/release

bench: ## Measure the release build: requests a second, latency, bytes on the wire
	@.ci/bench

lighthouse: ## Let Lighthouse judge the public page of the demo
	@.ci/lighthouse
