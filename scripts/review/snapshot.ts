/** What one program declares for one stack, as the review compares it. Everything in it may be shown. */
export interface Snapshot {
  readonly resources: readonly Declared[];
  /** Keys with their namespace: "shopfront:domain". */
  readonly settings: Readonly<Record<string, string>>;
  readonly findings: Part<readonly Found[]>;
  readonly bills: Part<readonly VolumeBill[]>;
  readonly sizes: Sizes;
  /** The document of the API as clients see it. */
  readonly api: Part<unknown>;
}

/** What an older program may not have, or not in the way that today's tools know. */
export type Part<Value> = { readonly value: Value } | { readonly problem: string };

/** A resource as the program declares it, with what the engine is told beside its inputs. */
export interface Declared {
  /** With the types of all its parents, as the engine makes it. */
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The outermost component that it belongs to: "api". */
  readonly component: string;
  /** Secrets are {@link Hidden}, files are {@link Digest}s. */
  readonly inputs: Properties;
  /** What AWS computes, as far as others refer to it. */
  readonly outputs: Properties;
  /** The URNs that it had before. */
  readonly aliases: readonly string[];
  /** The URNs of the resources that an input comes from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  readonly options: Options;
}

/** What the engine is told of a resource beside its inputs. */
export interface Options {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: the inputs of every resource type
export type Properties = Readonly<Record<string, any>>;

/** In place of a secret: tells whether it is another one, and nothing else. */
export interface Hidden {
  readonly $secret: string;
}

/** In place of a file: its bytes as they are deployed. */
export interface Digest {
  readonly $sha256: string;
  readonly bytes: number;
}

/** A broken rule; `excuse` is the reason of the waiver, if one excuses it. */
export interface Found {
  readonly rule: string;
  readonly resource: string;
  /** Of a resource that has many: "GET /count". */
  readonly part?: string;
  readonly says: string;
  readonly excuse?: string;
}

/** What a month of so many visitors costs, in US dollars before tax. */
export interface VolumeBill {
  readonly visitors: number;
  readonly usd: number;
  /** By "service, unit". */
  readonly lines: Readonly<Record<string, number>>;
}

/** Bytes by name: of the zips of functions, and of the site's files as they are sent. */
export interface Sizes {
  readonly functions: Readonly<Record<string, number>>;
  readonly files: Readonly<Record<string, number>>;
}

/** How many visitors a month the bill is made out for. */
export const volumes = [1_000, 10_000, 100_000] as const;
