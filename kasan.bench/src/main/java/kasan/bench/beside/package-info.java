// SPDX-License-Identifier: Apache-2.0
/**
 * The model beside native code: each figure of the model is taken in turns with the same work done
 * by a program in C, or by a tool of the machine, so that a slow or busy machine slows both.
 */
@NullMarked
package kasan.bench.beside;

import org.jspecify.annotations.NullMarked;
