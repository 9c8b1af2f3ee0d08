import { resolve } from "node:path";
import { version } from "../../../package.json";
import { Engine, settingsOf } from "../engine";

/**
 * Writes down the stack that this version makes, for the tests of the next one:
 * `npx tsx test/engine/versions/record.ts` before a release.
 */
async function main(): Promise<void> {
  const engine = await Engine.start({ ...settingsOf("dev"), "shopfront:protectData": true });
  await engine.up();
  engine.record(resolve(__dirname, `${version}.json.gz`));
  engine.remove();
}

void main();
