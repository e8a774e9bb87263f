// SPDX-License-Identifier: Apache-2.0
/**
 * Adds what a kernel's image knows to reports: files, lines, inlined callers, members of objects.
 *
 * <p>{@link kasan.explain.internal.symbols.Images} finds the files and unpacks them, {@link
 * kasan.explain.internal.symbols.Elf} finds functions in the symbol table, {@link
 * kasan.explain.internal.symbols.LineTool} has llvm-symbolizer or addr2line look up their
 * addresses, all of one file at once, {@link kasan.explain.internal.symbols.Sources} puts the
 * answers into findings. {@link kasan.explain.internal.symbols.Members} asks llvm-dwarfdump for the
 * layout of the structure that a cache is for.
 */
@NullMarked
package kasan.explain.internal.symbols;

import org.jspecify.annotations.NullMarked;
