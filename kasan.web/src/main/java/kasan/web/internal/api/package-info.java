// SPDX-License-Identifier: Apache-2.0
/**
 * Requests in, answers out, all below {@code /api/}: what is asked is found in {@link
 * kasan.web.internal.api.Routes}, done by the services that the shell uses, and answered as JSON.
 */
@NullMarked
package kasan.web.internal.api;

import org.jspecify.annotations.NullMarked;
