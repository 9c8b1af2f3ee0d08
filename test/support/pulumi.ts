import { runInNewContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import type { Graph, Resource } from "local-stage";
import { runProgram } from "local-stage";
import { shopProgram } from "../../scripts/shop";

const runs = new Map<string, Promise<Graph>>();

/** What the program declares on a stage; each combination runs once for all tests. */
export function program(stage: string, config: Readonly<Record<string, string>> = {}) {
  const key = JSON.stringify([stage, config]);
  const run = runs.get(key) ?? afterOthers(() => runProgram(shopProgram(stage, config)));
  runs.set(key, run);
  return run;
}

let last: Promise<unknown> = Promise.resolve();

/** The SDK holds one program at a time. */
function afterOthers<Value>(start: () => Promise<Value>): Promise<Value> {
  const run = last.then(start, start);
  last = run;
  return run;
}

/** What a declaration tells the engine of a resource, beside its inputs. */
export interface Told {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Logical names of what must be there first. */
  readonly after: readonly string[];
}

/** Runs a declaration by itself and returns what the engine is told, by logical name. */
export function told(declare: () => void): Promise<ReadonlyMap<string, Told>> {
  return afterOthers(async () => {
    const requests = new Map<string, Told>();
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs, custom }) => ({
        id: custom ? name : undefined,
        state: { arn: `arn:${name}`, bucket: name, ...inputs },
      }),
      call: () => ({ region: "ca-central-1", accountId: "000000000000", partition: "aws" }),
    });
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, done) => {
      requests.set(request.getName(), {
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        ignoreChanges: request.getIgnorechangesList(),
        after: request.getDependenciesList().map((urn) => urn.split("::").at(-1) as string),
      });
      return register(request, done);
    };
    declare();
    await pulumi.runtime.disconnect();
    return requests;
  });
}

/** The part of the SDK's engine that declarations speak to. */
interface Monitor {
  registerResource(request: Registration, done: unknown): unknown;
}

interface Registration {
  getName(): string;
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  getIgnorechangesList(): string[];
  getDependenciesList(): string[];
}

/** A resource with the type of its parent: "shopfront:infra:X$aws:…::name", or without one. */
export function place({ urn }: Resource): string {
  return urn.replace(/^urn:pulumi:[^:]+::[^:]+::/, "").replace("pulumi:pulumi:Stack$", "");
}

/** The statements of a policy, as plain values. */
export function statements(resource: Resource): Record<string, unknown>[] {
  return JSON.parse(resource.inputs.policy).Statement;
}

/** The zip of a function, as a path. */
export function zipOf(lambda: Resource): Promise<string> {
  return lambda.inputs.code.path;
}

/** Evaluates the text of an edge function as CloudFront would: alone, with nothing around it. */
export function edgeHandler<Reply>(code: string): (event: unknown) => Reply {
  return (event) =>
    JSON.parse(
      JSON.stringify(runInNewContext(`${code}\nhandler(${JSON.stringify(event)})`)),
    ) as Reply;
}
