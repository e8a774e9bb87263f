// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Names of fields, as kernels print them. */
final class FieldKeys {
  static final byte[] PTR = "ptr".getBytes(US_ASCII);
  static final byte[] NAME = "name".getBytes(US_ASCII);
  static final byte[] BYTES_REQ = "bytes_req".getBytes(US_ASCII);
  static final byte[] BYTES_ALLOC = "bytes_alloc".getBytes(US_ASCII);
  static final byte[] PAGE = "page".getBytes(US_ASCII);
  static final byte[] PFN = "pfn".getBytes(US_ASCII);
  static final byte[] ORDER = "order".getBytes(US_ASCII);
  static final byte[] GFP_FLAGS = "gfp_flags".getBytes(US_ASCII);
  static final byte[] ADDR = "addr".getBytes(US_ASCII);
  static final byte[] VA_START = "va_start".getBytes(US_ASCII);
  static final byte[] SIZE = "size".getBytes(US_ASCII);
  static final byte[] ALIGN = "align".getBytes(US_ASCII);
  static final byte[] FAILED = "failed".getBytes(US_ASCII);
  static final byte[] START = "start".getBytes(US_ASCII);
  static final byte[] END = "end".getBytes(US_ASCII);
  static final byte[] PID = "pid".getBytes(US_ASCII);
  static final byte[] CLONE_FLAGS = "clone_flags".getBytes(US_ASCII);

  private FieldKeys() {}
}
