// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.util.List;
import kasan.lab.api.Settings;

/** Settings of words such as {@code page.recheck=off}. */
public final class SettingWords {
  private SettingWords() {}

  /** All of them. */
  public static Settings of(List<String> words) {
    Settings all = Settings.NONE;
    for (String word : words) {
      String name = word.substring(0, word.indexOf('='));
      int dot = name.indexOf('.');
      all =
          all.with(
              name.substring(0, Math.max(0, dot)),
              name.substring(dot + 1),
              word.substring(name.length() + 1));
    }
    return all;
  }
}
