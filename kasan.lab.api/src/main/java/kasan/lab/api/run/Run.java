// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.time.Duration;
import kasan.api.report.Result;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A run that goes on in the background. What acts on it takes effect at its next safepoint, between
 * two batches of events, and is waited for; all methods may be called by any thread.
 *
 * <p>Each method but {@link #name}, {@link #status}, {@link #listen}, {@link #findings}, {@link
 * #result} and {@link #await} ends with a {@link kasan.api.BadInputException} when the run has
 * ended.
 */
@ProviderType
public interface Run {
  /** Its name, for those who act on it: {@code run-1}, {@code run-2}, ... */
  String name();

  /** How far it is, which scheme stands, what it waits for. Never waits itself. */
  RunStatus status();

  /**
   * Tells a listener what happens, from the beginning on. Of a run that is over it is told all at
   * once.
   *
   * @param pace how long it wants to be between two samples; 20 ms at least, in real time
   */
  Listening listen(RunListener listener, Duration pace);

  /** Stops at the next safepoint until {@link #resume}. */
  RunStatus hold() throws InterruptedException;

  /**
   * Stops exactly before an operation, or at the next safepoint when it has been done already;
   * returns when the run is held. Whoever stops waiting leaves the order standing.
   *
   * @param operation how many are to be done before
   */
  RunStatus holdAt(long operation) throws InterruptedException;

  /** Goes on. */
  RunStatus resume() throws InterruptedException;

  /**
   * Goes on with another scheme, whose shadow is built from the truth; or says why not, and nothing
   * has changed then. A run that is held makes the swap and stays held.
   *
   * @throws kasan.api.BadInputException when there is no such scheme
   */
  Result swap(String scheme) throws InterruptedException;

  /** Ends the run now; its result is that of what it has done. */
  Result end() throws InterruptedException;

  /** What was reported so far. */
  Result findings() throws InterruptedException;

  /** What the shadow says of an address, and what is true of it. */
  Result shadow(long address) throws InterruptedException;

  /** An address of each kind of memory that there is now, with what its shadow says. */
  Result places() throws InterruptedException;

  /**
   * The shadow of a range of blocks, some blocks to a cell.
   *
   * @param firstBlock first of the range
   * @param blocks how many; those beyond the end of RAM are left out, at most 4,194,304
   * @param cells how many cells at most, 1 to 65,536
   * @throws kasan.api.BadInputException for other numbers
   */
  ShadowMap shadowMap(long firstBlock, long blocks, int cells) throws InterruptedException;

  /**
   * One block.
   *
   * @throws kasan.api.BadInputException beyond the end of RAM
   */
  BlockView block(long block) throws InterruptedException;

  /**
   * One page and the shadow of its bytes.
   *
   * @throws kasan.api.BadInputException beyond the end of RAM
   */
  PageView page(long pfn) throws InterruptedException;

  /**
   * Has the kernel's code access memory, as an operation of the workload would; what is reported is
   * a finding of the run. Status 1 when something is.
   *
   * @param cpu that does it
   * @param address any, with its tag where pointers carry one
   * @throws kasan.api.BadInputException where a recording is followed, whose kernel runs no code
   */
  Result access(int cpu, long address, long bytes, boolean write) throws InterruptedException;

  /**
   * Has the kernel's code allocate memory. What is handed out gets a name, {@code o1}, {@code o2},
   * ..., for {@link #addressOf}. Status 1 when there is no memory.
   *
   * @param cpu that does it
   * @param bytes how many: 1 to 4 MiB, of {@link Allocator#VMALLOC} 1 GiB
   * @throws kasan.api.BadInputException for other numbers, and where a recording is followed
   */
  Result alloc(int cpu, Allocator allocator, long bytes) throws InterruptedException;

  /**
   * Has the kernel's code free memory, by the call that belongs to what handed it out: kfree,
   * __free_pages or vfree. What is reported is a finding of the run. Status 1 when something is.
   *
   * @param cpu that does it
   * @param address any, with its tag where pointers carry one
   * @throws kasan.api.BadInputException for live memory that {@link #alloc} has not handed out, and
   *     where a recording is followed
   */
  Result free(int cpu, long address) throws InterruptedException;

  /**
   * The address of what {@link #alloc} handed out, freed or not; with its tag where pointers carry
   * one.
   *
   * @throws kasan.api.BadInputException when nothing has this name
   */
  long addressOf(String object) throws InterruptedException;

  /**
   * The result; while the run goes on, that of what it has done so far.
   *
   * @throws kasan.api.BadInputException when the input could not be used
   */
  Result result() throws InterruptedException;

  /**
   * Waits until the run has ended, at most so long.
   *
   * @return whether it has
   */
  boolean await(long millis) throws InterruptedException;
}
