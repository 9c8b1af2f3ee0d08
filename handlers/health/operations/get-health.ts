import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { log } from "../../runtime/log";
import { type Dependency, dependencies, type Probe, tableProbe } from "../dependencies";

/**
 * GET /health: whether the site works, and which published version answers. It answers 200 even where
 * a dependency fails, with the status "degraded": the function itself is healthy, so rolling it back
 * would not help. Only the log says why.
 */
export function getHealth(
  business: Business,
  probe: Probe = tableProbe(),
  // Lambda sets it; it is missing where the handler runs elsewhere.
  version: string = process.env.AWS_LAMBDA_FUNCTION_VERSION ?? "unpublished",
) {
  return serve(business, operations.getHealth, async () => {
    const names = Object.keys(dependencies) as Dependency[];
    const found = await Promise.all(
      names.map(async (dependency) => [dependency, await stateOf(dependency, probe)] as const),
    );
    const isHealthy = found.every(([, state]) => state === "ok");
    return ok({
      status: isHealthy ? "ok" : "degraded",
      version,
      dependencies: Object.fromEntries(found),
    });
  });
}

async function stateOf(dependency: Dependency, probe: Probe): Promise<"ok" | "failing"> {
  try {
    await probe(dependency);
    return "ok";
  } catch (error) {
    log.error({ event: "health.failing", dependency }, error);
    return "failing";
  }
}
