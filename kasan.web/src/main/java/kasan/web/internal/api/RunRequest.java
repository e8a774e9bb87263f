// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kasan.api.BadInputException;
import kasan.lab.api.Plan;
import kasan.lab.api.Plans;
import kasan.lab.api.RunPlan;

/** A plan of a run as the body of a request; the key {@code plan} may be left out. */
final class RunRequest {
  private static final String KIND = "plan";
  private static final String RUN = "run";

  private RunRequest() {}

  /**
   * The plan.
   *
   * @throws BadInputException in one line, naming the key
   */
  static RunPlan read(ObjectNode body) {
    if (!body.has(KIND)) {
      body.put(KIND, RUN);
    }
    Plan plan = Plans.read(body.toString());
    if (plan instanceof RunPlan run) {
      return run;
    }
    throw new BadInputException("plan: a run can be started here, not '" + body.get(KIND) + "'");
  }
}
