import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { manifestPath, unchangedZips } from "../../../build/bundle-cache";
import { bundleHandlers, factoryName, functionBaseName, writeZip } from "../../../build/bundles";
import * as operations from "../../../contract/operations";
import { type Operation, type Setting, wantsEdgeKey } from "../../../contract/operations/operation";
import { program, zipOf } from "../../support/pulumi";

const pair = ["bookings/operations/get-booking", "bookings/messages/notify-customer"];
const inline = [
  "pages-invalidate-pages-function",
  "usage-report-usage-function",
  "versions-prune-versions-function",
];

/** The settings that operations read, as the tests' stage has them. */
const settingValues: Partial<Record<Setting, string>> = {
  AUTO_CONFIRM: "false",
  VISIT_SHARDS: "1",
  FEEDBACK_EMAIL_DAYS: "30",
  HAS_SMS: "false",
  WRITES_PER_TEN_MINUTES: "200",
  WRITES_PER_DAY: "2000",
  PICTURE_BUCKET: "pictures-bucket",
  PICTURE_UPLOADS: "https://pictures-bucket.s3.ca-central-1.amazonaws.com",
};

/**
 * Every function: who may invoke it (a method and path, or a rule by name; none where a stream feeds it),
 * the tables that it knows, and its settings.
 */
const every: Record<string, [caller: string | undefined, tables: string, settings?: object]> = {
  ...Object.fromEntries(Object.values<Operation>(operations).map(ofOperation)),
  "notify-customer": [undefined, "bookings analytics business", mailing()],
  "aggregate-feedback": [undefined, "analytics business"],
  "send-reminders": [
    "rule api-send-reminders-clock",
    "bookings slots analytics business",
    mailing(),
  ],
  "send-owed": [
    "rule api-send-owed-clock",
    "bookings analytics business",
    {
      ...mailing(),
      FAILURE_QUEUE: "https://sqs.ca-central-1.amazonaws.com/000000000000/api-failures-queue",
    },
  ],
  "record-mail-result": [
    "topic mail-events-topic",
    "bookings",
    { MAIL_CONFIGURATION_SET: "shopfront-prod" },
  ],
  "report-usage": ["rule usage-hourly", ""],
  "prune-versions": ["rule versions-daily", ""],
  "invalidate-pages": [undefined, ""],
  "publish-pages": ["rule site-pages-clock", "business", { SITE_BUCKET: "site-files-bucket" }],
  "roll-back": [
    "topic alerts-rollback-alarm-topic",
    "",
    {
      COOL_DOWN_MINUTES: "30",
      CRITICAL_TOPIC: "arn:aws:sns:ca-central-1:000000000000:alerts-critical-topic",
    },
  ],
};
const timeouts: Record<string, number> = {
  "notify-customer": 30,
  "aggregate-feedback": 30,
  "record-mail-result": 30,
  "send-reminders": 60,
  "send-owed": 30,
  "prune-versions": 60,
  "roll-back": 60,
  "report-usage": 60,
  "invalidate-pages": 90,
  "publish-pages": 60,
  // A block of hundreds of days takes some twenty transactions.
  "create-block": 29,
  "continue-block": 29,
  "remove-block": 29,
};
/** Rendering is quicker with more of a processor, and so are many transactions. */
const memories: Record<string, number> = {
  "publish-pages": 512,
  "create-block": 512,
  "continue-block": 512,
  "remove-block": 512,
};

/** What an operation's function gets follows from its row alone. */
function ofOperation(row: Operation) {
  const { method, path, handler, touches } = row;
  // Every write by the public counts its caller.
  const counting = wantsEdgeKey(row) ? (["WRITES_PER_TEN_MINUTES", "WRITES_PER_DAY"] as const) : [];
  const settings = [...(row.settings ?? []), ...counting];
  const touched = [
    ...Object.keys(touches).map((name) => name.split("/")[0]),
    ...(counting.length > 0 ? ["visits"] : []),
    "business",
  ];
  return [
    functionBaseName(handler),
    [
      `${method}${path.replace(/\{\w+\}/g, "*")}`,
      [...new Set(touched)].join(" "),
      Object.fromEntries(settings.map((name) => [name, settingValues[name]])),
    ],
  ] as const;
}

function mailing() {
  const MAIL_CONFIGURATION_SET = "shopfront-prod";
  return { MAIL_FROM: "hello@braidwithpetra.ca", MAIL_CONFIGURATION_SET, SMS_MONTHLY_CAP: "0" };
}

describe("the functions", () => {
  it("run on Node.js 24 on arm64 with 256 MB, for 10 s, 29 s for blocks, 30 s behind a stream and each minute, 60 s by the clock, 90 s for the deployment", async () => {
    const graph = await program("prod");
    const found = graph
      .ofType("aws:lambda/function:Function")
      .map(({ inputs }) => [
        inputs.name,
        inputs.runtime,
        inputs.architectures,
        inputs.memorySize,
        inputs.timeout,
        inputs.handler,
      ]);
    expect(found).to.have.deep.members(
      Object.keys(every).map((noun) => [
        `shopfront-prod-${noun}`,
        "nodejs24.x",
        ["arm64"],
        memories[noun] ?? 256,
        timeouts[noun] ?? 10,
        "index.handler",
      ]),
    );
  });

  it("are published, have the alias live on that version, and log to a group of their own", async () => {
    const graph = await program("prod", { "shopfront:logRetentionDays": "7" });
    const functions = graph.ofType("aws:lambda/function:Function");
    for (const { inputs, outputs, name } of functions) {
      const base = name.replace(/-function$/, "");
      const alias = graph.named("aws:lambda/alias:Alias", `${base}-live`);
      const group = graph.named("aws:cloudwatch/logGroup:LogGroup", `${base}-logs`);
      expect(inputs.publish, name).to.equal(true);
      expect(alias.inputs).to.deep.equal({
        name: "live",
        functionName: outputs.name,
        functionVersion: outputs.version,
      });
      expect(group.inputs).to.deep.equal({
        name: `/aws/lambda/${inputs.name}`,
        retentionInDays: 7,
      });
      expect(inputs.loggingConfig).to.deep.equal({
        logFormat: "JSON",
        logGroup: group.inputs.name,
        applicationLogLevel: "INFO",
        systemLogLevel: "INFO",
      });
    }
    expect(functions).to.have.lengthOf(Object.keys(every).length);
  });

  it("know their tables and settings and nothing secret", async () => {
    const graph = await program("prod", { "shopfront:autoConfirm": "false" });
    const environments = Object.fromEntries(
      graph
        .ofType("aws:lambda/function:Function")
        .map(({ inputs }) => [inputs.name, inputs.environment?.variables]),
    );
    // The functions themselves, which the test of the rollback's wiring holds against the graph.
    delete environments["shopfront-prod-roll-back"].FUNCTION_NAMES;
    expect(environments).to.deep.equal(
      Object.fromEntries(
        Object.entries(every).map(([noun, [, tables, settings]]) => {
          const names = tables.split(" ").filter(Boolean);
          const known = names.map((table) => [`${table.toUpperCase()}_TABLE`, `data-${table}`]);
          const variables = {
            ...Object.fromEntries(known),
            ...settings,
            ...(names.includes("slots") && { LEDGER_FORM: "2" }),
          };
          return [
            `shopfront-prod-${noun}`,
            Object.keys(variables).length > 0 ? variables : undefined,
          ];
        }),
      ),
    );
  });

  it("are invoked through the alias only, each by exactly its own caller", async () => {
    const graph = await program("prod");
    const { executionArn } = graph.only("aws:apigateway/restApi:RestApi").outputs;
    const found = graph
      .ofType("aws:lambda/permission:Permission")
      .map(({ inputs }) => [
        inputs.action,
        inputs.function,
        inputs.qualifier,
        inputs.principal,
        inputs.sourceArn,
      ]);
    const byRule = (rule: string) => [
      "events.amazonaws.com",
      graph.named("aws:cloudwatch/eventRule:EventRule", rule).outputs.arn,
    ];
    const byTopic = (topic: string) => [
      "sns.amazonaws.com",
      graph.named("aws:sns/topic:Topic", topic).outputs.arn,
    ];
    const viaGateway = (route: string) => [
      "apigateway.amazonaws.com",
      `${executionArn}/api/${route}`,
    ];
    const callersOf = (caller: string | undefined) => {
      if (caller === undefined) return [];
      if (caller.startsWith("rule ")) return [byRule(caller.slice(5))];
      if (caller.startsWith("topic ")) return [byTopic(caller.slice(6))];
      // The gateway answers HEAD wherever it answers GET.
      const head = caller.startsWith("GET/") ? [viaGateway(caller.replace("GET", "HEAD"))] : [];
      return [viaGateway(caller), ...head];
    };
    expect(found).to.have.deep.members(
      Object.entries(every).flatMap(([noun, [caller]]) =>
        callersOf(caller).map((each) => [
          "lambda:InvokeFunction",
          `shopfront-prod-${noun}`,
          "live",
          ...each,
        ]),
      ),
    );
  });

  it("are fed by the streams of bookings, feedback and the business with every limit set", async () => {
    const graph = await program("prod");
    const fed = (table: string, alias: string) => ({
      eventSourceArn: graph.named("aws:dynamodb/table:Table", table).outputs.streamArn,
      functionName: graph.named("aws:lambda/alias:Alias", alias).outputs.arn,
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      parallelizationFactor: 2,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 5,
      maximumRecordAgeInSeconds: 3600,
      functionResponseTypes: ["ReportBatchItemFailures"],
      destinationConfig: {
        onFailure: { destinationArn: graph.only("aws:sqs/queue:Queue").outputs.arn },
      },
    });
    const mappings = graph.ofType("aws:lambda/eventSourceMapping:EventSourceMapping");
    expect(mappings.map(({ inputs }) => inputs)).to.have.deep.members([
      fed("data-bookings", "api-notify-customer-live"),
      fed("data-feedback", "api-aggregate-feedback-live"),
      fed("data-business", "site-pages-publish-pages-live"),
    ]);
  });
});

describe("the zips", () => {
  it("hold one file each: at most 150 KB for a bundle, 200 KB for the publisher, 10 KB for a closure", async () => {
    const graph = await program("prod");
    for (const lambda of graph.ofType("aws:lambda/function:Function")) {
      const path = await zipOf(lambda);
      const isInline = inline.includes(lambda.name);
      // All pages and their texts are in it, and nobody waits for it.
      const mostBytes = lambda.name === "site-pages-publish-pages-function" ? 200_000 : 150_000;
      expect(statSync(path).size, path).to.be.within(500, isInline ? 10_000 : mostBytes);
      expect(Object.keys(unzipSync(readFileSync(path)))).to.deep.equal([
        isInline ? "index.js" : "index.mjs",
      ]);
    }
  });

  it("carry Lambda's own credentials and none of the ways to look for others", async () => {
    const graph = await program("prod");
    const path = await zipOf(
      graph.named("aws:lambda/function:Function", "api-get-booking-function"),
    );
    const text = strFromU8(unzipSync(readFileSync(path))["index.mjs"] as Uint8Array);
    expect(text).to.include("AWS_SESSION_TOKEN");
    expect(text).not.to.include("AWS_WEB_IDENTITY_TOKEN_FILE");
    expect(text).not.to.include("credential_process");
  });

  it("are the same bytes when the same code is bundled twice", async () => {
    const once = await bytes(bundleHandlers(pair));
    rmSync(manifestPath(pair));
    const again = await bytes(bundleHandlers(pair));
    expect(again.equals(once)).to.equal(true);
  });

  it("are taken as they are only while nothing has changed", async () => {
    const once = await bytes(bundleHandlers(pair));
    expect(unchangedZips(pair)).to.have.all.keys(pair);
    // As if one source more had been read, with a content that nobody remembers.
    const manifest = JSON.parse(readFileSync(manifestPath(pair), "utf8"));
    manifest.made.inputs.push("business.ts");
    writeFileSync(manifestPath(pair), JSON.stringify(manifest));
    expect(unchangedZips(pair)).to.equal(undefined);
    const again = await bytes(bundleHandlers(pair));
    expect(again.equals(once)).to.equal(true);
  });

  it("differ when the code differs", () => {
    const zip = (code: string) => readFileSync(writeZip("test-zip", "index.js", Buffer.from(code)));
    expect(zip("exports.handler = 1;").equals(zip("exports.handler = 1;"))).to.equal(true);
    expect(zip("exports.handler = 1;").equals(zip("exports.handler = 2;"))).to.equal(false);
    rmSync(writeZip("test-zip", "index.js", Buffer.from("")));
  });

  it("are refused for a handler that does not exist, by name", () => {
    expect(() =>
      bundleHandlers(["bookings/operations/get-booking", "bookings/operations/paint-nails"]),
    ).to.throw(
      "The contract names the handler bookings/operations/paint-nails, but handlers/bookings/operations/paint-nails.ts does not exist.",
    );
  });

  it("call the factory that is named like the file", () => {
    expect(factoryName("bookings/get-booking-calendar")).to.equal("getBookingCalendar");
  });
});

async function bytes(bundle: (module: string) => Promise<string>): Promise<Buffer> {
  return Buffer.concat([
    readFileSync(await bundle("bookings/operations/get-booking")),
    readFileSync(await bundle("bookings/messages/notify-customer")),
  ]);
}
