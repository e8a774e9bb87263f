/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_KASAN_ONDEMAND_H
#define _LINUX_KASAN_ONDEMAND_H

#include <linux/types.h>

struct folio;

#ifdef CONFIG_KASAN_ONDEMAND

/*
 * Byte-managed memory: its owner poisons and unpoisons it byte by byte. It needs real shadow from
 * before the first write to its shadow until after the last.
 */

/* Folio becomes byte-managed, or is freed and NULL returned. NULL stays NULL. */
struct folio *kasan_ondemand_use(struct folio *folio, unsigned int order, gfp_t gfp);

/* Folio is no longer byte-managed. */
void kasan_ondemand_unuse(struct folio *folio, unsigned int order);

/* Before a slab is handed out, with its caller's flags: tells other CPUs if asked for. */
void kasan_ondemand_settle(gfp_t gfp);

/* Writes shadow where it is real. False: the shadow of this range is not ours. */
bool kasan_ondemand_poison(const void *addr, size_t size, u8 value);

/* Puts the zero page under a range of shadow during boot. False: not asked for. */
bool kasan_ondemand_populate(unsigned long shadow_start, unsigned long shadow_end, int nid);

#else

static inline struct folio *kasan_ondemand_use(struct folio *folio, unsigned int order, gfp_t gfp)
{
	return folio;
}

static inline void kasan_ondemand_unuse(struct folio *folio, unsigned int order) { }

static inline void kasan_ondemand_settle(gfp_t gfp) { }

static inline bool kasan_ondemand_poison(const void *addr, size_t size, u8 value)
{
	return false;
}

static inline bool kasan_ondemand_populate(unsigned long shadow_start, unsigned long shadow_end,
					   int nid)
{
	return false;
}

#endif /* CONFIG_KASAN_ONDEMAND */

#endif /* _LINUX_KASAN_ONDEMAND_H */
