import { StageError } from "../log";
import type { Sdk } from "./plain-value";

/** The part of the SDK that makes a resource's outputs; the order of arguments is the SDK's. */
interface ResourceRuntime {
  registerResource(...args: unknown[]): void;
  readResource(...args: unknown[]): void;
}

/** The outputs that a type has on this machine; nothing for a type that is not known. */
export type KnownOutputs = (type: string) => ReadonlySet<string> | undefined;

/** Told of the first use of an output that has no value. */
export type OnUse = (error: StageError) => void;

/** What asks about an output without using its value. */
const harmless = new Set<string | symbol>([
  "__pulumiOutput",
  "resources",
  "allResources",
  "isKnown",
  "isSecret",
  "constructor",
  Symbol.toPrimitive,
  Symbol.toStringTag,
]);

/**
 * Makes every output that has no value here fail where the program uses it: AWS would give it one,
 * and an invented one, or none, shows up as a mistake somewhere else. Returns how to undo it.
 */
export function refuseUnknownOutputs(
  pulumi: Sdk,
  runtime: ResourceRuntime,
  known: KnownOutputs,
  onUse: OnUse,
): () => void {
  const { registerResource, readResource } = runtime;
  runtime.registerResource = (...args) => {
    registerResource(...args);
    const [resource, , type, name, custom, remote, , props] = args;
    if (custom || remote) refuse(resource, String(type), String(name), props);
  };
  runtime.readResource = (...args) => {
    readResource(...args);
    const [resource, , type, name, props] = args;
    refuse(resource, String(type), String(name), props);
  };

  function refuse(resource: unknown, type: string, name: string, props: unknown): void {
    // A provider of its own is the SDK's.
    if (type.startsWith("pulumi:")) return;
    const outputs = known(type);
    const onto = resource as Record<string, unknown>;
    const given = props as Record<string, unknown>;
    const missing = Object.keys(given).filter(
      (output) => given[output] === undefined && !outputs?.has(output),
    );
    for (const output of outputs ? missing : [...missing, "id"]) {
      const value = onto[output];
      if (!pulumi.Output.isInstance(value)) continue;
      const sentence = `${type} "${name}" has no value for "${output}" on this machine; add it to the registry of packages/local-stage`;
      onto[output] = refusing(value, () => {
        // Of its own: the SDK writes into the message of what is thrown while it reads inputs.
        onUse(new StageError(sentence));
        return new StageError(sentence);
      });
    }
  }

  return () => Object.assign(runtime, { registerResource, readResource });
}

function refusing(output: object, failure: () => StageError): object {
  return new Proxy(output, {
    get(target, key, receiver) {
      if (harmless.has(key)) return Reflect.get(target, key, receiver);
      // A program may ask `"then" in output`, or await it by mistake: neither takes a value out.
      if (key === "then") return undefined;
      throw failure();
    },
  });
}
