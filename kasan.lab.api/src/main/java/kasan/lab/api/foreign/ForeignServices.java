// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMaps;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.lab.api.inventory.ExtensionKind;

/** Makes services of extensions safe to call. */
public final class ForeignServices {
  private ForeignServices() {}

  /** A scheme. */
  public static ShadowScheme scheme(Foreign<ShadowScheme> scheme) {
    return new ForeignScheme(scheme);
  }

  /** An architecture. */
  public static Architecture arch(Foreign<Architecture> arch) {
    return new ForeignArch(arch);
  }

  /** What names kernels by their direct maps. */
  public static DirectMaps directMaps(Foreign<DirectMaps> maps) {
    return new ForeignMaps(maps);
  }

  /** A workload. */
  public static Workload workload(Foreign<Workload> workload) {
    return new ForeignWorkload(workload);
  }

  /** A reader of recordings. */
  public static RecordingReader reader(Foreign<RecordingReader> reader) {
    return new ForeignReader(reader);
  }

  /** A reporter. */
  public static Reporter reporter(Foreign<Reporter> reporter) {
    return new ForeignReporter(reporter);
  }

  /**
   * A scheme as it came, safe to call.
   *
   * @param name by which users choose it
   */
  public static ShadowScheme scheme(String name, ShadowScheme scheme) {
    return scheme instanceof Walled
        ? scheme
        : scheme(Foreign.of(ExtensionKind.SCHEMES.who(name), scheme));
  }

  /** An architecture as it came, safe to call. */
  public static Architecture arch(String name, Architecture arch) {
    return arch instanceof Walled ? arch : arch(Foreign.of(ExtensionKind.ARCHS.who(name), arch));
  }

  /** A workload as it came, safe to call. */
  public static Workload workload(String name, Workload workload) {
    return workload instanceof Walled
        ? workload
        : workload(Foreign.of(ExtensionKind.WORKLOADS.who(name), workload));
  }

  /** The extension goes: nothing of it is held by its service any more. */
  public static void forget(Object service) {
    if (service instanceof Walled walled) {
      walled.foreign().forget();
    }
  }

  /** The extension's own object behind a service made here; any other as it is. */
  public static Object own(Object service) {
    return service instanceof Walled walled ? walled.foreign().code() : service;
  }
}
