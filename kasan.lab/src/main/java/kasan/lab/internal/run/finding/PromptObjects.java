// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.finding;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.kernel.RequestTrack;
import kasan.lab.api.run.Allocator;
import org.jspecify.annotations.Nullable;

/** What was allocated at the prompt: {@code o1}, {@code o2}, ..., freed or not. */
public final class PromptObjects {
  private static final String PREFIX = "o";

  private final List<PromptObject> all = new ArrayList<>();

  /**
   * One of them.
   *
   * @param name that users type
   * @param pointer to it, with its tag where pointers carry one
   * @param address of its first byte
   * @param generation of it, as the truth has it
   * @param allocator that handed it out
   * @param order of its pages, for {@link Allocator#PAGES}
   */
  public record PromptObject(
      String name, long pointer, long address, long generation, Allocator allocator, int order) {}

  /** Names what was handed out. */
  public PromptObject add(
      long pointer, long address, long generation, Allocator allocator, int order) {
    var object =
        new PromptObject(PREFIX + (all.size() + 1), pointer, address, generation, allocator, order);
    all.add(object);
    return object;
  }

  /**
   * The one of a name.
   *
   * @param run where it is looked for, for the message
   * @throws BadInputException when there is none
   */
  public PromptObject get(String run, String name) {
    if (all.isEmpty()) {
      throw new BadInputException(
          "nothing in "
              + run
              + " is called '"
              + name
              + "' yet; 'alloc BYTES' allocates "
              + PREFIX
              + 1);
    }
    return all.stream()
        .filter(object -> object.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.unknownName(
                    "object of " + run, name, all.stream().map(PromptObject::name).toList()));
  }

  /** Whether an allocation is one of these. */
  public boolean allocated(long generation) {
    return all.stream().anyMatch(object -> object.generation() == generation);
  }

  /** What was handed out last at an address; null when nothing was. */
  public @Nullable PromptObject at(long address) {
    PromptObject last = null;
    for (PromptObject object : all) {
      last = object.address() == address ? object : last;
    }
    return last;
  }

  /** Whether a request for an object, or for its end, was made at the prompt. */
  public boolean asked(long address, @Nullable RequestTrack request) {
    return request != null && request.event() == 0 && at(address) != null;
  }
}
