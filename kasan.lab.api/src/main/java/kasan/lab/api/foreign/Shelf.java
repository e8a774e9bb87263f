// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * Services of one kind as they come and go. None is made before somebody calls it, and each is the
 * same object for as long as it is there. Thread-safe.
 */
public final class Shelf<T> {
  private final ExtensionKind kind;
  private final Function<Foreign<T>, T> walled;
  private final Consumer<ForeignFailure> aside;
  private final Map<Object, Item<T>> items = new LinkedHashMap<>();

  private record Item<T>(Foreign<T> foreign, T service, Map<String, Object> properties) {}

  /**
   * @param walled makes a service safe to call
   * @param aside is told what a service does wrong without harm to anybody's work
   */
  public Shelf(ExtensionKind kind, Function<Foreign<T>, T> walled, Consumer<ForeignFailure> aside) {
    this.aside = aside;
    this.kind = kind;
    this.walled = walled;
  }

  /** As above, where nobody is told. */
  public Shelf(ExtensionKind kind, Function<Foreign<T>, T> walled) {
    this(kind, walled, failure -> {});
  }

  /**
   * A service has come.
   *
   * @param key by which it goes again
   * @param bundle symbolic name of its bundle
   * @param maker makes it
   * @param whyNot says why it cannot be made
   */
  public synchronized void add(
      Object key,
      Map<String, Object> properties,
      String bundle,
      Supplier<? extends @Nullable T> maker,
      Supplier<String> whyNot) {
    Foreign<T> foreign =
        Foreign.lazily(kind.who(kind.nameIn(properties)), bundle, maker, whyNot, aside);
    items.put(key, new Item<>(foreign, walled.apply(foreign), properties));
  }

  /**
   * A service goes.
   *
   * @return it, for those who hold it; null when it was not there
   */
  public @Nullable T remove(Object key) {
    Item<T> gone;
    synchronized (this) {
      gone = items.remove(key);
    }
    return gone == null ? null : gone.service();
  }

  /** What is there now. */
  public synchronized Extensions<T> now() {
    List<Map.Entry<Map<String, Object>, T>> all = new ArrayList<>();
    items.values().forEach(item -> all.add(Map.entry(item.properties(), item.service())));
    return Extensions.of(kind, all);
  }
}
