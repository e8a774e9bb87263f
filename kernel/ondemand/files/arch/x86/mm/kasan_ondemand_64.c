// SPDX-License-Identifier: GPL-2.0
/*
 * Page tables of on-demand KASAN shadow, made while x86 boots: each page of shadow of the
 * direct map has an entry of its own, and all begin with the zero page, read-only.
 */
#define pr_fmt(fmt) "kasan: " fmt

/* As in kasan_init_64.c: CPU features are not known yet. */
#define USE_EARLY_PGTABLE_L5

#include <linux/kasan.h>
#include <linux/kasan-ondemand.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/pgtable.h>

#include <asm/pgalloc.h>

#include "../../../mm/kasan/ondemand.h"

static void __init *table_alloc(int nid)
{
	void *table = memblock_alloc_try_nid(PAGE_SIZE, PAGE_SIZE, __pa(MAX_DMA_ADDRESS),
					     MEMBLOCK_ALLOC_ACCESSIBLE, nid);

	if (!table)
		panic("kasan: no memory for tables of on-demand shadow, node %d\n", nid);
	return table;
}

static pte_t __init *shadow_entry(unsigned long shadow, int nid)
{
	pgd_t *pgd = pgd_offset_k(shadow);
	p4d_t *p4d;
	pud_t *pud;
	pmd_t *pmd;

	if (pgd_none(*pgd))
		pgd_populate(&init_mm, pgd, table_alloc(nid));
	p4d = p4d_offset(pgd, shadow);
	if (p4d_none(*p4d))
		p4d_populate(&init_mm, p4d, table_alloc(nid));
	pud = pud_offset(p4d, shadow);
	if (pud_none(*pud))
		pud_populate(&init_mm, pud, table_alloc(nid));
	pmd = pmd_offset(pud, shadow);
	if (pmd_none(*pmd))
		pmd_populate_kernel(&init_mm, pmd, table_alloc(nid));
	return pte_offset_kernel(pmd, shadow);
}

bool __init kasan_ondemand_populate(unsigned long shadow_start, unsigned long shadow_end, int nid)
{
	unsigned long shadow;

	if (!kasan_ondemand_begin())
		return false;

	for (shadow = shadow_start & PAGE_MASK; shadow < shadow_end; shadow += PAGE_SIZE) {
		pte_t *pte = shadow_entry(shadow, nid);

		if (pte_none(*pte)) {
			set_pte(pte, kasan_ondemand_zero_pte());
			kasan_ondemand_cover(shadow);
		}
	}
	return true;
}
