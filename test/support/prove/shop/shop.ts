import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Graph } from "local-stage";
import { type Engine, ensureTables, startEngine } from "local-stage/parts";
import { bundleTogether } from "../../../../build/bundles";
import { business } from "../../../../business";
import type { Booking } from "../../../../handlers/bookings/booking";
import { type FaultProxy, startFaultProxy, type Tamper } from "../faults/proxy";
import { seededRandom } from "../faults/random";
import type { Site } from "../site";
import { type Functions, startFunctions } from "./functions";
import { apiOf, operationModules } from "./routes";
import { startStreamFeed } from "./stream-feed";

/** The functions on a real engine, without the stage around them: as fast as they can be called. */
export interface FunctionShop extends Site {
  readonly proxy: FaultProxy;
  readonly functions: Functions;
  /** Kills the engine in the middle of whatever it does, and starts it again on the same file. */
  killEngine(): Promise<void>;
  close(): Promise<void>;
}

export interface FunctionShopOptions {
  readonly graph: Graph;
  readonly seed: number;
  /** How many processes the functions run in. */
  readonly processes: number;
  readonly tamper?: Tamper;
}

/** Starts the engine, the proxy and the functions, with empty tables. */
export async function openFunctionShop(options: FunctionShopOptions): Promise<FunctionShop> {
  const { graph, seed, processes, tamper } = options;
  const folder = mkdtempSync(join(tmpdir(), "shopfront-prove-"));
  const closers: (() => unknown)[] = [
    () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    const engineFolder = join(folder, "engine");
    let engine: Engine = await startEngine(engineFolder, undefined);
    let restarting: Promise<unknown> = Promise.resolve();
    closers.push(() => restarting.then(() => engine.close()));
    await ensureTables(engine, graph, { fresh: false, log: () => {} });
    const proxy = await startFaultProxy(() => engine.url, seed, { ...(tamper && { tamper }) });
    closers.push(proxy.close);
    const endpoint = proxy.url;
    const code = join(folder, "functions.mjs");
    writeFileSync(code, await bundledFunctions());
    const functions = startFunctions(graph, { code, endpoint, processes });
    closers.push(functions.close);
    const feed = await startStreamFeed({
      folder,
      graph,
      engine,
      endpoint,
      functions,
      random: seededRandom(seed),
    });
    closers.push(feed.close);
    const tables = openTables(graph, () => restarting.then(() => engine.url));
    closers.push(tables.close);
    // What a deployment does before anybody reaches a function.
    await tables.put("data-business", {
      documentId: "current",
      version: 1,
      savedAt: "2026-11-30T08:00:00Z",
      business: JSON.stringify(business),
    });
    return {
      ...tables,
      proxy,
      functions,
      api: apiOf(functions),
      isSilent: true,
      async settled() {
        // The proxy may not have read yet what a function sent before it gave up or was killed.
        await setTimeout(unreadMs);
        await proxy.settled();
      },
      adminHeaders: async () => ({ Authorization: "admin" }),
      async killEngine() {
        await restarting;
        restarting = engine.kill().then(async () => {
          engine = await startEngine(engineFolder, undefined);
        });
        await restarting;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What was sent so long ago has been read. */
const unreadMs = 20;

let bundle: Promise<Uint8Array> | undefined;

/** The functions' code; bundled once for all shops of this process. */
function bundledFunctions(): Promise<Uint8Array> {
  bundle ??= bundleTogether(operationModules);
  return bundle;
}

/** The tables past the functions and the proxy. */
function openTables(graph: Graph, url: () => Promise<string>) {
  let open: { url: string; client: DynamoDBDocumentClient } | undefined;
  const nameOf = (logicalName: string): string =>
    graph.named("aws:dynamodb/table:Table", logicalName).outputs.name;

  async function client(): Promise<DynamoDBDocumentClient> {
    const endpoint = await url();
    if (open?.url !== endpoint) {
      open?.client.destroy();
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      const raw = new DynamoDBClient({ endpoint, region: "local", credentials });
      open = { url: endpoint, client: DynamoDBDocumentClient.from(raw) };
    }
    return open.client;
  }

  /** Again, where the engine was killed meanwhile. */
  async function again<Value>(act: (client: DynamoDBDocumentClient) => Promise<Value>) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await act(await client());
      } catch (error) {
        if (attempt === 5) throw error;
      }
    }
  }

  const scan = <Item>(logicalName: string): Promise<Item[]> =>
    again(async (documents) => {
      const items: Item[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new ScanCommand({
            TableName: nameOf(logicalName),
            ConsistentRead: true,
            ExclusiveStartKey,
          }),
        );
        items.push(...((page.Items ?? []) as Item[]));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return items;
    });

  return {
    scan,
    bookings: () => scan<Booking>("data-bookings"),
    async put(logicalName: string, Item: object) {
      await again((documents) =>
        documents.send(new PutCommand({ TableName: nameOf(logicalName), Item })),
      );
    },
    async find<Item>(logicalName: string, Key: Record<string, string>) {
      const { Item } = await again((documents) =>
        documents.send(
          new GetCommand({ TableName: nameOf(logicalName), Key, ConsistentRead: true }),
        ),
      );
      return Item as Item | undefined;
    },
    close: () => open?.client.destroy(),
  };
}
