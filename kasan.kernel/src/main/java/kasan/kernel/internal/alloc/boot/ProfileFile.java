// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.ProfileText;
import kasan.api.memory.PfnRange;

/**
 * Reads a {@link BootProfile} from lines {@code key=value}; a line that starts with {@code #} is a
 * comment. A user writes one from the log and /proc/meminfo of a machine:
 *
 * <pre>
 * name=my-board
 * image.none=Memory: 219832K/1048052K available (14343K kernel code, 2327K rwdata, ...)
 * measured.ram-mib=1024
 * measured.cpus=2
 * measured.memtotal-kb=996380
 * </pre>
 *
 * The other keys have defaults, those of a small kernel. What the sizes do not explain of the
 * measured MemTotal becomes the remainder of the profile. Sizes of an image with KASAN that are not
 * given are scaled from those of a built-in profile, and the profile says so.
 */
final class ProfileFile {
  /** Kernels are measured with pages of 4 KiB, whatever pages they are then modelled with. */
  private static final int MEASURED_PAGE_SHIFT = 12;

  private static final Pattern IMAGE =
      Pattern.compile(
          "(\\d+)K kernel code, (\\d+)K rwdata, (\\d+)K rodata, (\\d+)K init, (\\d+)K bss");
  private static final Pattern PRESENT = Pattern.compile("Memory: \\d+K/(\\d+)K available");
  private static final List<String> KEYS =
      List.of(
          "name",
          "map",
          "map.firmware-kb",
          "image.none",
          "image.outline",
          "image.inline",
          "unwind-kb.none",
          "unwind-kb.outline",
          "unwind-kb.inline",
          "struct-page-bytes",
          "section-mib",
          "linear-map",
          "swiotlb-mib",
          "per-cpu-kb",
          "per-cpu-stack-kb",
          "entry-area-kb",
          "task-stack-kb",
          "stack-depot-kb",
          "zone-dma",
          "page-block-order",
          "slab-merge",
          "slab-cpu-partial",
          "measured.ram-mib",
          "measured.cpus",
          "measured.memtotal-kb",
          "measured.instrumentation",
          "other-high-kb",
          "other-kasan-kb");

  private record Value(int line, String text) {}

  private final String file;
  private final BootProfiles known;
  private final int pageShift;
  private final int leafShift;
  private final Map<String, Value> values = new TreeMap<>();

  private ProfileFile(String file, BootProfiles known, int pageShift, int leafShift) {
    this.file = file;
    this.known = known;
    this.pageShift = pageShift;
    this.leafShift = leafShift;
  }

  /**
   * Reads a profile.
   *
   * @param file name of the file, for messages
   * @param known memory maps that it may name, and profiles that it may be scaled from
   * @param pageShift log2 of the page size
   * @param leafShift log2 of the size of a large page
   * @throws BadInputException for a line or value that cannot be used
   */
  static BootProfile read(
      String file, Reader text, BootProfiles known, int pageShift, int leafShift)
      throws IOException {
    var profile = new ProfileFile(file, known, pageShift, leafShift);
    profile.readLines(new BufferedReader(text));
    return profile.build();
  }

  private void readLines(BufferedReader reader) throws IOException {
    int number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String trimmed = line.strip();
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
      int equals = trimmed.indexOf('=');
      if (equals < 0) {
        throw bad(number, "expected key=value, not '" + trimmed + "'");
      }
      String key = trimmed.substring(0, equals).strip();
      if (!KEYS.contains(key)) {
        throw bad(number, "unknown key '" + key + "'; keys are " + String.join(", ", KEYS));
      }
      if (values.put(key, new Value(number, trimmed.substring(equals + 1).strip())) != null) {
        throw bad(number, "key '" + key + "' a second time");
      }
    }
  }

  private BootProfile build() {
    var images = new EnumMap<Instrumentation, ImageSizes>(Instrumentation.class);
    ImageSizes plain =
        withUnwind(Instrumentation.NONE, image("image.none", required("image.none")));
    images.put(Instrumentation.NONE, plain);
    String scaledFrom = null;
    for (Instrumentation kind : List.of(Instrumentation.OUTLINE, Instrumentation.INLINE)) {
      String key = "image." + kind.name().toLowerCase(Locale.ROOT);
      Value value = values.get(key);
      if (value == null) {
        scaledFrom = scaleFrom().kernel();
      }
      images.put(kind, withUnwind(kind, value == null ? scaled(plain, kind) : image(key, value)));
    }
    long ramMib = number("measured.ram-mib", -1, 1L << 24);
    long memTotalKb = number("measured.memtotal-kb", -1, 1L << 40);
    int cpus = (int) number("measured.cpus", -1, 1 << 13);
    BootProfile profile =
        new BootProfile(
            text("name", file),
            images,
            scaledFrom,
            map(ramMib),
            (int) number("struct-page-bytes", 64, 1 << 10),
            number("section-mib", 128, 1 << 10),
            choice("linear-map", "large", "pages").equals("pages"),
            number("swiotlb-mib", 64, 1 << 10),
            number("per-cpu-kb", 212, 1 << 20),
            number("per-cpu-stack-kb", 48, 1 << 10),
            number("entry-area-kb", 0, 1 << 10),
            number("task-stack-kb", 16, 1 << 10),
            number("stack-depot-kb", 16384, 1 << 24),
            choice("zone-dma", "yes", "no").equals("yes"),
            (int) number("page-block-order", 9, 10),
            choice("slab-merge", "yes", "no").equals("yes"),
            choice("slab-cpu-partial", "yes", "no").equals("yes"),
            new BootProfile.Measured(ramMib, cpus, memTotalKb, measuredWith()),
            0,
            number("other-high-kb", 8, 1 << 20),
            number("other-kasan-kb", 0, 1 << 20));
    int leaf = leafShift - pageShift + MEASURED_PAGE_SHIFT;
    var boot =
        new BootMemory(profile, measuredWith(), ramMib << 20, cpus, MEASURED_PAGE_SHIFT, leaf);
    long mostKb = boot.freeKb() - genericShadowKb(boot, measuredWith());
    long otherKb = mostKb - memTotalKb;
    if (otherKb < 0) {
      throw bad(
          required("measured.memtotal-kb").line(),
          "MemTotal of a kernel with these sizes is at most "
              + mostKb
              + " kB, not "
              + memTotalKb
              + "; smaller per-cpu-kb or swiotlb-mib?");
    }
    return profile.withOtherKb(otherKb);
  }

  private Instrumentation measuredWith() {
    Value value = values.get("measured.instrumentation");
    for (Instrumentation each : Instrumentation.values()) {
      if (value == null || each.name().toLowerCase(Locale.ROOT).equals(value.text())) {
        return value == null ? Instrumentation.NONE : each;
      }
    }
    throw bad(
        required("measured.instrumentation").line(),
        "measured.instrumentation is one of none, outline, inline");
  }

  /** The shadow of generic KASAN: a byte for 8 bytes of RAM and image. */
  private long genericShadowKb(BootMemory boot, Instrumentation how) {
    if (how == Instrumentation.NONE) {
      return 0;
    }
    long kb = boot.imageBytes() >> 10;
    for (PfnRange range : boot.ram()) {
      kb += range.pages() << (MEASURED_PAGE_SHIFT - 10);
    }
    return kb >> AddressLayout.GENERIC_SCALE_SHIFT;
  }

  /** The rule of the memory map; what the log says is present decides what firmware keeps. */
  private MemoryMap map(long ramMib) {
    Value named = values.get("map");
    FirmwareMap map = named == null ? known.usualMap() : known.map(named.text());
    if (map == null) {
      throw named == null
          ? new BadInputException("profile " + file + ": map is missing")
          : bad(named.line(), "map is one of " + String.join(", ", known.mapNames()));
    }
    long firmwareKb = map.firmwareKb();
    Matcher present = PRESENT.matcher(required("image.none").text());
    if (values.containsKey("map.firmware-kb")) {
      firmwareKb = number("map.firmware-kb", 0, 1 << 20);
    } else if (present.find()) {
      var bare = new MemoryMap(map, 0);
      long allKb = 0;
      for (PfnRange range : bare.systemRam(ramMib << 20, MEASURED_PAGE_SHIFT)) {
        allKb += range.pages() << (MEASURED_PAGE_SHIFT - 10);
      }
      firmwareKb = allKb - Long.parseLong(present.group(1));
      if (firmwareKb < 0 || firmwareKb > allKb / 2) {
        throw bad(
            required("image.none").line(),
            "'" + present.group() + "' does not fit measured.ram-mib=" + ramMib);
      }
    }
    return new MemoryMap(map, firmwareKb);
  }

  /** With the size that the log's line does not print, where the file says it. */
  private ImageSizes withUnwind(Instrumentation kind, ImageSizes sizes) {
    long unwindKb =
        number("unwind-kb." + kind.name().toLowerCase(Locale.ROOT), sizes.unwindKb(), 1 << 20);
    return new ImageSizes(
        sizes.codeKb(),
        sizes.rwdataKb(),
        sizes.rodataKb(),
        sizes.initKb(),
        sizes.bssKb(),
        unwindKb);
  }

  private ImageSizes image(String key, Value value) {
    Matcher matcher = IMAGE.matcher(value.text());
    if (!matcher.find()) {
      throw bad(
          value.line(),
          key
              + " takes the log's 'Memory:' line: '...K kernel code, ...K rwdata, ...K rodata, "
              + "...K init, ...K bss'");
    }
    return new ImageSizes(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        Long.parseLong(matcher.group(4)),
        Long.parseLong(matcher.group(5)),
        0);
  }

  private ProfileText scaleFrom() {
    ProfileText text = known.withKasanImages();
    if (text == null) {
      throw new BadInputException(
          "profile " + file + ": image.outline and image.inline are needed; nothing to scale from");
    }
    return text;
  }

  /** What KASAN made of each part in a profile that tells, applied to this image. */
  private ImageSizes scaled(ImageSizes own, Instrumentation kind) {
    BootProfile measured = known.builtIn(scaleFrom().name(), pageShift, leafShift);
    ImageSizes from = measured.image(Instrumentation.NONE);
    ImageSizes to = measured.image(kind);
    return new ImageSizes(
        own.codeKb() * to.codeKb() / from.codeKb(),
        own.rwdataKb() * to.rwdataKb() / from.rwdataKb(),
        own.rodataKb() * to.rodataKb() / from.rodataKb(),
        own.initKb() * to.initKb() / from.initKb(),
        own.bssKb() * to.bssKb() / from.bssKb(),
        own.unwindKb() * to.codeKb() / from.codeKb());
  }

  private String text(String key, String otherwise) {
    Value value = values.get(key);
    return value == null ? otherwise : value.text();
  }

  /** One of two words, the first when the key is not there. */
  private String choice(String key, String otherwise, String other) {
    Value value = values.get(key);
    String word = value == null ? otherwise : value.text();
    if (value != null && !word.equals(otherwise) && !word.equals(other)) {
      throw bad(value.line(), key + " takes " + otherwise + "|" + other + ", not '" + word + "'");
    }
    return word;
  }

  /** A whole number; {@code otherwise} -1 means that it must be given, and be positive. */
  private long number(String key, long otherwise, long most) {
    Value value = otherwise < 0 ? required(key) : values.get(key);
    if (value == null) {
      return otherwise;
    }
    long least = otherwise < 0 ? 1 : 0;
    try {
      long number = Long.parseLong(value.text());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the message below says what was expected
    }
    throw bad(value.line(), key + " takes " + least + ".." + most + ", not '" + value.text() + "'");
  }

  private Value required(String key) {
    Value value = values.get(key);
    if (value == null) {
      throw new BadInputException("profile " + file + ": " + key + " is missing");
    }
    return value;
  }

  private BadInputException bad(int line, String what) {
    return new BadInputException("profile " + file + ", line " + line + ": " + what);
  }
}
