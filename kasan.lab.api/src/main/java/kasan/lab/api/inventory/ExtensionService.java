// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import java.util.Dictionary;
import java.util.List;
import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMaps;
import kasan.api.workload.RecordingReader;
import kasan.lab.api.wall.ForeignFailure;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The extensions that are there, for the parts of the laboratory that the {@link Inventory} is made
 * of; an OSGi service. All are safe to call: what they do wrong is a {@link ForeignFailure}.
 */
@ProviderType
public interface ExtensionService {
  /** Architectures. */
  Extensions<Architecture> archs();

  /** Readers of recordings. */
  Extensions<RecordingReader> readers();

  /** What names kernels by their direct maps and is no architecture. */
  List<DirectMaps> directMaps();

  /**
   * Why a service could not be constructed; empty when nobody says.
   *
   * @param registration its service properties
   */
  String constructionFailure(Dictionary<String, Object> registration);

  /**
   * One of many has failed, and the others go on without it. The user is told, once for each thing
   * that it did.
   */
  void leftOut(ForeignFailure failure);
}
