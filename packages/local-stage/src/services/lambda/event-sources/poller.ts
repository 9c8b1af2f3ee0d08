import type { DataFolder } from "../../../data-folder";
import type { InvocationResult } from "../../../invocation";
import { type BatchRules, processBatch } from "./batch";
import {
  type Position,
  type Shard,
  StreamError,
  type StreamRecord,
  type StreamSource,
} from "./source";

export interface PollerOptions {
  /** Names the checkpoint file. */
  readonly name: string;
  readonly source: StreamSource;
  readonly folder: DataFolder;
  readonly batchSize: number;
  readonly rules: BatchRules;
  readonly retryDelayMs: number;
  /** Throws where the function's role may not do all that the mapping takes. */
  checkAccess(): void;
  passes(record: StreamRecord): boolean;
  invoke(records: readonly StreamRecord[]): Promise<InvocationResult>;
  giveUp(
    records: readonly StreamRecord[],
    condition: string,
    attempts: number,
    shardId: string,
  ): void;
  onError(error: unknown): void;
}

export interface Poller {
  poke(): void;
  close(): Promise<void>;
}

interface Checkpoint {
  /** Which life of the table the places belong to. */
  label: string;
  /** The last done record of each shard; "end" where the shard is closed and done. */
  places: Record<string, string>;
}

const end = "end";
/** A write through the gate wakes the poller, so looking seldom is enough for everything else. */
const idleMs = { least: 200, most: 1000 };

/**
 * Reads one stream for one mapping, shard by shard and in order, for as long as the stage lives. The
 * place of the last done record is on disk before the next is read: a stage that is killed repeats a
 * batch and never loses one. (AWS reads shards side by side; the promise per item is the same.)
 */
export function startPoller(options: PollerOptions): Poller {
  const { name, source, folder, batchSize, rules } = options;
  const file = `streams/${name}.json`;
  const checkpoint = folder.readJson<Checkpoint>(file) ?? { label: "", places: {} };
  const iterators = new Map<string, string>();
  let open = true;
  let poked = false;
  let wake = () => {};
  let lastError = "";

  function remember(shardId: string, place: string): void {
    checkpoint.places[shardId] = place;
    folder.writeJson(file, checkpoint);
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(finish, milliseconds);
      function finish() {
        clearTimeout(timer);
        wake = () => {};
        done();
      }
      wake = finish;
    });
  }

  /** A true return says that there was something to do. */
  async function readShard(shardId: string): Promise<boolean> {
    const iterator = iterators.get(shardId) ?? (await openShard(shardId));
    const { records, next } = await source.read(iterator, batchSize);
    const last = records.at(-1);
    const wanted = records.filter(options.passes);
    if (wanted.length > 0) {
      const finished = await processBatch(wanted, rules, {
        invoke: options.invoke,
        done: (record) => remember(shardId, record.dynamodb.SequenceNumber),
        giveUp: (given, condition, attempts) => options.giveUp(given, condition, attempts, shardId),
        pause: (attempt) => sleep(Math.min(options.retryDelayMs * 2 ** (attempt - 1), 5000)),
        stopped: () => !open,
      });
      if (!finished) return false;
    }
    if (last && checkpoint.places[shardId] !== last.dynamodb.SequenceNumber) {
      remember(shardId, last.dynamodb.SequenceNumber);
    }
    if (next) iterators.set(shardId, next);
    else remember(shardId, end);
    return records.length > 0;
  }

  async function openShard(shardId: string): Promise<string> {
    const place = checkpoint.places[shardId];
    const position: Position = place ? { after: place } : "oldest";
    try {
      return await source.iterator(shardId, position);
    } catch (error) {
      // The stream keeps a day: what is older is gone, and reading goes on with the oldest there is.
      if (!(error instanceof StreamError && error.code === "TrimmedDataAccessException"))
        throw error;
      return source.iterator(shardId, "oldest");
    }
  }

  /** A retry's wait must end at once when the stage closes, and not when somebody writes. */
  let stopSleep = () => {};
  function sleep(milliseconds: number): Promise<void> {
    if (!open) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      stopSleep = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  async function findShards(): Promise<Shard[]> {
    const { label, shards } = await source.shards();
    if (label !== checkpoint.label) Object.assign(checkpoint, { label, places: {} });
    return shards;
  }

  async function loop(): Promise<void> {
    let shards: Shard[] = [];
    let idle = idleMs.least;
    while (open) {
      let busy = false;
      try {
        options.checkAccess();
        const isDone = (shardId: string) => checkpoint.places[shardId] === end;
        if (shards.length === 0 || shards.some(({ ShardId }) => isDone(ShardId))) {
          shards = await findShards();
        }
        const ids = new Set(shards.map(({ ShardId }) => ShardId));
        const ready = shards.filter(
          ({ ShardId, ParentShardId: parent }) =>
            !isDone(ShardId) && (!parent || !ids.has(parent) || isDone(parent)),
        );
        for (const { ShardId } of ready) if (open) busy = (await readShard(ShardId)) || busy;
        lastError = "";
      } catch (error) {
        iterators.clear();
        shards = [];
        // The same trouble is said once, not five times a second.
        if (open && String(error) !== lastError) options.onError(error);
        lastError = String(error);
      }
      idle = busy || poked ? idleMs.least : Math.min(idle * 1.5, idleMs.most);
      if (open && !busy && !poked) await pause(idle);
      poked = false;
    }
  }

  const running = loop();
  return {
    poke() {
      poked = true;
      wake();
    },
    async close() {
      open = false;
      wake();
      stopSleep();
      await running;
    },
  };
}
