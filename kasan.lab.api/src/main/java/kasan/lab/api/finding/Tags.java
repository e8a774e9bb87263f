// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

/**
 * The tags that did not match, in the tag-based modes.
 *
 * @param pointer tag of the pointer, 0 to 255
 * @param memory tag of the memory, 0 to 255
 */
public record Tags(int pointer, int memory) {}
