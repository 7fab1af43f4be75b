# Everything is one word: `make run`, `make test`. Each step says what it does.

PYTHON ?= python3
IN := .venv/bin

say = @printf '\n== %s\n' '$(1)'
LOCKS := packaging/requirements
# Names, versions and sha256 only: no index, no host, no path may enter a lock.
compile = $(IN)/uv pip compile pyproject.toml --quiet --no-config --universal \
    --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE)
compile_windows = $(IN)/uv pip compile pyproject.toml --quiet --no-config --only-binary :all: \
    --python-platform x86_64-pc-windows-msvc --python-version 3.11 --generate-hashes \
    --no-header --no-annotate $(UPGRADE)
offscreen = QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := test
.PHONY: run test bench bootstrap lint types imports headless tests coverage demo format lock clean \
    windows windows-test windows-bench windows-tools

run:
	@$(PYTHON) packaging/bootstrap.py --window
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    echo '== the program, with the two sample reports'; \
	    $(IN)/python -m desktop open --sample; \
	else \
	    echo '== no display here: the main job end to end, into build/demo'; \
	    $(offscreen) $(IN)/python -m desktop demo --out build/demo && \
	    echo '== done; look at:' && find build/demo -type f | sort; \
	fi

test: lint types imports headless tests coverage demo
	$(call say,all passed)

bootstrap:
	@$(PYTHON) packaging/bootstrap.py

lint: bootstrap
	$(call say,style: ruff)
	@$(IN)/ruff check .
	@$(IN)/ruff format --check .

types: bootstrap
	$(call say,types: mypy --strict)
	@$(IN)/mypy
	@$(IN)/mypy --platform win32 --cache-dir .mypy_cache/win32 desktop db forms

imports: bootstrap
	$(call say,layers: lint-imports)
	@$(IN)/lint-imports --no-logo

headless: bootstrap
	$(call say,forms and db with PySide6 out of reach)
	@$(IN)/python -m pytest -q -p no:pytest-qt -p tests.no_qt -m 'not benchmark and not windows' -n 2 \
	    tests/forms tests/db

tests: bootstrap
	$(call say,all tests offscreen with coverage)
	@rm -f .coverage .coverage.*
	@$(offscreen) $(IN)/python -m pytest -q -m 'not benchmark and not windows' -n 2 --cov --cov-report= tests

coverage: tests
	$(call say,coverage: forms and db whole; desktop never lower)
	@$(IN)/python tests/check_coverage.py

demo: bootstrap
	$(call say,the main job end to end into build/demo)
	@rm -rf build/demo
	@$(offscreen) $(IN)/python -m desktop demo --out build/demo

bench: bootstrap
	$(call say,benchmarks: ratios beside a floor or a peer)
	@$(offscreen) $(IN)/python -m pytest -q -s -p no:randomly -m benchmark tests/benchmarks

windows-tools: bootstrap
	@$(IN)/python packaging/windows/tools.py

windows: windows-tools
	$(call say,the Windows program and its setup into dist/)
	@$(IN)/python packaging/windows/build.py

windows-test: windows-tools
	@test -e dist/SHA256SUMS || $(MAKE) windows
	$(call say,the built programs under Wine)
	@$(offscreen) $(IN)/python -m pytest -q -p no:randomly -m windows \
	    -o faulthandler_timeout=900 --durations=15 tests/windows

windows-bench: windows-tools
	$(call say,launch to first window: the built program beside a bare window packed alike)
	@PYTHONPATH=packaging/windows $(IN)/python -m tests.benchmarks.frozen

format: bootstrap
	$(call say,putting the code into house style)
	@$(IN)/ruff check --fix .
	@$(IN)/ruff format .

lock: bootstrap
	$(call say,locking versions and hashes; make lock UPGRADE=--upgrade takes the newest)
	@$(compile) -o $(LOCKS)/dev.txt --extra dev
	@$(compile) -o $(LOCKS)/runtime.txt -c $(LOCKS)/dev.txt
	@$(compile_windows) -o $(LOCKS)/windows.txt --extra windows -c $(LOCKS)/dev.txt
	@$(compile_windows) -o $(LOCKS)/windows-test.txt --extra windows-test -c $(LOCKS)/dev.txt
	@! grep -nE '^-|^[^\#]*/' $(LOCKS)/*.txt

clean:
	$(call say,removing what was made; .venv stays)
	@rm -rf build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache \
	    .hypothesis .import_linter_cache *.egg-info
	@find desktop forms db tests packaging -name __pycache__ -prune -exec rm -rf {} +
