import type { Site } from "../site";
import type { Client } from "./client";

/** The visitors that somebody was told are counted, and those that may be. */
export interface ToldVisitors {
  readonly counted: Set<string>;
  readonly unsure: Set<string>;
}

/** What a client does with the visit counter and other public pages. */
export function visitOperations(client: Client, told: ToldVisitors, date: string) {
  const { random, send, wrong } = client;
  const browsers: string[] = [];
  return {
    async count() {
      // Who comes back is not counted again.
      const isBack = browsers.length > 0 && random.chance(0.3);
      const browser = isBack ? random.pick(browsers) : `Browser/${client.unique()}`;
      const headers = { "User-Agent": browser, "X-Viewer-Address": "192.0.2.1" };
      const { status, json } = await send({ method: "POST", path: "/count", body: {}, headers });
      if (status === 200) {
        told.counted.add(browser);
        if (!isBack) browsers.push(browser);
      } else if (status === 0) told.unsure.add(browser);
      else wrong(`POST /count: ${status} ${JSON.stringify(json)}`);
    },
    async look() {
      const path = random.pick(["/count", "/products", `/availability?date=${date}&days=7`]);
      const { status } = await send({ method: "GET", path });
      if (status !== 200 && status !== 0) wrong(`GET ${path}: ${status}`);
    },
  };
}

/** Every difference between the visitors that were told and the count. */
export async function compareVisits(
  site: Site,
  { counted: told, unsure }: ToldVisitors,
): Promise<string[]> {
  const items = await site.scan<{ counter_id: string; count?: number }>("data-visits");
  const counted = items
    .filter(({ counter_id }) => counter_id.startsWith("visits#"))
    .reduce((sum, { count = 0 }) => sum + count, 0);
  const most = new Set([...told, ...unsure]).size;
  if (counted >= told.size && counted <= most) return [];
  return [`${counted} visitors are counted, and were ${told.size} to ${most}`];
}
