// SPDX-License-Identifier: Apache-2.0
package kasan.itest.release;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The version steps that packages lack, compared with a released bundle: one on the second place
 * for what leaves those who use a package as they are, one on the first for what breaks them.
 */
final class VersionSteps {
  private VersionSteps() {}

  /**
   * @param now jar, or folder of classes with its manifest
   * @param released jar, or folder likewise
   * @return a line for each package; empty when all is well
   */
  static SortedSet<String> missing(Path now, Path released) throws IOException {
    var lines = new TreeSet<String>();
    try (Processor processor = new Processor();
        Jar newer = new Jar(now.toFile());
        Jar older = new Jar(released.toFile())) {
      var baseline = new Baseline(processor, new DiffPluginImpl());
      for (Baseline.Info info : baseline.baseline(newer, older, new Instructions())) {
        if (info.packageDiff.getDelta() == Delta.REMOVED) {
          lines.add(info.packageName + " was released and is gone");
        } else if (info.mismatch) {
          lines.add(
              info.packageName
                  + " has changed ("
                  + info.packageDiff.getDelta()
                  + "): @Version must be "
                  + info.suggestedVersion
                  + " at least, not "
                  + info.newerVersion);
        }
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(now + " and " + released + " cannot be compared", e);
    }
    return lines;
  }
}
