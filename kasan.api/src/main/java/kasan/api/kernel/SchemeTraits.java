// SPDX-License-Identifier: Apache-2.0
package kasan.api.kernel;

/**
 * What a kernel must know of a scheme to tell it the right things.
 *
 * @param name of the scheme, for bills and messages
 * @param vmalloc whether it shadows vmalloc areas
 */
public record SchemeTraits(String name, boolean vmalloc) {}
