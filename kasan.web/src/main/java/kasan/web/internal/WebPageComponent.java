// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal;

import java.util.Map;
import kasan.api.BadInputException;
import kasan.lab.api.WebPage;
import kasan.lab.api.WebPlan;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.run.Runs;
import kasan.web.internal.api.Bundles;
import kasan.web.internal.guard.Guard;
import kasan.web.internal.guard.HostNames;
import kasan.web.internal.guard.Token;
import kasan.web.internal.server.Listener;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Opens and closes the page. */
@Component(immediate = true) // it stays open when the one who opened it lets go of the service
public final class WebPageComponent implements WebPage {
  private static final Map<String, String> ANY_ADDRESS =
      Map.of("0.0.0.0", "127.0.0.1", "::", "::1");

  private final BundleContext context;
  private final Runs runs;
  private final InventoryService inventory;
  private final Bundles bundles;
  private final ConfigurationAdmin configurations;
  private @Nullable Open open;

  /**
   * @param plan that was asked for
   * @param address that was told
   */
  private record Open(WebPlan plan, String address, SiteComponent site) {}

  /** For Declarative Services. */
  @Activate
  public WebPageComponent(
      BundleContext context,
      @Reference Runs runs,
      @Reference InventoryService inventory,
      @Reference Bundles bundles,
      @Reference ConfigurationAdmin configurations) {
    this.context = context;
    this.runs = runs;
    this.inventory = inventory;
    this.bundles = bundles;
    this.configurations = configurations;
  }

  @Override
  public synchronized String open(WebPlan plan) {
    Open now = open;
    if (now == null) {
      now = begin(plan);
      open = now;
    } else if (!now.plan().equals(plan)) {
      throw new BadInputException(
          "the page is served already, at "
              + now.address().replaceFirst("#.*", "")
              + "; 'web --stop' ends that");
    }
    return now.address();
  }

  private Open begin(WebPlan plan) {
    Token token = plan.tokenFile() == null ? Token.random() : Token.of(plan.tokenFile());
    Listener listener = Listener.open(plan.host(), plan.port());
    var guard = new Guard(new HostNames(plan.host()), token);
    SiteComponent site =
        SiteComponent.open(context, configurations, listener, guard, runs, inventory, bundles);
    String host = HostNames.literal(ANY_ADDRESS.getOrDefault(plan.host(), plan.host()));
    String address = "http://" + host + ":" + listener.port() + "/#token=" + token.word();
    return new Open(plan, address, site);
  }

  @Override
  public synchronized @Nullable String address() {
    Open now = open;
    return now == null ? null : now.address();
  }

  @Override
  @Deactivate
  public synchronized void close() {
    Open was = open;
    if (was != null) {
      open = null;
      was.site().close();
    }
  }
}
