import { AwsError, escapeXml } from "../../gate/errors";
import type { GateService } from "../../gate/gate";
import { elementTexts } from "../../gate/xml";
import type { Graph } from "../../graph";
import type { Log } from "../../log";

export interface CloudFrontApiOptions {
  readonly graph: Graph;
  /** Makes the edge forget these paths. */
  readonly invalidate: (paths: readonly string[]) => void;
  readonly log: Log;
}

/** The part of CloudFront's own API that functions of the program call: CreateInvalidation. */
export function cloudFrontApi({ graph, invalidate, log }: CloudFrontApiOptions): GateService {
  /** What was asked under each reference: an invalidation asked for again is the same one. */
  const known = new Map<string, string>();

  return async (call) => {
    const [, id] =
      /^\/2020-05-31\/distribution\/(\w+)\/invalidation$/.exec(call.url.pathname) ?? [];
    if (call.method !== "POST" || !id) {
      const what = `${call.method} ${call.url.pathname}`;
      throw new AwsError(501, "NotSimulated", `The local stage has no ${what} of CloudFront.`);
    }
    const distribution = graph
      .ofType("aws:cloudfront/distribution:Distribution")
      .find((one) => one.id === id);
    const resource = distribution?.outputs.arn ?? `arn:aws:cloudfront:::distribution/${id}`;
    call.require({ action: "cloudfront:CreateInvalidation", resource });
    if (!distribution) {
      throw new AwsError(404, "NoSuchDistribution", "The specified distribution does not exist.");
    }
    const batch = readBatch(call.body.toString("utf8"));
    const asked = JSON.stringify(batch.paths);
    const earlier = known.get(batch.reference);
    if (earlier !== undefined && earlier !== asked) {
      const message = "Your request contains a caller reference that was used for another batch.";
      throw new AwsError(400, "InvalidArgument", message);
    }
    if (earlier === undefined) {
      known.set(batch.reference, asked);
      invalidate(batch.paths);
      const [shown, rest] = [batch.paths.slice(0, 6).join(", "), batch.paths.length - 6];
      log(`cloudfront: forgets ${shown}${rest > 0 ? ` and ${rest} more` : ""}`);
    }
    return {
      status: 201,
      headers: { "content-type": "text/xml" },
      body: `<?xml version="1.0"?><Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>${escapeXml(batch.reference)}</Id><Status>Completed</Status><CreateTime>${new Date().toISOString()}</CreateTime></Invalidation>`,
    };
  };
}

function readBatch(xml: string): { reference: string; paths: string[] } {
  const [reference] = elementTexts(xml, "CallerReference");
  const paths = elementTexts(xml, "Path");
  const [quantity] = elementTexts(xml, "Quantity");
  if (!reference || paths.length === 0 || Number(quantity) !== paths.length) {
    const message = "The Quantity and the Items of the batch do not agree, or it has no reference.";
    throw new AwsError(400, "InconsistentQuantities", message);
  }
  const bad = paths.find((path) => !/^\/[^*]*\*?$/.test(path));
  if (bad !== undefined) {
    const message = `Your request contains one or more invalid invalidation paths: ${bad}`;
    throw new AwsError(400, "InvalidArgument", message);
  }
  return { reference, paths };
}
