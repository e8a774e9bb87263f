// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One report of KASAN: everything that Linux prints about one bug, in the order in which it prints
 * it. Made by {@link #of}.
 *
 * <p>One of {@link #access} and {@link #faultRange} says where the access went; a report of
 * asynchronous tag checking has neither, and no function.
 *
 * @param bugClass as printed: {@code slab-out-of-bounds}, {@code double-free}, ...
 * @param function that the reporting instruction belongs to; null where it is not printed
 * @param access what was done; null where it is not known
 * @param faultRange where an access went whose shadow faulted; null for all others
 * @param tags that did not match; null outside the tag-based modes
 * @param info CPU, task, kernel, machine; null where it is not printed
 * @param callTrace how the access came about
 * @param allocated who allocated the object; null where it is not printed
 * @param freed who freed it; null where it is not printed
 * @param relatedWork where work on the object was queued (call_rcu, workqueues, ...), the last
 *     first
 * @param object nearest slab object; null where there is none
 * @param variable nearest global variable; null where there is none
 * @param stackFrame the stack that the address lies on; null where it lies on none
 * @param vmalloc the vmalloc area that it lies in; null where it lies in none
 * @param page dump of the physical page, line by line; empty where there is none
 * @param memoryState the shadow around it; null where there is none
 */
public record Finding(
    String bugClass,
    @Nullable Symbol function,
    @Nullable Access access,
    @Nullable FaultRange faultRange,
    @Nullable Tags tags,
    @Nullable DumpInfo info,
    StackTrace callTrace,
    @Nullable Track allocated,
    @Nullable Track freed,
    List<StackTrace> relatedWork,
    @Nullable SlabObject object,
    @Nullable Symbol variable,
    @Nullable StackFrame stackFrame,
    @Nullable VmallocRegion vmalloc,
    List<String> page,
    @Nullable MemoryState memoryState) {
  /** Copies the lists. */
  public Finding {
    relatedWork = List.copyOf(relatedWork);
    page = List.copyOf(page);
  }

  /** Begins a finding of a class. */
  public static Builder of(String bugClass) {
    return new Builder(bugClass);
  }

  /**
   * The address that the report is about, with its tag; null where none is known. For a fault of
   * the shadow it is the first of the range.
   */
  public @Nullable Long address() {
    if (access != null) {
      return access.address();
    }
    return faultRange == null ? null : faultRange.first();
  }

  /** Collects the parts of a finding; each may be left out. */
  public static final class Builder {
    private final String bugClass;
    private @Nullable Symbol function;
    private @Nullable Access access;
    private @Nullable FaultRange faultRange;
    private @Nullable Tags tags;
    private @Nullable DumpInfo info;
    private StackTrace callTrace = StackTrace.EMPTY;
    private @Nullable Track allocated;
    private @Nullable Track freed;
    private List<StackTrace> relatedWork = List.of();
    private @Nullable SlabObject object;
    private @Nullable Symbol variable;
    private @Nullable StackFrame stackFrame;
    private @Nullable VmallocRegion vmalloc;
    private List<String> page = List.of();
    private @Nullable MemoryState memoryState;

    private Builder(String bugClass) {
      this.bugClass = bugClass;
    }

    /** See {@link Finding#function}. */
    public Builder function(@Nullable Symbol value) {
      function = value;
      return this;
    }

    /** See {@link Finding#access}. */
    public Builder access(@Nullable Access value) {
      access = value;
      return this;
    }

    /** See {@link Finding#faultRange}. */
    public Builder faultRange(@Nullable FaultRange value) {
      faultRange = value;
      return this;
    }

    /** See {@link Finding#tags}. */
    public Builder tags(@Nullable Tags value) {
      tags = value;
      return this;
    }

    /** See {@link Finding#info}. */
    public Builder info(@Nullable DumpInfo value) {
      info = value;
      return this;
    }

    /** See {@link Finding#callTrace}. */
    public Builder callTrace(StackTrace value) {
      callTrace = value;
      return this;
    }

    /** See {@link Finding#allocated}. */
    public Builder allocated(@Nullable Track value) {
      allocated = value;
      return this;
    }

    /** See {@link Finding#freed}. */
    public Builder freed(@Nullable Track value) {
      freed = value;
      return this;
    }

    /** See {@link Finding#relatedWork}. */
    public Builder relatedWork(List<StackTrace> value) {
      relatedWork = value;
      return this;
    }

    /** See {@link Finding#object}. */
    public Builder object(@Nullable SlabObject value) {
      object = value;
      return this;
    }

    /** See {@link Finding#variable}. */
    public Builder variable(@Nullable Symbol value) {
      variable = value;
      return this;
    }

    /** See {@link Finding#stackFrame}. */
    public Builder stackFrame(@Nullable StackFrame value) {
      stackFrame = value;
      return this;
    }

    /** See {@link Finding#vmalloc}. */
    public Builder vmalloc(@Nullable VmallocRegion value) {
      vmalloc = value;
      return this;
    }

    /** See {@link Finding#page}. */
    public Builder page(List<String> value) {
      page = value;
      return this;
    }

    /** See {@link Finding#memoryState}. */
    public Builder memoryState(@Nullable MemoryState value) {
      memoryState = value;
      return this;
    }

    /** The finding. */
    public Finding build() {
      return new Finding(
          bugClass,
          function,
          access,
          faultRange,
          tags,
          info,
          callTrace,
          allocated,
          freed,
          relatedWork,
          object,
          variable,
          stackFrame,
          vmalloc,
          page,
          memoryState);
    }
  }
}
