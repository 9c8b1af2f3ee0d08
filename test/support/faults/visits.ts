import type { TestStage } from "../stage";
import type { Client } from "./client";

/** The visitors that somebody was told are counted. */
export type ToldVisitors = Set<string>;

/** What a client does with the visit counter and other public pages. */
export function visitOperations(client: Client, told: ToldVisitors, date: string) {
  const { random, send, wrong } = client;
  const browsers: string[] = [];
  return {
    async count() {
      // Who comes back is not counted again.
      const isBack = browsers.length > 0 && random.chance(0.3);
      const browser = isBack ? random.pick(browsers) : `Browser/${client.unique()}`;
      const headers = { "User-Agent": browser };
      const { status, json } = await send({ method: "POST", path: "/count", body: {}, headers });
      if (status === 200) {
        told.add(browser);
        if (!isBack) browsers.push(browser);
      } else if (status !== 0) wrong(`POST /count: ${status} ${JSON.stringify(json)}`);
    },
    async look() {
      const path = random.pick(["/count", "/products", `/availability?date=${date}&days=7`]);
      const { status } = await send({ method: "GET", path });
      if (status !== 200 && status !== 0) wrong(`GET ${path}: ${status}`);
    },
  };
}

/** Every difference between the visitors that were told and the count. */
export async function compareVisits(site: TestStage, told: ToldVisitors): Promise<string[]> {
  const items = await site.scan<{ counter_id: string; count?: number }>("data-visits");
  const counted = items
    .filter(({ counter_id }) => counter_id.startsWith("visits#"))
    .reduce((sum, { count = 0 }) => sum + count, 0);
  return counted === told.size ? [] : [`${counted} visitors are counted, and were ${told.size}`];
}
