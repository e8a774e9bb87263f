// SPDX-License-Identifier: Apache-2.0
/**
 * A browser for tests of pages: Chromium without a window, driven by its DevTools protocol over a
 * web socket. Start from {@link kasan.browser.NeedsBrowser} on the test class and {@link
 * kasan.browser.Browser#start}. Nothing here gives up by the clock; what never happens is ended by
 * the watchdog of the build.
 *
 * <p>The protocol: <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools
 * Protocol</a>.
 */
@NullMarked
package kasan.browser;

import org.jspecify.annotations.NullMarked;
