import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { FunctionRecord } from "local-stage/parts";
import { zipOf } from "./pulumi";
import type { TestStage } from "./stage";

/** What a slip in a handler does: it loads, answers its health check, and fails at every request. */
export const slip =
  'globalThis.Intl.DateTimeFormat = class { constructor() { throw new TypeError("a slip"); } };';

/** The releases of one function on a stage. */
export interface Releases {
  record(): FunctionRecord;
  liveVersion(): string | undefined;
  /** Publishes the function with this text at the end of its code. */
  release(addition: string): Promise<void>;
  /** Lets the first version be a day old, as a version of some use is. */
  age(): void;
  /** Call at the end: other stages of these tests are started from the same declaration. */
  restore(): void;
}

/** Releases a function, by its name without the stage's. */
export async function releasesOf({ stage }: TestStage, name: string): Promise<Releases> {
  const declaration = stage.graph.named("aws:lambda/function:Function", `api-${name}-function`);
  const declared = declaration.inputs.code;
  const good = readFileSync(await zipOf(declaration));
  const record = () =>
    stage.lambda.registry.records.get(declaration.outputs.name) as FunctionRecord;
  return {
    record,
    liveVersion: () => record().aliases.live?.version,
    async release(addition) {
      const files = unzipSync(good);
      const text = `${strFromU8(files["index.mjs"] as Uint8Array)}\n${addition}`;
      const path = join(stage.dataFolder, `${name}-${record().nextVersion}.zip`);
      writeFileSync(path, zipSync({ "index.mjs": strToU8(text) }));
      declaration.inputs.code = { path: Promise.resolve(path) };
      await stage.republish();
    },
    age() {
      const publishedAt = new Date(Date.now() - 24 * 3_600_000).toISOString();
      const [first, ...others] = record().versions;
      if (first) record().versions = [{ ...first, publishedAt }, ...others];
    },
    restore() {
      declaration.inputs.code = declared;
    },
  };
}
