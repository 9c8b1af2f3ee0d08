import type { Resource } from "../../../graph";
import type { MappedFunction, MappingOptions, RunningMapping } from "./mapping";
import { startQueueMapping } from "./queues";
import { startStreamMapping } from "./streams";

/** Starts every enabled event source mapping of the program. */
export function startMappings(options: MappingOptions): RunningMapping {
  const running = options.graph
    .ofType("aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter(({ inputs }) => inputs.enabled ?? true)
    .flatMap((mapping) => startMapping(mapping, options) ?? []);
  return {
    async close() {
      await Promise.all(running.map((mapping) => mapping.close()));
    },
  };
}

function startMapping(mapping: Resource, options: MappingOptions): RunningMapping | undefined {
  const { functionName, eventSourceArn } = mapping.inputs;
  const mapped = functionOf(String(functionName), options);
  const source = String(eventSourceArn);
  if (mapped && source.split(":")[2] === "sqs") return startQueueMapping(mapping, mapped, options);
  if (mapped && source.includes("/stream/")) return startStreamMapping(mapping, mapped, options);
  options.log(
    `${mapping.name}: not simulated, since it is no DynamoDB stream or queue with a function of the program`,
  );
  return undefined;
}

function functionOf(name: string, { lambda, roles }: MappingOptions): MappedFunction | undefined {
  const target = lambda.resolve(name);
  const role = target && roles.get(target.config.roleArn);
  return role && { target, role, functionArn: name.startsWith("arn:") ? name : target.arn };
}
