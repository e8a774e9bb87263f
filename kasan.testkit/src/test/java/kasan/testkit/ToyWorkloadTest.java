// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;
import org.junit.jupiter.api.Test;

/** A workload of pairs of kmalloc and kfree conforms, and what it does wrong is seen. */
class ToyWorkloadTest extends WorkloadConformance {
  @Override
  protected Workload workload() {
    return new Toy((batch, seed) -> {});
  }

  private static WorkloadConformance kit(BiConsumer<EventBatch, Long> fault) {
    return new WorkloadConformance() {
      @Override
      protected Workload workload() {
        return new Toy(fault);
      }
    };
  }

  @Test
  void timesThatGoBackAreSeen() {
    var kit = kit((batch, seed) -> batch.nanos[batch.size - 1] = -1);
    assertThrows(AssertionError.class, kit::eventsComeInOrder);
  }

  @Test
  void doubleFreesAreSeen() {
    var kit = kit((batch, seed) -> batch.kind[0] = EventKind.KFREE);
    assertThrows(AssertionError.class, kit::whatIsFreedWasAskedForAndIsFreedOnce);
  }

  @Test
  void handleOfZeroIsSeen() {
    var kit = kit((batch, seed) -> batch.address[0] = 0);
    assertThrows(AssertionError.class, kit::whatIsFreedWasAskedForAndIsFreedOnce);
  }

  @Test
  void accessesThatWereNotAnnouncedAreSeen() {
    var kit = kit((batch, seed) -> batch.kind[1] = EventKind.ACCESS);
    assertThrows(AssertionError.class, kit::hasTheColumnsItSaysItHas);
  }

  @Test
  void chanceBesideTheSeedIsSeen() {
    var chance = new Random(1);
    var kit = kit((batch, seed) -> batch.bytes[0] = chance.nextInt(1, 1 << 20));
    assertThrows(AssertionError.class, kit::sameSeedGivesTheSameEvents);
  }

  /** So many pairs of kmalloc and kfree. */
  private record Toy(BiConsumer<EventBatch, Long> fault) implements Workload {
    @Override
    public List<OptionSpec> options() {
      return List.of(OptionSpec.number("pairs", "how many pairs", 1, 1000, 10));
    }

    @Override
    public Set<EventField> provides() {
      return EnumSet.of(EventField.SIZE, EventField.FREES);
    }

    @Override
    public EventSource open(Machine machine, Options options, long seed) {
      var random = new Random(seed);
      long pairs = options.number("pairs");
      return new EventSource() {
        private boolean done;

        @Override
        public boolean next(EventBatch batch) {
          batch.size = 0;
          if (done) {
            return false;
          }
          for (int i = 0; i < 2 * pairs; i++) {
            batch.kind[i] = i % 2 == 0 ? EventKind.KMALLOC : EventKind.KFREE;
            batch.nanos[i] = i;
            batch.cpu[i] = 0;
            batch.address[i] = 1L + i / 2;
            batch.bytes[i] = random.nextInt(1, 4000);
            batch.name[i] = EventBatch.NO_NAME;
            batch.size++;
          }
          fault.accept(batch, seed);
          done = true;
          return true;
        }

        @Override
        public String name(int number) {
          throw new IllegalArgumentException("no name " + number);
        }

        @Override
        public void close() {}
      };
    }
  }
}
