/* SPDX-License-Identifier: GPL-2.0 */
#ifndef __MM_KASAN_ONDEMAND_H
#define __MM_KASAN_ONDEMAND_H

#include <linux/pgtable.h>

/* What the architecture uses while it boots. */

/* Whether on-demand shadow was asked for; the first call gets memory for the states of blocks. */
bool kasan_ondemand_begin(void);

/* This page of shadow has an entry of its own now, with the zero page in it. */
void kasan_ondemand_cover(unsigned long shadow);

/* The entry that maps the zero page. */
pte_t kasan_ondemand_zero_pte(void);

#endif /* __MM_KASAN_ONDEMAND_H */
