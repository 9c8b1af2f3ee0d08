import type { DataFolder } from "./data-folder";
import type { Protocol } from "./gate/errors";
import type { Gate, GateService } from "./gate/gate";
import type { OwnKey } from "./gate/own-key";
import type { Graph } from "./graph";
import type { Log } from "./log";
import type { ComputedValues } from "./values";

/**
 * What each service offers the others once it is up. A service adds its own with
 * `declare module "../../service" { interface Faces { … } }`, so nothing here knows any of them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the services
export interface Faces {}

/** Somebody who can sign in from the first start on. */
export interface Seed {
  readonly email: string;
  /** Default: every group of the pool. */
  readonly groups?: readonly string[];
}

/** Where the program is, for what looks beside it. */
export interface ServiceOptions {
  /** The folder with Pulumi.yaml. */
  readonly programFolder: string;
  /** Empties what the program declares, wherever it is kept. */
  readonly fresh: boolean;
  /** Who can sign in to the program's first user pool. */
  readonly seeds: readonly Seed[];
  /** Whether SES takes mail to verified recipients only, as for a new account. Default false. */
  readonly mailSandbox?: boolean;
  /** Names that visitors may call the site by, besides its own and those of this machine. */
  readonly siteHosts?: readonly string[];
  /**
   * Puts a server before the user pools, which are called by these names, and tells its address, where
   * sign-ins then go; for tests of faults.
   */
  readonly beforeSignIn?: (poolsUrl: string, hosts: readonly string[]) => Promise<string>;
  /** Before the first retry of a batch or an event. Default 200. */
  readonly retryDelayMs?: number;
  /** Milliseconds since 1970, for metrics and alarms. */
  readonly now?: () => number;
}

/** What a service gets to work with. */
export interface ServiceContext extends ServiceOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly region: string;
  /** The one way from functions to AWS's services. */
  readonly gate: Gate;
  /** What people's own tools sign with. */
  readonly ownKey: OwnKey;
  /**
   * The other services. `start` may use those it needs; the rest answer once all are up, and throw
   * before.
   */
  readonly services: Faces;
  /** Which local address stands for a host name of AWS: "abc.execute-api.…" is "http://127.0.0.1:…". */
  readonly hosts: Map<string, string>;
  /** Whether visitors reach the program through this service, so that pages anywhere may call it. */
  readonly isFront: boolean;
  /** The port that was asked for, for the service that visitors reach first; 0 takes a free one. */
  readonly port: number;
  readonly log: Log;
  /** Says how something that was started ends; the last one first. */
  onClose(end: () => unknown): void;
}

/** One AWS service as functions call it. */
export interface ServiceApi {
  /** How its errors are written. */
  readonly protocol: Protocol;
  answer(context: ServiceContext): GateService;
}

/** Something to open in a browser or to point a tool at. */
export interface Address {
  readonly name: string;
  readonly url: string;
}

/** A version that a deployment made. */
export interface Published {
  readonly name: string;
  readonly version: string;
}

/** A service at work. */
export interface Running<Face> {
  readonly face: Face;
  readonly addresses?: readonly Address[];
  /** Called when all services are up: from here on it may act by itself. */
  begin?(): void;
  /** Called then, and before anybody is told an address: what puts there what is shown first. */
  beforeFirstPage?(): Promise<void>;
  /** Called after the first page: what a deployment does in the end, and what spares visitors a wait. */
  settle?(): Promise<void>;
  /** Takes over what was built anew. */
  redeploy?(): Promise<readonly Published[]>;
  /** Resolves with one sentence when it cannot go on. */
  readonly broken?: Promise<string>;
}

/** One AWS service: all that the stage, the gate and the computed values know of it. */
export interface Service<Name extends string = string, Face = unknown> {
  readonly name: Name;
  /** The resource types that it acts on; any other type is listed when the stage starts. */
  readonly types: readonly string[];
  /** What AWS would compute, by resource type; types that only exist have values too. */
  readonly values: ComputedValues;
  /** What functions may call, by the name that requests are signed for. */
  readonly api?: Readonly<Record<string, ServiceApi>>;
  /** The services that must be up before; they come before it in the registry. */
  readonly needs?: readonly (keyof Faces)[];
  /** What it keeps in the data folder; a fresh start removes it. */
  readonly keeps?: readonly string[];
  /** Whether visitors may reach the program through it; of several the last one gets the port. */
  fronts?(graph: Graph): boolean;
  /** Called before the program is evaluated: whatever takes long and needs no graph. */
  prepare?(folder: DataFolder, onClose: ServiceContext["onClose"]): unknown;
  start?(context: ServiceContext, prepared: unknown): Running<Face> | Promise<Running<Face>>;
}
