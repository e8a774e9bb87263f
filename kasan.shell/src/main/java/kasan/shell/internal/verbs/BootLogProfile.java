// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;

/**
 * The profile of a machine, made from what its kernel said when it booted and from its
 * /proc/meminfo. What neither tells is left to the defaults of profiles, and said.
 */
final class BootLogProfile {
  private static final Pattern MEMORY =
      Pattern.compile("Memory: \\d{1,12}K/(\\d{1,12})K available \\(\\d+K kernel code, .*");
  private static final Pattern CPUS =
      Pattern.compile("(?:smp: Brought up \\d+ nodes?, |SMP: Total of )(\\d{1,5}) ");
  private static final Pattern POSSIBLE_CPUS = Pattern.compile("nr_cpu_ids:(\\d{1,5})");
  private static final Pattern PER_CPU = Pattern.compile("percpu: Embedded (\\d{1,6}) pages/cpu");
  private static final Pattern SWIOTLB =
      Pattern.compile("software IO TLB: mapped \\[mem .*] \\((\\d{1,6})MB\\)");
  private static final Pattern ZONE_DMA = Pattern.compile("\\bDMA +(\\[mem |empty)");
  private static final Pattern DEPOT =
      Pattern.compile(
          "stackdepot: allocating hash table of (\\d{1,9}) entries"
              + "|stackdepot hash table entries: (\\d{1,9})");
  private static final Pattern USABLE =
      Pattern.compile("BIOS-e820: \\[mem 0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})] usable");
  private static final Pattern MEM_TOTAL = Pattern.compile("MemTotal:\\s+(\\d{1,12}) kB\\s*");

  private static final String KASAN = "KernelAddressSanitizer initialized";
  private static final String ARM64 = "Booting Linux on physical CPU";
  private static final long FOUR_GIB = 4L << 30;

  /** Where q35 ends low RAM, at most: 2.75 GiB. */
  private static final long Q35_LOW_END = 2816L << 20;

  private static final int RAM_STEP_MIB = 64;
  private static final int MOST_LINE = 1 << 12;

  private final List<String> lines = new ArrayList<>();
  private final List<String> estimated = new ArrayList<>();
  private String memory = "";
  private long presentKb;
  private int cpus;
  private int possibleCpus;
  private String perCpu = "";
  private String swiotlb = "0";
  private String zoneDma = "";
  private String depot = "";
  private boolean arm64;
  private long lowEnd;
  private boolean high;

  private BootLogProfile() {}

  /**
   * Makes the profile.
   *
   * @throws BadInputException when the log does not have the line that matters, or is of a kernel
   *     with KASAN
   */
  static BootLogProfile of(Path log, Path meminfo) {
    var profile = new BootLogProfile();
    profile.readLog(log);
    long memTotalKb = memTotalKb(meminfo);
    if (memTotalKb > profile.presentKb) {
      throw new BadInputException(
          meminfo
              + ": MemTotal of "
              + memTotalKb
              + " kB is more than the "
              + profile.presentKb
              + " kB of "
              + log
              + "; expected both of one boot");
    }
    profile.write(log, memTotalKb);
    return profile;
  }

  /** Lines of a profile file. */
  List<String> lines() {
    return lines;
  }

  /** What neither file tells, in words. */
  List<String> estimated() {
    return estimated;
  }

  private void readLog(Path log) {
    try (BufferedReader in = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.length() < MOST_LINE) {
          take(line, log);
        }
      }
    } catch (IOException e) {
      throw new BadInputException(log + ": cannot be read: " + e.getMessage(), e);
    }
    if (memory.isEmpty()) {
      throw new BadInputException(
          log
              + ": no line 'Memory: ...K/...K available (...K kernel code, ...' in it; expected the"
              + " log of a boot from its start, of dmesg or the journal");
    }
  }

  private void take(String line, Path log) {
    if (line.contains(KASAN)) {
      throw new BadInputException(
          log
              + ": the log of a kernel with KASAN; expected one without, or a profile with its line"
              + " as image.outline, see docs/footprint.md");
    }
    Matcher found = MEMORY.matcher(line);
    if (found.find()) {
      memory = found.group();
      presentKb = Long.parseLong(found.group(1));
    }
    found = CPUS.matcher(line);
    cpus = found.find() ? Integer.parseInt(found.group(1)) : cpus;
    found = POSSIBLE_CPUS.matcher(line);
    possibleCpus = found.find() ? Integer.parseInt(found.group(1)) : possibleCpus;
    found = PER_CPU.matcher(line);
    perCpu = found.find() ? Long.toString(4 * Long.parseLong(found.group(1))) : perCpu;
    found = SWIOTLB.matcher(line);
    swiotlb = found.find() ? found.group(1) : swiotlb;
    found = ZONE_DMA.matcher(line);
    zoneDma = found.find() ? (found.group(1).equals("empty") ? "no" : "yes") : zoneDma;
    found = DEPOT.matcher(line);
    if (found.find()) {
      boolean wide = found.group(1) != null;
      long entries = Long.parseLong(wide ? found.group(1) : found.group(2));
      depot = Long.toString(entries * (wide ? 16 : 8) / 1024);
    }
    arm64 |= line.contains(ARM64);
    found = USABLE.matcher(line);
    if (found.find()) {
      long end = Long.parseUnsignedLong(found.group(2), 16) + 1;
      if (end > 0 && end <= FOUR_GIB) {
        lowEnd = Math.max(lowEnd, end);
      }
      high |= end > FOUR_GIB;
    }
  }

  private static long memTotalKb(Path meminfo) {
    try (BufferedReader in = Files.newBufferedReader(meminfo, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher total = MEM_TOTAL.matcher(line);
        if (total.matches()) {
          return Long.parseLong(total.group(1));
        }
      }
    } catch (IOException e) {
      throw new BadInputException(meminfo + ": cannot be read: " + e.getMessage(), e);
    }
    throw new BadInputException(meminfo + ": no line 'MemTotal: N kB' in it");
  }

  private void write(Path log, long memTotalKb) {
    lines.add("name=" + String.valueOf(log.getFileName()).replaceAll("[^\\w.-]", "_"));
    lines.add("map=" + map());
    lines.add("image.none=" + memory);
    long mib = presentKb / 1024;
    lines.add("measured.ram-mib=" + (mib + RAM_STEP_MIB - 1) / RAM_STEP_MIB * RAM_STEP_MIB);
    estimated.add("RAM: what the log says is present, rounded up to " + RAM_STEP_MIB + " MiB");
    lines.add("measured.cpus=" + cpus());
    lines.add("measured.memtotal-kb=" + memTotalKb);
    lines.add("swiotlb-mib=" + swiotlb);
    optional("per-cpu-kb", perCpu, "per-CPU areas");
    optional("zone-dma", zoneDma, "zone DMA");
    if (!depot.isEmpty()) {
      lines.add("stack-depot-kb=" + depot);
    }
  }

  private void optional(String key, String value, String what) {
    if (value.isEmpty()) {
      estimated.add(what + ": as a small kernel on QEMU has it");
    } else {
      lines.add(key + "=" + value);
    }
  }

  private String map() {
    if (arm64) {
      return "virt";
    }
    if (lowEnd == 0) {
      estimated.add("the memory map: as QEMU's q35 has it");
      return "q35";
    }
    return high && lowEnd > Q35_LOW_END ? "hole-at-3g" : "q35";
  }

  private int cpus() {
    if (cpus > 0) {
      return cpus;
    }
    estimated.add(
        possibleCpus > 0 ? "CPUs: as many as the kernel had room for" : "CPUs: one, none is told");
    return Math.max(1, possibleCpus);
  }
}
