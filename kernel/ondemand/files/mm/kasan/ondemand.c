// SPDX-License-Identifier: GPL-2.0
/*
 * KASAN shadow of the direct map on demand, with inline instrumentation.
 *
 * One page of shadow describes a block of eight pages of memory. All blocks begin with the zero
 * page, mapped read-only: everything is accessible. A block gets real shadow before the first
 * of its pages becomes byte-managed, that is a slab or a large kmalloc. When its last
 * byte-managed page is freed it is queued, and a worker puts the zero page back: many blocks at
 * once, with one flush of all TLBs.
 *
 * Compiled checks read shadow whenever they like, and a CPU may hold any entry that was valid
 * since its last flush. Four rules follow from that:
 *
 * 1. What is written to shadow is written to real shadow only, by somebody who keeps it real.
 *    Owners of byte-managed memory have their page counted. All writers pin the block while
 *    they write.
 * 2. Before the zero page is put back the old frame is filled with zeroes, so that a CPU with
 *    the old entry and one with the new read the same. Nobody writes meanwhile: the block is
 *    locked.
 * 3. The old frame is freed after the flush. If the block is needed before that, the old frame
 *    comes back: were there a new one, a CPU with the old entry would write poison where nobody
 *    reads it.
 * 4. After a map other CPUs may still have the zero page. Reads say accessible there, so a bug
 *    can be missed until the entry is evicted; a write faults, and x86 retries it as a spurious
 *    fault. "kasan.ondemand=ipi" tells all CPUs, before the memory is handed out where the
 *    context allows that.
 */
#define pr_fmt(fmt) "kasan: " fmt

#include <linux/cache.h>
#include <linux/debugfs.h>
#include <linux/init.h>
#include <linux/irq_work.h>
#include <linux/kasan.h>
#include <linux/kasan-ondemand.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include <asm/tlbflush.h>

#include "../internal.h"
#include "kasan.h"
#include "ondemand.h"

#define BLOCK_SHIFT	(PAGE_SHIFT + KASAN_SHADOW_SCALE_SHIFT)
#define BLOCK_PAGES	(1UL << KASAN_SHADOW_SCALE_SHIFT)

/*
 * The state of a block. From IDLE on its shadow is real, and the value less IDLE counts users:
 * pages that are byte-managed, eight at most, and writers that are writing, a few instructions
 * each. They are tasks or interrupts, far fewer than the 65,000 that there is room for.
 */
#define ZERO		0
#define IDLE		1
#define NOT_OURS	0xfffc	/* no entry of its own: shadow as without this file */
#define UNMAPPING	0xfffd	/* zero page mapped, old frame zeroed and not freed yet */
#define LOCKED		0xfffe	/* its entry is being changed, with interrupts off */

#define BATCH		512
#define RESERVE		64

enum mode { OFF, ON, IPI };

static enum mode mode __ro_after_init = ON;
static unsigned int delay_ms __ro_after_init = 4;

static u16 *states __ro_after_init;
static unsigned long blocks __ro_after_init;
static unsigned long *queued __ro_after_init;	/* blocks that were idle: a bit each */
static bool ready __read_mostly;		/* work can be queued */

/*
 * First and last of them in one word: in two, a block whose freer met the worker between both
 * could be left out of every pass.
 */
#define SPAN(first, last)	((u64)(first) << 32 | (u32)(last))
#define NO_SPAN			SPAN(U32_MAX, 0)
static u64 queued_span = NO_SPAN;
static bool asked;				/* the worker was asked for a pass */

/* Blocks whose entry has changed and whose old frame is not freed yet; the worker's. */
static struct {
	unsigned long block;
	struct page *frame;
} batch[BATCH];
static unsigned int batched;

static DEFINE_RAW_SPINLOCK(reserve_lock);
static struct page *reserve[RESERVE];
static unsigned int reserved;

static struct {
	atomic_long_t real, peak, maps, maps_reserve, maps_failed, restores, unmaps, flushes;
	atomic_long_t ipi_flushes, ipi_late, ipi_settled;
} counts;

/* IPI mode: maps, and how many of them all CPUs have been told of. */
static atomic_long_t untold, told;

/* With a rescuer: what gives memory back must not wait for memory. */
static struct workqueue_struct *unmap_wq __ro_after_init;

static void unmap_idle(struct work_struct *work);
static DECLARE_DELAYED_WORK(unmap_work, unmap_idle);

static void flush_late(struct work_struct *work);
static DECLARE_WORK(late_flush, flush_late);

static void __init parse_mode(const char *arg)
{
	if (!strcmp(arg, "off"))
		mode = OFF;
	else if (!strcmp(arg, "on"))
		mode = ON;
	else if (!strcmp(arg, "ipi"))
		mode = IPI;
	else
		pr_warn("kasan.ondemand=%s: expected off, on or ipi\n", arg);
}

static int __init mode_param(char *arg)
{
	if (!arg)
		return -EINVAL;
	parse_mode(arg);
	return 0;
}
early_param("kasan.ondemand", mode_param);

static int __init delay_param(char *arg)
{
	return arg ? kstrtouint(arg, 0, &delay_ms) : -EINVAL;
}
early_param("kasan.ondemand_delay_ms", delay_param);

/* ------------------------------------------------------------------ blocks and their entries */

static unsigned long block_of(unsigned long addr)
{
	return (addr - PAGE_OFFSET) >> BLOCK_SHIFT;
}

static unsigned long shadow_of(unsigned long block)
{
	return (unsigned long)kasan_mem_to_shadow((void *)(PAGE_OFFSET + (block << BLOCK_SHIFT)));
}

static bool covers(unsigned long addr)
{
	return addr >= PAGE_OFFSET && block_of(addr) < blocks;
}

static bool is_real(u16 state)
{
	return state >= IDLE && state < NOT_OURS;
}

static pte_t *entry_of(unsigned long block)
{
	unsigned long shadow = shadow_of(block);
	p4d_t *p4d = p4d_offset(pgd_offset_k(shadow), shadow);

	return pte_offset_kernel(pmd_offset(pud_offset(p4d, shadow), shadow), shadow);
}

pte_t kasan_ondemand_zero_pte(void)
{
	return pfn_pte(__pa_symbol(kasan_early_shadow_page) >> PAGE_SHIFT, PAGE_KERNEL_RO);
}

static void note_real(long more)
{
	long now = atomic_long_add_return(more, &counts.real);
	long peak = atomic_long_read(&counts.peak);

	while (now > peak && !atomic_long_try_cmpxchg(&counts.peak, &peak, now))
		;
}

/* ------------------------------------------------------------------ giving shadow back */

static bool is_ready(void)
{
	return smp_load_acquire(&ready);	/* pairs with ondemand_init(): the queue is there */
}

static void queue_unmap(struct irq_work *work)
{
	queue_delayed_work(unmap_wq, &unmap_work, msecs_to_jiffies(delay_ms));
}
static DEFINE_IRQ_WORK(queue_unmap_work, queue_unmap);

/* One interrupt a pass. */
static void ask_worker(void)
{
	if (is_ready() && !xchg(&asked, true))
		irq_work_queue(&queue_unmap_work);
}

/* Pages are freed in any context, under any lock: only what takes no lock is done here. */
static void idle(unsigned long block)
{
	u64 old, span;

	set_bit(block, queued);
	smp_mb__after_atomic();	/* bit before span: the worker takes the span first */
	old = READ_ONCE(queued_span);
	do {
		span = SPAN(min_t(u64, old >> 32, block), max_t(u32, old, block));
	} while (span != old && !try_cmpxchg64(&queued_span, &old, span));
	ask_worker();
}

static void drop_users(unsigned long block, u16 users)
{
	u16 *state = &states[block];
	u16 old = READ_ONCE(*state);

	while (!try_cmpxchg(state, &old, old - users))
		;
	if (old - users == IDLE)
		idle(block);
}

/* Puts the zero page under a block that nobody uses. */
static void start_unmap(unsigned long block)
{
	u16 expected = IDLE;
	unsigned long flags;

	local_irq_save(flags);
	if (try_cmpxchg(&states[block], &expected, LOCKED)) {
		pte_t *pte = entry_of(block);
		struct page *frame = pte_page(ptep_get(pte));

		clear_page(page_address(frame));
		/* In this order: who looks for another block must not meet it with this frame. */
		WRITE_ONCE(batch[batched].block, block);
		smp_wmb();	/* pairs with old_frame() */
		WRITE_ONCE(batch[batched].frame, frame);
		batched++;
		set_pte(pte, kasan_ondemand_zero_pte());
		smp_store_release(&states[block], UNMAPPING);	/* entry and batch before it */
	}
	local_irq_restore(flags);
}

/* Frees the old frame, unless the block has taken it back. */
static void finish_unmap(unsigned long block, struct page *frame)
{
	u16 *state = &states[block];
	u16 old;

	for (;;) {
		old = UNMAPPING;
		if (try_cmpxchg(state, &old, ZERO))
			break;
		if (old != LOCKED)
			return;
		cpu_relax();
	}
	note_real(-1);
	atomic_long_inc(&counts.unmaps);
	__free_page(frame);
}

static void refill_reserve(void)
{
	while (READ_ONCE(reserved) < RESERVE) {
		struct page *frame = alloc_page(GFP_NOWAIT | __GFP_ZERO | __GFP_NOWARN);
		unsigned long flags;

		if (!frame)
			return;
		raw_spin_lock_irqsave(&reserve_lock, flags);
		if (reserved < RESERVE) {
			reserve[reserved++] = frame;
			frame = NULL;
		}
		raw_spin_unlock_irqrestore(&reserve_lock, flags);
		if (frame)
			__free_page(frame);
	}
}

/* Blocks that became idle while a pass went on are for the next pass. */
static void unmap_idle(struct work_struct *work)
{
	unsigned long block, last;
	unsigned int i;
	u64 span;

	xchg(&asked, false);
	span = xchg(&queued_span, NO_SPAN);
	block = span >> 32;
	last = (u32)span;
	while (block <= last) {
		batched = 0;
		block = find_next_bit(queued, last + 1, block);
		for (; block <= last && batched < BATCH;
		     block = find_next_bit(queued, last + 1, block + 1)) {
			clear_bit(block, queued);
			smp_mb__after_atomic();	/* bit before state: idle again sets it anew */
			start_unmap(block);
		}
		if (batched) {
			flush_tlb_kernel_range(shadow_of(batch[0].block),
					       shadow_of(batch[batched - 1].block) + PAGE_SIZE);
			atomic_long_inc(&counts.flushes);
			for (i = 0; i < batched; i++) {
				finish_unmap(batch[i].block, batch[i].frame);
				WRITE_ONCE(batch[i].frame, NULL);
			}
		}
		cond_resched();
	}
	refill_reserve();
}

/* ------------------------------------------------------------------ real shadow */

static struct page *take_frame(gfp_t gfp)
{
	gfp_t wanted = gfp & (GFP_RECLAIM_MASK & ~__GFP_ACCOUNT);
	struct page *frame = alloc_page(wanted | __GFP_ZERO | __GFP_NOWARN);
	unsigned long flags;

	if (frame)
		return frame;
	raw_spin_lock_irqsave(&reserve_lock, flags);
	if (reserved)
		frame = reserve[--reserved];
	raw_spin_unlock_irqrestore(&reserve_lock, flags);
	if (frame) {
		atomic_long_inc(&counts.maps_reserve);
		ask_worker();
	}
	return frame;
}

/* The frame that a block had until just now. The block is locked, so that the worker waits. */
static struct page *old_frame(unsigned long block)
{
	unsigned int i;

	for (i = 0; i < BATCH; i++) {
		struct page *frame = READ_ONCE(batch[i].frame);

		smp_rmb();	/* pairs with start_unmap(): frame, then its block */
		if (frame && READ_ONCE(batch[i].block) == block)
			return frame;
	}
	BUG();
}

/* Entries change before their map is counted, so a flush serves all maps counted before it. */
static void tell_all(void)
{
	long counted = atomic_long_read(&untold);
	long before = atomic_long_read(&told);

	flush_tlb_kernel_range(shadow_of(0), shadow_of(blocks));
	atomic_long_inc(&counts.ipi_flushes);
	while (before < counted && !atomic_long_try_cmpxchg(&told, &before, counted))
		;
}

static bool all_told(void)
{
	return atomic_long_read(&told) >= atomic_long_read(&untold);
}

static void flush_late(struct work_struct *work)
{
	if (!all_told())
		tell_all();
}

static void queue_flush(struct irq_work *work)
{
	queue_work(system_highpri_wq, &late_flush);
}
static DEFINE_IRQ_WORK(queue_flush_work, queue_flush);

/*
 * This CPU must know, since it writes next. The others are told where that was asked for: before
 * the memory is handed out where its caller may sleep, and so holds no lock that another CPU waits
 * for without interrupts; else from a work item.
 */
static void tell_tlbs(unsigned long block, gfp_t gfp)
{
	preempt_disable();
	flush_tlb_one_kernel(shadow_of(block));
	preempt_enable();
	if (mode != IPI || gfpflags_allow_blocking(gfp))
		return;
	atomic_long_inc(&counts.ipi_late);
	if (is_ready())
		irq_work_queue(&queue_flush_work);
}

/*
 * SLUB asks for all but the smallest slabs without reclaim, though its caller may sleep: the map
 * cannot know, but SLUB does when it sets the slab up. Maps of other CPUs count as well: one of
 * them may have mapped this very block and not told yet.
 */
void kasan_ondemand_settle(gfp_t gfp)
{
	if (mode != IPI || !gfpflags_allow_blocking(gfp) || !is_ready() || all_told())
		return;
	tell_all();
	atomic_long_inc(&counts.ipi_settled);
}

/* Adds users to a block, which gets real shadow where it has none. */
static bool add_users(unsigned long block, u16 users, gfp_t gfp)
{
	u16 *state = &states[block];
	struct page *frame = NULL;
	bool changed = false;
	unsigned long flags;
	u16 old = READ_ONCE(*state);

	for (;;) {
		if (is_real(old)) {
			if (try_cmpxchg(state, &old, old + users))
				break;
		} else if (old == LOCKED) {
			cpu_relax();
			old = READ_ONCE(*state);
		} else if (old == ZERO && !frame) {
			frame = take_frame(gfp);
			if (!frame) {
				atomic_long_inc(&counts.maps_failed);
				return false;
			}
			old = READ_ONCE(*state);
		} else {
			local_irq_save(flags);
			changed = try_cmpxchg(state, &old, LOCKED);
			if (changed) {
				bool anew = old == ZERO;

				set_pte(entry_of(block),
					mk_pte(anew ? frame : old_frame(block), PAGE_KERNEL));
				if (mode == IPI)	/* behind the entry, before the users */
					atomic_long_inc_return(&untold);
				smp_store_release(state, IDLE + users);	/* entry before it */
				if (anew) {
					frame = NULL;
					note_real(1);
					atomic_long_inc(&counts.maps);
				} else {
					atomic_long_inc(&counts.restores);
				}
			}
			local_irq_restore(flags);
			if (changed)
				break;
		}
	}
	if (changed)
		tell_tlbs(block, gfp);
	if (frame)
		__free_page(frame);
	return true;
}

/* Pages of a folio within a block; the block and those behind it are in one range of memory. */
static u16 pages_in_block(unsigned int order)
{
	return order >= KASAN_SHADOW_SCALE_SHIFT ? BLOCK_PAGES : 1U << order;
}

struct folio *kasan_ondemand_use(struct folio *folio, unsigned int order, gfp_t gfp)
{
	unsigned long first, last, block;
	unsigned long addr;
	u16 users = pages_in_block(order);

	if (!folio)
		return NULL;
	addr = (unsigned long)folio_address(folio);
	if (!covers(addr))
		return folio;

	first = block_of(addr);
	last = block_of(addr + (PAGE_SIZE << order) - 1);
	for (block = first; block <= last; block++) {
		if (READ_ONCE(states[block]) == NOT_OURS)
			continue;
		if (!add_users(block, users, gfp))
			goto failed;
	}
	kasan_ondemand_settle(gfp);
	return folio;

failed:
	while (block-- > first) {
		if (READ_ONCE(states[block]) != NOT_OURS)
			drop_users(block, users);
	}
	__free_pages(&folio->page, order);
	return NULL;
}

void kasan_ondemand_unuse(struct folio *folio, unsigned int order)
{
	unsigned long addr = (unsigned long)folio_address(folio);
	unsigned long block, last;

	if (!covers(addr))
		return;
	last = block_of(addr + (PAGE_SIZE << order) - 1);
	for (block = block_of(addr); block <= last; block++) {
		if (READ_ONCE(states[block]) != NOT_OURS)
			drop_users(block, pages_in_block(order));
	}
}

/* ------------------------------------------------------------------ writes */

/* Keeps the shadow of a block real. False: it is not, and reads as accessible. */
static bool pin(unsigned long block)
{
	u16 *state = &states[block];
	u16 old = READ_ONCE(*state);

	for (;;) {
		if (is_real(old)) {
			if (try_cmpxchg(state, &old, old + 1))
				return true;
		} else if (old == LOCKED) {
			cpu_relax();
			old = READ_ONCE(*state);
		} else {
			return false;
		}
	}
}

bool kasan_ondemand_poison(const void *addr, size_t size, u8 value)
{
	unsigned long at = (unsigned long)addr;
	unsigned long end = at + size;

	if (!covers(at) || READ_ONCE(states[block_of(at)]) == NOT_OURS)
		return false;

	while (at < end) {
		unsigned long block = block_of(at);
		unsigned long next = min(end, PAGE_OFFSET + ((block + 1) << BLOCK_SHIFT));

		if (READ_ONCE(states[block]) != ZERO && pin(block)) {
			u8 *shadow = kasan_mem_to_shadow((void *)at);

			__memset(shadow, value, (u8 *)kasan_mem_to_shadow((void *)next) - shadow);
			drop_users(block, 1);
		}
		at = next;
	}
	return true;
}

/* ------------------------------------------------------------------ boot */

bool __init kasan_ondemand_begin(void)
{
	unsigned long words;

	if (mode == OFF || states)
		return mode != OFF;
	blocks = DIV_ROUND_UP(max_pfn, BLOCK_PAGES);
	words = BITS_TO_LONGS(blocks);
	states = memblock_alloc(blocks * sizeof(*states), SMP_CACHE_BYTES);
	queued = memblock_alloc(words * sizeof(long), SMP_CACHE_BYTES);
	if (!states || !queued)
		panic("kasan: no memory for the states of on-demand shadow\n");
	memset16(states, NOT_OURS, blocks);
	return true;
}

void __init kasan_ondemand_cover(unsigned long shadow)
{
	states[block_of((unsigned long)kasan_shadow_to_mem((void *)shadow))] = ZERO;
}

static int counts_show(struct seq_file *file, void *unused)
{
	static const char * const names[] = {
		"real", "peak", "maps", "maps_reserve", "maps_failed", "restores", "unmaps",
		"flushes", "ipi_flushes", "ipi_late", "ipi_settled",
	};
	atomic_long_t *count = (atomic_long_t *)&counts;
	unsigned int i;

	seq_printf(file, "mode %s\nblocks %lu\n",
		   mode == OFF ? "off" : mode == ON ? "on" : "ipi", blocks);
	for (i = 0; i < ARRAY_SIZE(names); i++)
		seq_printf(file, "%s %ld\n", names[i], atomic_long_read(count + i));
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(counts);

static int __init ondemand_init(void)
{
	if (mode == OFF || !states)
		return 0;
	unmap_wq = alloc_workqueue("kasan_ondemand", WQ_UNBOUND | WQ_MEM_RECLAIM, 1);
	if (!unmap_wq)
		return -ENOMEM;
	debugfs_create_file("kasan_ondemand", 0444, NULL, NULL, &counts_fops);
	smp_store_release(&ready, true);	/* pairs with is_ready() */
	queue_delayed_work(unmap_wq, &unmap_work, 0);
	pr_info("shadow of the direct map on demand, %lu blocks, unmapped after %u ms%s\n", blocks,
		delay_ms, mode == IPI ? ", all CPUs told of maps" : "");
	return 0;
}
late_initcall(ondemand_init);
