import { join } from "node:path";
import type { Graph } from "local-stage";
import { type Engine, openDataFolder, startPoller, streamSource } from "local-stage/parts";
import * as streams from "../../../../contract/functions/streams";
import type { Random } from "../faults/random";
import type { Functions } from "./functions";

/** How many batches are delivered twice. */
const repeated = 0.2;

/** Feeds the reviews' stream to the function that adds them up, as the stage does. */
export async function startStreamFeed(options: {
  readonly folder: string;
  readonly graph: Graph;
  readonly engine: Engine;
  readonly endpoint: string;
  readonly functions: Functions;
  readonly random: Random;
}): Promise<{ close(): Promise<void> }> {
  const { folder, graph, engine, endpoint, functions, random } = options;
  const { source, handler } = streams.aggregateFeedback;
  const { outputs } = graph.named("aws:dynamodb/table:Table", `data-${source}`);
  const { Table } = await engine.call<{ Table: { LatestStreamArn: string } }>(
    "DynamoDB_20120810.DescribeTable",
    { TableName: outputs.name },
  );
  const data = await openDataFolder(join(folder, "feed"));
  const credentials = { accessKeyId: "prove", secretAccessKey: "prove", sessionToken: "prove" };
  const poller = startPoller({
    name: source,
    source: streamSource(endpoint, "local", credentials as never, Table.LatestStreamArn),
    folder: data,
    batchSize: 25,
    retryDelayMs: 50,
    rules: {
      bisect: false,
      retries: Number.POSITIVE_INFINITY,
      reportsItemFailures: true,
      isTooOld: () => false,
    },
    checkAccess: () => {},
    passes: () => true,
    async invoke(records) {
      try {
        const payload = await functions.invoke(handler, { Records: records });
        // At least once, as a stream promises it: now and then a batch comes again.
        return random.chance(repeated)
          ? { ok: true, payload: await functions.invoke(handler, { Records: records }) }
          : { ok: true, payload };
      } catch (error) {
        return { ok: false, reason: "failed", message: String(error) };
      }
    },
    giveUp: () => {},
    onError: () => {},
  });
  return {
    async close() {
      await poller.close();
      await data.release();
    },
  };
}
