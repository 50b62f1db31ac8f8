# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034 # read by those who source it
# Configurations besides base and debug: what SET= of kernel-build says for a
# kernel without some option, and without what depends on it.
declare -A WITHOUT=(
	[RECLAIM_EXT]=""
	[LRU_GEN]='LRU_GEN_ENABLED LRU_GEN_STATS RECLAIM_EXT'
	[MEMCG]='MEMCG_V1 CGROUP_WRITEBACK RECLAIM_EXT'
	[NUMA]='ACPI_NUMA X86_64_ACPI_NUMA NUMA_EMU NUMA_MIGRATION ACPI_HMAT'
	[64BIT]="X86_X2APIC SPARSEMEM_VMEMMAP TRANSPARENT_HUGEPAGE
		TRANSPARENT_HUGEPAGE_MADVISE UNWINDER_ORC RECLAIM_EXT NUMA
		MITIGATION_PAGE_TABLE_ISOLATION"
	[SMP]=NUMA
)
WITHOUT[64BIT]+=" ${WITHOUT[NUMA]}"
WITHOUT[SMP]+=" ${WITHOUT[NUMA]}"
# What takes the place of it
declare -A INSTEAD=(
	[64BIT]='FLATMEM_MANUAL=y HIGHMEM4G=y UNWINDER_FRAME_POINTER=y'
	[SMP]='NR_CPUS=1'
)

# In the order of the arguments, so that a configuration has one name
without() { # [OPTION]...
	local option more set=()
	for option; do
		[ -v "WITHOUT[$option]" ] ||
			die 2 "no configuration without '$option'; there are those without ${!WITHOUT[*]}"
		for more in "$option" ${WITHOUT[$option]}; do
			set+=("CONFIG_$more=n")
		done
		for more in ${INSTEAD[$option]-}; do
			set+=("CONFIG_$more")
		done
	done
	echo "${set[*]-}"
}
