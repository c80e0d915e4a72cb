# Each line calls the ordinary tools; deploy/setup installs what they need.
checks = --explicit-target-dependency-import-check error

.PHONY: run test build bench format clean

run:
	@deploy/setup run
	swift run $(checks) earshot demo

test:
	@deploy/setup test
	swift format lint --strict --recursive Package.swift Sources Tests
	swift build --build-tests $(checks)
	PATH="$(CURDIR)/.venv/bin:$$PATH" SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test --skip-build

build:
	@deploy/setup run
	swift build -c release --product earshot $(checks)

bench:
	@deploy/setup bench
	swift build -c release $(checks)
	Tests/Bench/run

format:
	swift format --in-place --recursive Package.swift Sources Tests

clean:
	swift package clean
