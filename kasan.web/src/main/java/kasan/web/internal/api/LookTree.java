// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import kasan.lab.api.run.BlockState;
import kasan.lab.api.run.BlockView;
import kasan.lab.api.run.PageView;
import kasan.lab.api.run.ShadowMap;

/** What is seen of a shadow, as JSON. */
final class LookTree {
  private LookTree() {}

  /** Cells are lists of counts: blocks of each state in the order of {@code states}, then stale. */
  static Map<String, Object> of(ShadowMap map) {
    Map<String, Object> tree = head(map.atOperation(), map.scheme());
    tree.put("granuleBytes", map.granuleBytes());
    tree.put("pagesPerBlock", map.pagesPerBlock());
    tree.put("firstBlock", map.firstBlock());
    tree.put("blocks", map.blocks());
    tree.put("blocksOfRam", map.blocksOfRam());
    tree.put("blocksPerCell", map.blocksPerCell());
    tree.put("states", Stream.of(BlockState.values()).map(BlockState::word).toList());
    var cells = new ArrayList<List<Long>>(map.cells().size());
    for (ShadowMap.Cell cell : map.cells()) {
      var counts = new ArrayList<Long>();
      for (BlockState state : BlockState.values()) {
        counts.add(cell.states().getOrDefault(state, 0L));
      }
      counts.add(cell.staleEntries());
      cells.add(counts);
    }
    tree.put("cells", cells);
    return tree;
  }

  static Map<String, Object> of(BlockView block) {
    Map<String, Object> tree = head(block.atOperation(), block.scheme());
    tree.put("block", block.block());
    tree.put("state", block.state().word());
    tree.put("staleOn", block.staleOn());
    tree.put("firstPfn", block.firstPfn());
    tree.put("pages", block.pages().stream().map(LookTree::word).toList());
    return tree;
  }

  /** Shadow bytes are numbers, -1 where there is none; addresses are hexadecimal text. */
  static Map<String, Object> of(PageView page) {
    Map<String, Object> tree = head(page.atOperation(), page.scheme());
    tree.put("pfn", page.pfn());
    tree.put("address", Long.toHexString(page.address()));
    tree.put("kind", word(page.kind()));
    tree.put("block", page.block());
    tree.put("granuleBytes", page.granuleBytes());
    tree.put("shadow", page.granules().stream().map(PageView.Granule::shadow).toList());
    tree.put("truth", page.granules().stream().map(granule -> word(granule.truth())).toList());
    Map<String, Object> meanings = new LinkedHashMap<>();
    page.meanings()
        .forEach((value, meaning) -> meanings.put(String.format("%02x", value), meaning));
    tree.put("meanings", meanings);
    return tree;
  }

  private static Map<String, Object> head(long atOperation, String scheme) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("atOperation", atOperation);
    tree.put("scheme", scheme);
    return tree;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
