import type { DataFolder } from "./data-folder";
import type { Protocol } from "./gate/errors";
import { type GateService, startGate } from "./gate/gate";
import type { OwnKey } from "./gate/own-key";
import type { Graph } from "./graph";
import { type Log, StageError } from "./log";
import { registry } from "./registry";
import type { Faces, Running, Service, ServiceContext, ServiceOptions } from "./service";

/** What every service gets, but for its port and its neighbours. */
export interface Shared extends ServiceOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly region: string;
  readonly ownKey: OwnKey;
  readonly log: Log;
  readonly beforeGate?: (gateUrl: string) => Promise<string>;
  onClose: ServiceContext["onClose"];
}

/** Starts every service of the registry, and the gate before them. */
export async function startServices(
  shared: Shared,
  prepared: ReadonlyMap<Service, unknown>,
  port: number,
) {
  const { graph, region, log } = shared;
  const apis = new Map<string, { protocol: Protocol; answer: GateService }>();
  const opened = await startGate({ region, log, api: (name) => apis.get(name) });
  shared.onClose(opened.close);
  const gate = { ...opened, url: (await shared.beforeGate?.(opened.url)) ?? opened.url };
  const running = new Map<Service, Running<unknown>>();
  const services = facesOf(running);
  const front = registry.filter(({ fronts }) => fronts?.(graph)).at(-1);
  const hosts = new Map<string, string>();
  const contexts = new Map<Service, ServiceContext>();
  for (const service of registry) {
    const isFront = service === front;
    const own = { isFront, port: isFront ? port : 0 };
    const context: ServiceContext = { ...shared, gate, services, hosts, ...own };
    const started = await startOne(service, context, prepared.get(service));
    if (started) running.set(service, started);
    contexts.set(service, context);
  }
  for (const [{ api = {} }, context] of contexts) {
    for (const [name, { protocol, answer }] of Object.entries(api)) {
      apis.set(name, { protocol, answer: answer(context) });
    }
  }
  const url = (front && running.get(front)?.addresses?.[0]?.url) ?? "";
  return { gate, services, running, url };
}

async function startOne(service: Service, context: ServiceContext, prepared: unknown) {
  try {
    return await service.start?.(context, prepared);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new StageError(
      `Port ${context.port} is taken; choose another with PORT=…, or PORT=0 for any.`,
    );
  }
}

/** The faces of the services that are up; asking for another one is a mistake in the registry. */
function facesOf(running: ReadonlyMap<Service, Running<unknown>>): Faces {
  const faces: Record<string, unknown> = {};
  for (const { name, start } of registry) {
    if (!start) continue;
    Object.defineProperty(faces, name, {
      enumerable: true,
      get() {
        for (const [service, { face }] of running) if (service.name === name) return face;
        throw new Error(`The service ${name} is not up yet; who needs it comes after it.`);
      },
    });
  }
  return faces as unknown as Faces;
}
