// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.program;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a statement can do: the kernel's own calls by their names, accesses, and what a program
 * needs around them.
 *
 * <p>The usage is the grammar: words in capitals stand for arguments, expressions but for those of
 * {@link #NAMED}; words in brackets may be left out; {@code x =} means that the statement gives a
 * value.
 */
public enum Verb {
  /** kmalloc. */
  KMALLOC("p = kmalloc SIZE [atomic] [zero]", "kmalloc: an object, or null"),
  /** krealloc. */
  KREALLOC("p = krealloc P SIZE", "krealloc: where the object is now, or null"),
  /** kfree. */
  KFREE("kfree P", "kfree; null does nothing"),
  /** kfree_sensitive. */
  KFREE_SENSITIVE("kfree_sensitive P", "kfree_sensitive: asks ksize, clears, frees"),
  /** kfree_rcu. */
  KFREE_RCU("kfree_rcu P", "call_rcu with a callback that frees"),
  /** rcu_barrier. */
  RCU_BARRIER("rcu_barrier", "waits until all callbacks have run"),
  /** queue_work. */
  QUEUE_WORK(
      "queue_work P",
      "queues a work item whose function frees P; it runs at flush_workqueue or the next sleep"),
  /** flush_workqueue. */
  FLUSH_WORKQUEUE("flush_workqueue", "waits until all work items have run"),
  /** ksize. */
  KSIZE("n = ksize P", "ksize: bytes of the object that could be used; 0 after a report"),
  /** kmem_cache_create. */
  CACHE(
      "c = cache SIZE [ctor] [rcu] [reclaimable]",
      "kmem_cache_create of its own cache, not merged; rcu is SLAB_TYPESAFE_BY_RCU"),
  /** kmem_cache_destroy. */
  CACHE_DESTROY("cache_destroy CACHE", "kmem_cache_destroy"),
  /** kmem_cache_alloc. */
  CACHE_ALLOC("p = cache_alloc CACHE", "kmem_cache_alloc"),
  /** kmem_cache_free. */
  CACHE_FREE("cache_free CACHE P", "kmem_cache_free"),
  /** alloc_pages. */
  ALLOC_PAGES("p = alloc_pages ORDER [movable]", "alloc_pages: address in the direct map"),
  /** free_pages. */
  FREE_PAGES("free_pages P ORDER", "__free_pages"),
  /** vmalloc. */
  VMALLOC("p = vmalloc SIZE", "vmalloc"),
  /** vfree. */
  VFREE("vfree P", "vfree"),
  /** vmalloc_to_page. */
  LINEAR("q = linear P", "address in the direct map of what lies behind a vmalloc address"),
  /** mempool_create. */
  MEMPOOL_KMALLOC("m = mempool_kmalloc SIZE", "mempool_create_kmalloc_pool of four elements"),
  /** mempool_create. */
  MEMPOOL_SLAB("m = mempool_slab CACHE", "mempool_create_slab_pool of four elements"),
  /** mempool_create. */
  MEMPOOL_PAGE("m = mempool_page ORDER", "mempool_create_page_pool of four elements"),
  /** mempool_alloc. */
  MEMPOOL_ALLOC("p = mempool_alloc POOL", "an element that lay in the pool"),
  /** mempool_free. */
  MEMPOOL_FREE("mempool_free POOL P", "puts an element back into the pool"),
  /** mempool_destroy. */
  MEMPOOL_DESTROY("mempool_destroy POOL", "frees what lies in the pool"),
  /** fork. */
  FORK("t = fork [CPU]", "a task with a stack of its own; it runs on that CPU, or on this one"),
  /** exit. */
  EXIT("exit TASK", "the task ends"),
  /** Enters a function. */
  ENTER(
      "f = enter FUNCTION NAME:SIZE...",
      "calls a function with variables whose addresses escape; f.NAME is the address of one"),
  /** Leaves a function. */
  LEAVE("leave", "returns from the function entered last"),
  /** alloca. */
  ALLOCA("p = alloca SIZE", "a variable-length array in the function entered last"),
  /** A scope ends. */
  SCOPE_END("scope_end VARIABLE", "the scope of f.NAME ends; f is the function entered last"),
  /** A scope begins. */
  SCOPE_BEGIN("scope_begin VARIABLE", "the scope of f.NAME begins again"),
  /** A global. */
  GLOBAL("p = global SIZE", "a global variable, registered by its constructor"),
  /** A read by compiled code. */
  READ("read ADDRESS SIZE [packed]", "compiled code reads; packed: its type may lie anywhere"),
  /** A write by compiled code. */
  WRITE("write ADDRESS SIZE [packed]", "compiled code writes"),
  /** A check by the runtime before a read. */
  CHECK_READ("check_read ADDRESS SIZE", "the runtime checks a read, as copy_to_user makes it"),
  /** A check by the runtime before a write. */
  CHECK_WRITE("check_write ADDRESS SIZE", "the same for a write: copy_from_user, atomics, bitops"),
  /** memset. */
  MEMSET("memset P SIZE", "memset, checked by the runtime"),
  /** memcpy. */
  MEMCPY("memcpy TO FROM SIZE", "memcpy: checks the read, then the write"),
  /** memmove. */
  MEMMOVE("memmove TO FROM SIZE", "memmove: checks the read, then the write"),
  /** kasan_disable_current. */
  KASAN_DISABLE("kasan_disable", "kasan_disable_current: the task's bugs are not reported"),
  /** kasan_enable_current. */
  KASAN_ENABLE("kasan_enable", "kasan_enable_current: undoes one kasan_disable"),
  /** Time passes. */
  SLEEP("sleep MICROSECONDS", "time passes; deferred work that falls due runs"),
  /** Swaps the scheme. */
  SWAP(
      "swap [SCHEME]",
      "hot swap to a scheme, or to a new shadow of the one under test when it is left out"),
  /** A value. */
  SET("x = EXPRESSION", "a number or an address"),
  /** A condition that must hold. */
  EXPECT("expect CONDITION", "the kernel did what the case is about; otherwise it does not apply"),
  /** A loop. */
  REPEAT("repeat COUNT", "runs the statements up to its end so often"),
  /** The end of a loop. */
  END(
      "end [until CONDITION]",
      "ends a repeat, for good once the condition holds; a case whose condition never holds does"
          + " not apply");

  /** Arguments that are names, not expressions. */
  public static final List<String> NAMED =
      List.of("CACHE", "POOL", "TASK", "FUNCTION", "VARIABLE", "SCHEME");

  private final String usage;
  private final String meaning;

  Verb(String usage, String meaning) {
    this.usage = usage;
    this.meaning = meaning;
  }

  /** As it is written in a program. */
  public String word() {
    return this == SET ? "=" : name().toLowerCase(Locale.ROOT);
  }

  /** How it is written. */
  public String usage() {
    return usage;
  }

  /** What it does. */
  public String meaning() {
    return meaning;
  }

  /** Whether it gives a value. */
  public final boolean givesValue() {
    return usage.contains(" = ");
  }

  /** Names of its arguments that must be there, as in the usage. */
  public List<String> arguments() {
    return words().filter(word -> word.matches("[A-Z]+")).toList();
  }

  /** Words that may stand behind the arguments. */
  public List<String> options() {
    return words()
        .filter(word -> word.matches("\\[[a-z]+\\]"))
        .map(word -> word.substring(1, word.length() - 1))
        .toList();
  }

  /** Whether one more argument may stand behind the others: a CPU, a scheme. */
  public boolean takesOneMore() {
    return this == FORK || this == SWAP;
  }

  private Stream<String> words() {
    String call = givesValue() ? usage.substring(usage.indexOf('=') + 2) : usage;
    return Arrays.stream(call.split(" ", -1));
  }
}
