# Pamphlet. `make` does all the set-up; `make help` lists the rest.

CC ?= cc
BUILD ?= build
PREFIX ?= /usr/local
OPTIMISE ?= -O3 -g

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
           -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wno-unused-parameter
ALL_CPPFLAGS = -Igenerator -I$(BUILD)/embedded -D_POSIX_C_SOURCE=200809L $(CPPFLAGS)
ALL_CFLAGS = -std=c11 $(OPTIMISE) $(WARNINGS) -pthread -fno-strict-overflow $(CFLAGS)
ALL_LDLIBS = -lcmark -lcjson -lyaml -lstemmer -lunistring -lxxhash -lgumbo -lz -lbrotlienc -lm \
             $(LDLIBS)

SOURCES := $(sort $(shell find generator -name '*.c'))
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o)
MAIN := $(BUILD)/obj/generator/cli/main.o
LIBRARY := $(BUILD)/libpamphlet.a
PROGRAM := $(BUILD)/pamphlet
REFERENCE := $(BUILD)/layouts-reference
SUITES := $(patsubst tests/conformance/%_suite.c,$(BUILD)/%-suite,\
            $(sort $(wildcard tests/conformance/*_suite.c)))
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(sort $(wildcard tests/unit/test_*.c)))

# `make V=1` prints the commands as they are.
Q = $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)')

# As many compilers at a time as the machine has processors, unless -j says otherwise.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
.DELETE_ON_ERROR:

# --- the program --------------------------------------------------------------------------------

.PHONY: all program site
all: site $(SUITES)

program: $(PROGRAM)

# The sample site of this repository, into public/.
site: $(PROGRAM)
	$(PROGRAM) build
	@echo
	@echo "The sample site is in public/. To look at it: $(PROGRAM) serve"

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(call say,link $@)
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS))
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

# GNU extensions are for the room that meets the system.
$(BUILD)/obj/generator/sys/%.o: ALL_CPPFLAGS += -D_GNU_SOURCE

# What the program puts into browsers stands in it line by line, as C texts.
EMBEDDED := $(patsubst generator/%,$(BUILD)/embedded/%.inc,$(sort $(wildcard generator/*/client/*)))
$(BUILD)/embedded/%.inc: generator/%
	@mkdir -p $(@D)
	@sed 's/["\\]/\\&/g; s/.*/"&\\n",/' $< >$@

# With what all was compiled. The file is written where that differs now, and then all is compiled again.
FLAGS := $(BUILD)/obj/flags
COMPILED := $(strip $(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) $(ALL_LDLIBS))
ifneq ($(shell cat '$(FLAGS)' 2>/dev/null),$(COMPILED))
.PHONY: $(FLAGS)
endif
$(FLAGS):
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(COMPILED))' >$@

$(BUILD)/obj/%.o: %.c $(FLAGS) | $(BUILD)/packages/build $(EMBEDDED)
	$(call say,compile $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

# --- what the system must have ------------------------------------------------------------------

# .ci/packages says what is needed for what; a file here says that it was there.
$(BUILD)/packages/%: .ci/packages .ci/setup
	@CC='$(CC)' .ci/setup $*
	@mkdir -p $(@D)
	@touch $@

# One installation at a time.
$(BUILD)/packages/test: | $(BUILD)/packages/build
$(BUILD)/packages/lint: | $(BUILD)/packages/test
$(BUILD)/packages/browser: | $(BUILD)/packages/build

.PHONY: packages
packages:
	@.ci/setup --list

# --- tests --------------------------------------------------------------------------------------

.PHONY: test units conformance test-asan test-tsan test-long test-browser fuzz bench lint
test: $(PROGRAM) units $(SUITES) $(REFERENCE)
	@PAMPHLET=$(PROGRAM) tests/run --units $(BUILD)/tests $(NAMES)

units: $(UNITS)

# A unit test is one program; what it takes the place of in the C library stands in its own line.
$(BUILD)/tests/%: tests/unit/%.c $(LIBRARY) | $(BUILD)/packages/test
	$(call say,compile $<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CPPFLAGS) -D_GNU_SOURCE $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(LIBRARY) \
	  $(patsubst %,-Wl$(comma)--wrap=%,$(FAULTS)) -lcmocka $(ALL_LDLIBS)
comma := ,
$(BUILD)/tests/test_raw_html: LDLIBS += -lgumbo
$(BUILD)/tests/test_output: FAULTS = open openat write rename renameat2 unlink unlinkat mkdir mkdirat rmdir fsync \
  pwrite ftruncate fdatasync

-include $(UNITS:=.d)

# The whole suite with a program that stops at the first bad access or undefined step.
test-asan:
	@$(MAKE) --no-print-directory BUILD=build/asan test NAMES='$(NAMES)' \
	  OPTIMISE='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'

# What runs in parallel, with a program that stops at the first data race.
test-tsan:
	@TSAN_OPTIONS=halt_on_error=1 $(MAKE) --no-print-directory BUILD=build/tsan test \
	  NAMES='test_pool test_diag test_output threads test_liquid serve desk' OPTIMISE='-O1 -g -fsanitize=thread'

# What `make test` does in a size that one can wait for, in whole: a thousand edits compared with
# clean builds, two hundred kills, each system call of a build failing in turn.
test-long: $(PROGRAM) units
	@PAMPHLET=$(PROGRAM) tests/incremental/run edits 1000
	@PAMPHLET=$(PROGRAM) tests/incremental/run kills 200
	@PAMPHLET=$(PROGRAM) tests/incremental/run faults 1

# Prints what layouts/README.md says of the fields, for the test that holds the two together.
$(REFERENCE): tests/docs/layouts_reference.c $(LIBRARY)
	$(call say,compile $<)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(LIBRARY) $(ALL_LDLIBS)

-include $(REFERENCE:=.d)

$(BUILD)/%-suite: tests/conformance/%_suite.c $(LIBRARY)
	$(call say,compile $<)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(LIBRARY) $(ALL_LDLIBS)

-include $(SUITES:=.d)

conformance: $(PROGRAM) $(SUITES)
	@PAMPHLET=$(PROGRAM) tests/run --units none conformance

# The sample site in a headless Chromium; what it showed is then in build/screenshots/.
test-browser: $(PROGRAM) $(BUILD)/packages/browser
	@PAMPHLET=$(PROGRAM) tests/browser/run $(NAMES)

# SECONDS is how long each target runs.
SECONDS ?= 60
fuzz: $(BUILD)/packages/fuzz
	@SECONDS=$(SECONDS) tests/fuzz/run $(NAMES)

bench: $(PROGRAM)
	@PAMPHLET=$(PROGRAM) tests/bench/run $(NAMES)
	@PAMPHLET=$(PROGRAM) tests/bench/beside/run --into $(BUILD)/bench $(NAMES)

lint: $(EMBEDDED) $(BUILD)/packages/build $(BUILD)/packages/test $(BUILD)/packages/lint
	@tests/lint/run $(NAMES)

# What the lint compiles with.
.PHONY: flags
flags:
	@echo $(ALL_CPPFLAGS) $(ALL_CFLAGS)

# --- the rest -----------------------------------------------------------------------------------

.PHONY: install clean help
install: $(PROGRAM)
	install -d '$(DESTDIR)$(PREFIX)/bin'
	install -m 755 $(PROGRAM) '$(DESTDIR)$(PREFIX)/bin/pamphlet'
	rm -rf '$(DESTDIR)$(PREFIX)/share/pamphlet/layouts'
	install -d '$(DESTDIR)$(PREFIX)/share/pamphlet'
	cp -R layouts '$(DESTDIR)$(PREFIX)/share/pamphlet/layouts'
	chmod -R u=rwX,go=rX '$(DESTDIR)$(PREFIX)/share/pamphlet'
	install -d '$(DESTDIR)$(PREFIX)/share/man/man1' \
	  '$(DESTDIR)$(PREFIX)/share/bash-completion/completions'
	$(PROGRAM) help --man >'$(DESTDIR)$(PREFIX)/share/man/man1/pamphlet.1'
	$(PROGRAM) help --completion \
	  >'$(DESTDIR)$(PREFIX)/share/bash-completion/completions/pamphlet'

clean:
	rm -rf $(BUILD)

help:
	@echo 'make               install what is missing, compile, and build the sample site into public/'
	@echo 'make test          run every test; NAMES="golden fs" runs those with such a name'
	@echo 'make install       install the program, its layouts and its manual page: PREFIX=/usr/local DESTDIR='
	@echo 'make clean         remove build/'
	@echo 'make packages      list the packages that are needed, by system'
	@echo 'make program       only compile: build/pamphlet'
	@echo 'make lint          check layers, format, warnings, sizes and the tour; NAMES picks checks'
	@echo 'make conformance   run the CommonMark and Liquid suites'
	@echo 'make test-asan     run the tests under the address and undefined-behaviour sanitizers'
	@echo 'make test-tsan     run what is parallel under the thread sanitizer'
	@echo 'make test-long     more edits, kills and failing calls than make test has time for'
	@echo 'make test-browser  test in a headless Chromium what only a browser can show; NAMES picks parts'
	@echo 'make fuzz          run every fuzz target for SECONDS=60'
	@echo 'make bench         measure time and memory on made-up sites'
