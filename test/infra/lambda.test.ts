import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { manifestPath, unchangedZips } from "../../infra/bundle-cache";
import { bundleHandlers, factoryName, writeZip } from "../../infra/bundles";
import { program, zipOf } from "../support/pulumi";

const pair = ["bookings/get-booking", "bookings/notify-customer"];
const inline = ["versions-prune-versions-function"];

describe("the functions", () => {
  it("run on Node.js 24 on arm64 with 256 MB, for 10 s, or 30 s behind a stream", async () => {
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
    const sized = (noun: string, timeout: number) => [
      `shopfront-prod-${noun}`,
      "nodejs24.x",
      ["arm64"],
      256,
      timeout,
      "index.handler",
    ];
    expect(found).to.have.deep.members([
      sized("cancel-booking", 10),
      sized("create-booking", 10),
      sized("get-availability", 10),
      sized("get-booking", 10),
      sized("get-booking-calendar", 10),
      sized("reschedule-booking", 10),
      sized("notify-customer", 30),
      sized("prune-versions", 60),
    ]);
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
      });
    }
    expect(functions).to.have.lengthOf(8);
  });

  it("know their tables and settings and nothing secret", async () => {
    const graph = await program("prod", { "shopfront:autoConfirm": "false" });
    const environments = Object.fromEntries(
      graph
        .ofType("aws:lambda/function:Function")
        .map(({ inputs }) => [inputs.name, inputs.environment?.variables]),
    );
    const both = { BOOKINGS_TABLE: "data-bookings", SLOTS_TABLE: "data-slots" };
    const bookings = { BOOKINGS_TABLE: "data-bookings" };
    expect(environments).to.deep.equal({
      "shopfront-prod-get-availability": { SLOTS_TABLE: "data-slots" },
      "shopfront-prod-create-booking": { ...both, AUTO_CONFIRM: "false" },
      "shopfront-prod-get-booking": bookings,
      "shopfront-prod-get-booking-calendar": bookings,
      "shopfront-prod-cancel-booking": both,
      "shopfront-prod-reschedule-booking": both,
      "shopfront-prod-notify-customer": {
        ...bookings,
        MAIL_FROM: "noreply@braidwithpetra.ca",
        MAIL_CONFIGURATION_SET: "shopfront-prod",
      },
      "shopfront-prod-prune-versions": undefined,
    });
  });

  it("are invoked through the alias only, each by exactly its own caller", async () => {
    const graph = await program("prod");
    const { executionArn } = graph.only("aws:apigateway/restApi:RestApi").outputs;
    const rule = graph.only("aws:cloudwatch/eventRule:EventRule").outputs.arn;
    const found = graph
      .ofType("aws:lambda/permission:Permission")
      .map(({ inputs }) => [
        inputs.action,
        inputs.function,
        inputs.qualifier,
        inputs.principal,
        inputs.sourceArn,
      ]);
    const viaGateway = (noun: string, route: string) => [
      "lambda:InvokeFunction",
      `shopfront-prod-${noun}`,
      "live",
      "apigateway.amazonaws.com",
      `${executionArn}/api/${route}`,
    ];
    expect(found).to.have.deep.members([
      viaGateway("get-availability", "GET/availability"),
      viaGateway("create-booking", "POST/booking"),
      viaGateway("get-booking", "GET/booking/*"),
      viaGateway("cancel-booking", "POST/booking/*/cancel"),
      viaGateway("reschedule-booking", "POST/booking/*/reschedule"),
      viaGateway("get-booking-calendar", "GET/booking/*/calendar.ics"),
      [
        "lambda:InvokeFunction",
        "shopfront-prod-prune-versions",
        "live",
        "events.amazonaws.com",
        rule,
      ],
    ]);
  });

  it("are fed by the bookings stream with every limit set", async () => {
    const graph = await program("prod");
    const bookings = graph.named("aws:dynamodb/table:Table", "data-bookings");
    expect(graph.only("aws:lambda/eventSourceMapping:EventSourceMapping").inputs).to.deep.equal({
      eventSourceArn: bookings.outputs.streamArn,
      functionName: graph.named("aws:lambda/alias:Alias", "api-notify-customer-live").outputs.arn,
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
  });
});

describe("the zips", () => {
  it("hold one file each: at most 150 KB for a bundle, 10 KB for a closure", async () => {
    const graph = await program("prod");
    for (const lambda of graph.ofType("aws:lambda/function:Function")) {
      const path = await zipOf(lambda);
      const isInline = inline.includes(lambda.name);
      expect(statSync(path).size, path).to.be.within(500, isInline ? 10_000 : 150_000);
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
    manifest.inputs.push("business.ts");
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
    expect(() => bundleHandlers(["bookings/get-booking", "bookings/paint-nails"])).to.throw(
      "There is no handlers/bookings/paint-nails.ts, which routes.ts or streams.ts names.",
    );
  });

  it("call the factory that is named like the file", () => {
    expect(factoryName("bookings/get-booking-calendar")).to.equal("getBookingCalendar");
  });
});

async function bytes(bundle: (module: string) => Promise<string>): Promise<Buffer> {
  return Buffer.concat([
    readFileSync(await bundle("bookings/get-booking")),
    readFileSync(await bundle("bookings/notify-customer")),
  ]);
}
