# SPDX-License-Identifier: GPL-2.0
# How a directory of .bpf.c files becomes a directory of .bpf.o files.
#
#   OUT=DIR          where objects go
#   VMLINUX_H=FILE   a vmlinux.h of a kernel with reclaim_ext; without it one is
#                    made from VMLINUX_BTF, by default the running kernel's
#   CLANG=, BPFTOOL= tools to use

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:

OUT ?= build
ifndef CLANG
CLANG := $(firstword $(foreach c,clang-21 clang-20 clang-19 clang-18 clang-17,\
	$(if $(shell command -v $(c)),$(c))) clang)
endif
BPFTOOL ?= bpftool
VMLINUX_BTF ?= /sys/kernel/btf/vmlinux
VMLINUX_H ?= $(OUT)/vmlinux.h

RX_INCLUDE := $(dir $(lastword $(MAKEFILE_LIST)))include
BPF_CFLAGS ?= -O2 -g -mcpu=v3 -fms-extensions -Wno-microsoft-anon-tag -Wall -Werror
OBJS := $(patsubst %.bpf.c,$(OUT)/%.bpf.o,$(sort $(wildcard *.bpf.c)))

all: $(OBJS)

$(OUT)/%.bpf.o: %.bpf.c $(VMLINUX_H) | $(OUT)
	$(CLANG) -target bpf $(BPF_CFLAGS) -I$(RX_INCLUDE) \
		-I$(dir $(VMLINUX_H)) -MD -MP -MF $(OUT)/$*.bpf.d -c $< -o $@

$(OUT)/vmlinux.h: | $(OUT)
	$(BPFTOOL) btf dump file $(VMLINUX_BTF) format c > $@

$(OUT):
	mkdir -p $@

clean:
	$(RM) $(OBJS) $(OBJS:.o=.d)

.PHONY: all clean
-include $(OBJS:.o=.d)
