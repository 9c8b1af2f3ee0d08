import { Engine, settingsOf } from "./engine";

/** A shop that is not in production, with what dev ships with. */
export const settings = settingsOf("dev");

let first: Promise<Engine> | undefined;

/** A stack to which the program has been deployed; it is brought up once, and each caller gets a copy. */
export async function deployed(): Promise<Engine> {
  first ??= (async () => {
    const engine = await Engine.start(settings);
    await engine.up();
    return engine;
  })();
  return (await first).copy();
}

after(async () => {
  (await first)?.remove();
});
