# Hundreds of clinics with one folder of layouts: make -kO -j8 -f many-sites.mk
#
# Each folder of clinics/ with a content/ is a site; its own layouts/, if it has one, goes before
# SHARED. -k goes on with the others where one fails, and the exit status then is not 0; -O keeps
# what one site says together.
PAMPHLET ?= pamphlet
CLINICS ?= clinics
SHARED ?= $(CURDIR)/shared-layouts

SITES := $(patsubst $(CLINICS)/%/content/,%,$(wildcard $(CLINICS)/*/content/))

.PHONY: all $(SITES)
all: $(SITES)
$(SITES):
	@$(PAMPHLET) build -q -j1 -C $(CLINICS)/$@ \
	  --layouts '$(if $(wildcard $(CLINICS)/$@/layouts/),layouts:)$(SHARED)'
