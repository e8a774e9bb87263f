// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.floor.internal;

import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.api.scheme.SilentShadow;
import org.osgi.service.component.annotations.Component;

/** Service of the floor: no shadow, no cost, no finding. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "floor",
    title = "no shadow at all: what the machine pays without KASAN",
    source = "a kernel built without CONFIG_KASAN",
    granuleBytes = 0,
    instrumentation = {},
    staticCost = "0",
    contender = false)
public final class FloorScheme implements ShadowScheme {
  @Override
  public Shadow attach(KernelView view, Options options) {
    return new SilentShadow();
  }
}
