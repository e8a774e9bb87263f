// SPDX-License-Identifier: Apache-2.0
/** The scheme third-party: a service and its shadow. */
package org.example.thirdparty.internal;
