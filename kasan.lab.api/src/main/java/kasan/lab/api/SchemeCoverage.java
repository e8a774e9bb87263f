// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

/**
 * How many of the suite's cases with bugs a scheme finds, with its standard options, in the mode
 * that it is made for.
 *
 * @param scheme name
 * @param component class of its service: another scheme of the same name has not been tried
 * @param instrumentation {@code outline}, {@code inline}, {@code hardware} or {@code none}
 * @param found cases whose bugs were all reported, and nothing else
 * @param of cases with bugs that apply
 */
public record SchemeCoverage(
    String scheme, String component, String instrumentation, long found, long of) {}
