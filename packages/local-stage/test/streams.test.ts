import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Resource } from "../src/graph";
import { repairImage } from "../src/services/dynamodb/stream-images";
import type { Statement } from "../src/services/iam/policy";
import { type BatchRules, processBatch } from "../src/services/lambda/event-sources/batch";
import { eventPattern } from "../src/services/lambda/event-sources/event-pattern";
import type { StreamRecord } from "../src/services/lambda/event-sources/source";
import {
  functionArn,
  lambdaFunction,
  openBackend,
  resource,
  table,
  tableArn,
  temporaryFolder,
  until,
} from "./fixtures";

const records = (count: number): StreamRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    eventID: `${index}`,
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "x",
    dynamodb: { ApproximateCreationDateTime: 1, SequenceNumber: `s${index}` },
  }));

/** Processes a batch of five with a function that fails on some records, and tells what happened. */
async function process(
  isBad: (number: string) => boolean,
  rules: Partial<BatchRules>,
  partial = false,
  stopAfter = Number.POSITIVE_INFINITY,
) {
  const calls: string[] = [];
  const done: string[] = [];
  const given: string[] = [];
  const names = (some: readonly StreamRecord[]) =>
    some.map(({ dynamodb }) => dynamodb.SequenceNumber.slice(1)).join("");
  const finished = await processBatch(
    records(5),
    {
      bisect: false,
      retries: 2,
      reportsItemFailures: partial,
      isTooOld: () => false,
      ...rules,
    },
    {
      async invoke(some) {
        calls.push(names(some));
        const bad = some.filter(({ dynamodb }) => isBad(dynamodb.SequenceNumber));
        if (bad.length === 0) return { ok: true, payload: null };
        if (!partial) return { ok: false, reason: "failed", message: "bad" };
        const batchItemFailures = bad.map(({ dynamodb }) => ({
          itemIdentifier: dynamodb.SequenceNumber,
        }));
        return { ok: true, payload: { batchItemFailures } };
      },
      done: ({ dynamodb }) => done.push(dynamodb.SequenceNumber.slice(1)),
      giveUp: (some, condition) => given.push(`${names(some)} ${condition}`),
      pause: async () => {},
      stopped: () => calls.length >= stopAfter,
    },
  );
  return { calls, done, given, finished };
}

describe("a batch of stream records", () => {
  it("is done at once when the function succeeds", async () => {
    expect(await process(() => false, {})).to.deep.equal({
      calls: ["01234"],
      done: ["4"],
      given: [],
      finished: true,
    });
  });

  it("is tried again as a whole and given up after its retries", async () => {
    const { calls, given, done } = await process((n) => n === "s2", {});
    expect(calls).to.deep.equal(["01234", "01234", "01234"]);
    expect(given).to.deep.equal(["01234 RetryAttemptsExhausted"]);
    expect(done).to.deep.equal(["4"]);
  });

  it("is halved until the one bad record is alone, and only that one is given up", async () => {
    const { calls, given, done } = await process((n) => n === "s2", { bisect: true });
    expect(calls).to.deep.equal(["01234", "012", "01", "2", "2", "2", "34"]);
    expect(given).to.deep.equal(["2 RetryAttemptsExhausted"]);
    expect(done).to.deep.equal(["1", "2", "4"]);
  });

  it("goes on from the first record that is reported as failed", async () => {
    const { calls, given, done } = await process((n) => n === "s3", {}, true);
    expect(calls).to.deep.equal(["01234", "34", "34"]);
    expect(done).to.deep.equal(["2", "4"]);
    expect(given).to.deep.equal(["34 RetryAttemptsExhausted"]);
  });

  it("is a failure as a whole when a reported record is not in it", async () => {
    const calls: number[] = [];
    await processBatch(
      records(2),
      { bisect: false, retries: 0, reportsItemFailures: true, isTooOld: () => false },
      {
        async invoke(some) {
          calls.push(some.length);
          return { ok: true, payload: { batchItemFailures: [{ itemIdentifier: "other" }] } };
        },
        done: () => {},
        giveUp: (some) => calls.push(-some.length),
        pause: async () => {},
        stopped: () => false,
      },
    );
    expect(calls).to.deep.equal([2, -2]);
  });

  it("gives up what is too old without a try", async () => {
    const isTooOld = ({ dynamodb }: StreamRecord) => dynamodb.SequenceNumber < "s2";
    const { calls, given } = await process(() => false, { isTooOld });
    expect(given).to.deep.equal(["01 RecordAgeExceeded"]);
    expect(calls).to.deep.equal(["234"]);
  });

  it("leaves what failed for the next run when the stage closes", async () => {
    const result = await process(() => true, { retries: 0 }, false, 1);
    expect(result).to.deep.equal({ calls: ["01234"], done: [], given: [], finished: false });
  });
});

describe("an image of DynamoDB Local", () => {
  it("gets the type of its empty maps back, at every depth, and keeps the rest", () => {
    const rest = { s: { S: "" }, n: { NULL: true }, l: { L: [] } };
    const image = { ...rest, m: {}, deep: { M: { a: {}, b: { L: [{}, { N: "1" }] } } } };
    expect(repairImage(image)).to.deep.equal({
      ...rest,
      m: { M: {} },
      deep: { M: { a: { M: {} }, b: { L: [{ M: {} }, { N: "1" }] } } },
    });
  });
});

describe("an event pattern", () => {
  const cases: [string, unknown, boolean][] = [
    ['{"eventName":["INSERT","MODIFY"]}', { eventName: "MODIFY" }, true],
    ['{"eventName":["INSERT"]}', { eventName: "REMOVE" }, false],
    ['{"a":{"b":[{"prefix":"x"}]}}', { a: { b: "xy" } }, true],
    ['{"a":{"b":[{"exists":false}]}}', { a: {} }, true],
    ['{"a":{"b":[{"anything-but":["x"]}]}}', { a: { b: "x" } }, false],
    ['{"a":{"b":["x"]}}', {}, false],
  ];
  for (const [pattern, value, expected] of cases) {
    it(`${expected ? "lets" : "keeps"} ${JSON.stringify(value)} ${expected ? "through" : "from"} ${pattern}`, () => {
      expect(eventPattern(pattern)(value)).to.equal(expected);
    });
  }

  it("refuses by name what it does not know", () => {
    expect(() => eventPattern('{"a":[{"numeric":[">",1]}]}')).to.throw('"numeric"');
  });
});

describe("a stream mapping on the local stage", () => {
  const streamArn = `${tableArn("orders")}/stream/2026-01-01T00:00:00.000`;
  const queueArn = "arn:aws:sqs:ca-central-1:000000000000:failures";
  const reading: Statement = {
    Effect: "Allow",
    Action: ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
      (a) => `dynamodb:${a}`,
    ),
    Resource: streamArn,
  };
  const sending: Statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn };
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  /** A table whose stream feeds a function that logs each record's key. */
  function program(statements: Statement[], mapping = {}, code = ""): Resource[] {
    return [
      table("orders", { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" }),
      ...lambdaFunction(
        folder.path,
        "reader",
        `exports.handler = async (event) => { ${code}; console.log({ batch: event.Records }); };`,
        { statements },
      ),
      resource("aws:lambda/eventSourceMapping:EventSourceMapping", "orders-reader", {
        eventSourceArn: streamArn,
        functionName: `${functionArn("reader")}:live`,
        startingPosition: "TRIM_HORIZON",
        batchSize: 100,
        maximumRetryAttempts: 2,
        ...mapping,
      }),
    ];
  }

  async function put(backend: Awaited<ReturnType<typeof openBackend>>, ...ids: string[]) {
    for (const id of ids) {
      const Item = { id: { S: id } };
      await backend.dynamodb.engine.call("DynamoDB_20120810.PutItem", {
        TableName: "orders",
        Item,
      });
    }
  }

  function seen(backend: Awaited<ReturnType<typeof openBackend>>): string[] {
    return backend.lambda
      .logOf("reader")
      .flatMap((line) => JSON.parse(line).message?.batch ?? [])
      .map((record) => record.dynamodb.NewImage.id.S);
  }

  it("gives the function every change, in order, in Lambda's shape", async () => {
    const backend = await openBackend(folder.path, program([reading]));
    try {
      await put(backend, "a", "b", "c");
      await until(() => seen(backend).length === 3);
      expect(seen(backend)).to.deep.equal(["a", "b", "c"]);
      const [record] = backend.lambda
        .logOf("reader")
        .flatMap((line) => JSON.parse(line).message?.batch ?? []);
      expect(record).to.include({
        eventName: "INSERT",
        eventSource: "aws:dynamodb",
        awsRegion: "ca-central-1",
        eventSourceARN: streamArn,
      });
      expect(record.dynamodb).to.include.keys(
        "Keys",
        "NewImage",
        "SequenceNumber",
        "SizeBytes",
        "StreamViewType",
      );
    } finally {
      await backend.close();
    }
  });

  it("goes on behind the last done record after a restart", async () => {
    const first = await openBackend(folder.path, program([reading]));
    await put(first, "a");
    await until(() => seen(first).length === 1);
    await until(() => existsSync(join(first.dataFolder, "streams", "orders-reader.json")));
    await first.close();
    const second = await openBackend(folder.path, program([reading]));
    try {
      await put(second, "b");
      await until(() => seen(second).length > 0);
      expect(seen(second)).to.deep.equal(["b"]);
    } finally {
      await second.close();
    }
  });

  it("repeats after a restart what was not done before it", async () => {
    const hanging = "await new Promise((done) => setTimeout(done, 60000))";
    const first = await openBackend(
      folder.path,
      program([reading], {}, `console.log('got it'); ${hanging}`),
    );
    await put(first, "a");
    await until(() => first.lambda.logOf("reader").some((line) => line.includes("got it")));
    await first.close();
    const second = await openBackend(folder.path, program([reading]));
    try {
      await until(() => seen(second).length > 0);
      expect(seen(second)).to.deep.equal(["a"]);
    } finally {
      await second.close();
    }
  });

  it("fails aloud where the role may not read the stream, and calls nothing", async () => {
    const backend = await openBackend(
      folder.path,
      program([{ ...reading, Action: "dynamodb:DescribeStream" }]),
    );
    try {
      await put(backend, "a");
      await until(() => backend.lines.some((line) => line.includes("dynamodb:ListStreams")));
      expect(backend.lambda.logOf("reader")).to.deep.equal([]);
    } finally {
      await backend.close();
    }
  });

  it("keeps what it gives up on in the failure queue", async () => {
    const mapping = {
      bisectBatchOnFunctionError: true,
      destinationConfig: { onFailure: { destinationArn: queueArn } },
    };
    const fails =
      "if (event.Records.some((r) => r.dynamodb.Keys.id.S === 'bad')) throw new Error('no')";
    const backend = await openBackend(folder.path, program([reading, sending], mapping, fails));
    try {
      await put(backend, "a", "bad", "c");
      await until(() => seen(backend).includes("c"));
      const file = join(backend.dataFolder, "queues", "failures.jsonl");
      await until(() => existsSync(file));
      const messages = readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(messages).to.have.length(1);
      expect(messages[0].requestContext).to.include({
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 3,
      });
      expect(messages[0].DDBStreamBatchInfo).to.include({ batchSize: 1, streamArn });
      expect(seen(backend)).to.include.members(["a", "c"]).and.not.include("bad");
    } finally {
      await backend.close();
    }
  });

  it("gives the function only what passes its filter", async () => {
    const pattern = JSON.stringify({ dynamodb: { Keys: { id: { S: [{ prefix: "x" }] } } } });
    const filterCriteria = { filters: [{ pattern }] };
    const backend = await openBackend(folder.path, program([reading], { filterCriteria }));
    try {
      await put(backend, "a", "x1", "b", "x2");
      await until(() => seen(backend).includes("x2"));
      expect(seen(backend)).to.deep.equal(["x1", "x2"]);
    } finally {
      await backend.close();
    }
  });
});
