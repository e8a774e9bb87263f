// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.ExtensionName;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.Architecture;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/** Kinds of things that bundles add to the laboratory. */
public enum ExtensionKind {
  /** Shadow schemes. */
  SCHEMES("scheme", ShadowScheme.class, SchemeInfo.PREFIX_),
  /** Architectures. */
  ARCHS("architecture", Architecture.class, ArchInfo.PREFIX_),
  /** Workloads. */
  WORKLOADS("workload", Workload.class, WorkloadInfo.PREFIX_),
  /** Readers of recordings. */
  READERS("reader", RecordingReader.class, ReaderInfo.PREFIX_),
  /** Reporters. */
  REPORTERS("format", Reporter.class, ReporterInfo.PREFIX_);

  private final String word;
  private final Class<?> service;
  private final String nameKey;

  ExtensionKind(String word, Class<?> service, String prefix) {
    this.word = word;
    this.service = service;
    this.nameKey = prefix + "name";
  }

  /** What one of them is called, for messages: {@code scheme}. */
  public String word() {
    return word;
  }

  /** What one of a name is called, for messages: {@code scheme 'page'}. */
  public String who(String name) {
    return word + " '" + name + "'";
  }

  /** The service that it is. */
  public Class<?> service() {
    return service;
  }

  /** The service property that carries its name. */
  public String nameKey() {
    return nameKey;
  }

  /** The name in a registration; empty when there is none. */
  public String nameIn(Map<String, Object> properties) {
    // Any object may be a property; only words of Java's own are asked for them.
    return properties.get(nameKey) instanceof String name ? name : "";
  }

  /**
   * Why a registration cannot be used, in one line. A reader may be called as its files are, {@code
   * trace.dat}; to the others options are given as {@code NAME.OPTION}.
   *
   * @return null when it can
   */
  public @Nullable String problemOf(Map<String, Object> properties) {
    String name = nameIn(properties);
    if (name.isEmpty()) {
      return "its service has no name (property " + nameKey + ")";
    }
    String problem = ExtensionName.problemOf(this == READERS ? name.replace('.', '-') : name);
    if (problem != null) {
      return "name '" + name + "': " + problem;
    }
    if (this == SCHEMES) {
      try {
        SchemeDescription.of(properties);
      } catch (BadInputException e) {
        return e.getMessage();
      }
    }
    return null;
  }
}
