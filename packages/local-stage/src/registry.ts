import type { Faces, Service } from "./service";
import { acm } from "./services/acm/service";
import { apiGateway } from "./services/api-gateway/service";
import { backup } from "./services/backup/service";
import { budgets } from "./services/budgets/service";
import { cloudfront } from "./services/cloudfront/service";
import { cloudtrail } from "./services/cloudtrail/service";
import { cloudwatch } from "./services/cloudwatch/service";
import { cognito } from "./services/cognito/service";
import { dynamodb } from "./services/dynamodb/service";
import { events } from "./services/events/service";
import { firehose } from "./services/firehose/service";
import { iam } from "./services/iam/service";
import { lambda } from "./services/lambda/service";
import { logs } from "./services/logs/service";
import { route53 } from "./services/route53/service";
import { s3 } from "./services/s3/service";
import { scheduler } from "./services/scheduler/service";
import { ses } from "./services/ses/service";
import { sns } from "./services/sns/service";
import { sqs } from "./services/sqs/service";
import { wafv2 } from "./services/wafv2/service";

/**
 * Every AWS service of the local stage, in the order in which they start; they end the other way
 * round. A service comes after those it needs.
 */
export const registry: readonly Service[] = [
  iam,
  logs,
  dynamodb,
  sqs,
  lambda,
  ses,
  sns,
  cloudwatch,
  events,
  cognito,
  s3,
  wafv2,
  apiGateway,
  cloudfront,
  // These only exist.
  acm,
  backup,
  budgets,
  cloudtrail,
  firehose,
  route53,
  scheduler,
];

checkOrder();

/** A service in the wrong place fails when the stage is loaded, and not when somebody needs it. */
function checkOrder(): void {
  const before = new Set<keyof Faces>();
  for (const { name, needs = [] } of registry) {
    const missing = needs.find((needed) => !before.has(needed));
    if (missing) throw new Error(`The service ${name} comes before ${missing}, which it needs.`);
    before.add(name as keyof Faces);
  }
}

const values = new Map(registry.flatMap((service) => Object.entries(service.values)));

/** The outputs that a type has here; nothing for a type that no service knows. */
export function outputsOf(type: string): ReadonlySet<string> | undefined {
  const known = values.get(type);
  return known && new Set([...Object.keys(known.outputs), "region"]);
}

/** What AWS would compute for a resource; a type that no service knows has an id and no outputs. */
export function computedValues(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  stackRegion: string,
): { id: string; outputs: Record<string, unknown> } {
  const known = values.get(type);
  if (!known) return { id: `${name}-id`, outputs: {} };
  const region = String(inputs.region ?? stackRegion);
  const declared = { name, inputs, region };
  const outputs = Object.entries(known.outputs).map(
    ([output, compute]) => [output, compute(declared)] as const,
  );
  return { id: known.id(declared), outputs: { region, ...Object.fromEntries(outputs) } };
}
