// SPDX-License-Identifier: Apache-2.0
/**
 * The live page of the laboratory. {@link kasan.web.internal.WebPageComponent} opens and closes it
 * and says which paths there are; the packages below know nothing of the framework.
 *
 * <pre>
 *   browser --> guard --> api  --> Runs, InventoryService, bundles
 *                    \--> live <-- what happens in runs
 *                     \-> server: the page's files, the socket
 * </pre>
 */
@NullMarked
package kasan.web.internal;

import org.jspecify.annotations.NullMarked;
