// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/**
 * Shadow bytes of generic KASAN (Linux 6.12, mm/kasan/kasan.h). 0 means that the whole granule may
 * be accessed, 1 to granule-1 that only so many first bytes may be; the values here are poison.
 */
public final class ShadowByte {
  /** Freed page. */
  public static final byte PAGE_FREE = (byte) 0xFF;

  /** Redzone behind a kmalloc that is too large for any cache. */
  public static final byte PAGE_REDZONE = (byte) 0xFE;

  /** Slab memory that is not an object, or not handed out. */
  public static final byte SLAB_REDZONE = (byte) 0xFC;

  /** Freed slab object. */
  public static final byte SLAB_FREE = (byte) 0xFB;

  /** First granule of a freed slab object that holds free metadata. */
  public static final byte SLAB_FREE_META = (byte) 0xFA;

  /** Redzone of a global. */
  public static final byte GLOBAL_REDZONE = (byte) 0xF9;

  /** vmalloc space that is not mapped; also the compiler's mark for a scope that has ended. */
  public static final byte VMALLOC_INVALID = (byte) 0xF8;

  /** Left redzone of a stack frame. */
  public static final byte STACK_LEFT = (byte) 0xF1;

  /** Redzone between stack variables. */
  public static final byte STACK_MID = (byte) 0xF2;

  /** Right redzone of a stack frame. */
  public static final byte STACK_RIGHT = (byte) 0xF3;

  /** Left redzone of an alloca. */
  public static final byte ALLOCA_LEFT = (byte) 0xCA;

  /** Right redzone of an alloca. */
  public static final byte ALLOCA_RIGHT = (byte) 0xCB;

  private ShadowByte() {}

  /** What a generic shadow byte means, in words. */
  public static String meaning(int shadowByte) {
    return switch ((byte) shadowByte) {
      case 0 -> "accessible";
      case 1, 2, 3, 4, 5, 6, 7 -> "only the first " + shadowByte + " bytes accessible";
      case PAGE_FREE -> "freed page";
      case PAGE_REDZONE -> "redzone behind a large kmalloc";
      case SLAB_REDZONE -> "slab redzone, or object not handed out";
      case SLAB_FREE -> "freed object";
      case SLAB_FREE_META -> "freed object, holds free metadata";
      case GLOBAL_REDZONE -> "redzone of a global";
      case VMALLOC_INVALID -> "vmalloc space not mapped, or scope ended";
      case STACK_LEFT -> "left redzone of a stack frame";
      case STACK_MID -> "redzone between stack variables";
      case STACK_RIGHT -> "right redzone of a stack frame";
      case ALLOCA_LEFT -> "left redzone of an alloca";
      case ALLOCA_RIGHT -> "right redzone of an alloca";
      default -> "unknown";
    };
  }
}
