// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.List;
import kasan.api.memory.PageKind;

/**
 * One block and the page of shadow that describes it.
 *
 * @param atOperation operations that had been done
 * @param scheme that stood
 * @param block its number
 * @param state what its page of shadow is
 * @param staleOn CPUs whose TLB holds another translation of it than the page tables
 * @param firstPfn its first page
 * @param pages what each of its pages is used for; fewer where RAM ends within it
 */
public record BlockView(
    long atOperation,
    String scheme,
    long block,
    BlockState state,
    List<Integer> staleOn,
    long firstPfn,
    List<PageKind> pages) {
  /** Copies the lists. */
  public BlockView {
    staleOn = List.copyOf(staleOn);
    pages = List.copyOf(pages);
  }
}
