# Pamphlet. `make` does all the set-up; `make help` lists the rest.

CC ?= cc
BUILD ?= build
PREFIX ?= /usr/local
OPTIMISE ?= -O2 -g

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
           -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wno-unused-parameter
CPPFLAGS += -Igenerator -D_POSIX_C_SOURCE=200809L
CFLAGS += -std=c11 $(OPTIMISE) $(WARNINGS) -pthread -fno-strict-overflow
LDLIBS += -lcmark -lcjson -lyaml -lstemmer -lunistring -lxxhash -lmicrohttpd -lgumbo -lz -lm

# GNU extensions are for the room that meets the system.
$(BUILD)/obj/generator/sys/%.o: CPPFLAGS += -D_GNU_SOURCE

SOURCES := $(sort $(shell find generator -name '*.c'))
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o)
MAIN := $(BUILD)/obj/generator/cli/main.o
LIBRARY := $(BUILD)/libpamphlet.a

.PHONY: all program
all: program
program: $(BUILD)/pamphlet

$(BUILD)/pamphlet: $(MAIN) $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS))
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)
