import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Graph, Resource } from "local-stage";
import { tables } from "../../contract/operations/operation";
import { settings } from "../../infra/config";
import { program } from "../support/pulumi";

const project = join(__dirname, "../..");
const folder = join(project, "docs/runbooks");
const pages = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => [file.slice(0, -".md".length), readFileSync(join(folder, file), "utf8")]),
);
const index = readFileSync(join(folder, "README.md"), "utf8");
const everyText = new Map([...pages, ["README", index]]);

/** Pages that belong to no alarm: warnings of other kinds, and losses. */
const warnings = ["budget", "edge-key-due", "failed-release", "many-requests"];
const losses = [
  "bucket-deleted",
  "distribution-deleted",
  "table-deleted",
  "items-lost",
  "function-deleted",
  "flooded",
  "account-compromised",
  "mail-paused",
  "old-logs",
  "region-lost",
  "state-lost",
  "two-deployments",
];

/** As in alerts.test.ts, so that both look at one run of the program. */
const everyOption = {
  "shopfront:canaryPercent": "10",
  "shopfront:tracing": "true",
  "shopfront:edgeMetrics": "true",
  "shopfront:slowApiMs": "500",
};

/** Prod with what it can keep longer. */
const archived = { "shopfront:logArchive": "year" };

/** Every alarm that a stage can have, by its page; those of prod as prod has them. */
async function alarms(): Promise<Map<string, Resource>> {
  const graphs = [await program("dev", everyOption), await program("prod")];
  return new Map(
    graphs.flatMap((graph) =>
      graph
        .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
        .map((alarm) => [alarm.name.replace(/^alerts-/, ""), alarm] as const),
    ),
  );
}

/** When an alarm fires, as a page states it: "`AWS/Lambda Throttles Sum > 10`, 1 × 5 minutes". */
function firesAt({ inputs }: Resource): string {
  const queries = (inputs.metricQueries ?? []) as {
    expression?: string;
    period?: number;
    metric?: { period: number };
  }[];
  const expression = queries.find((query) => query.expression)?.expression;
  const statistic = inputs.statistic ?? inputs.extendedStatistic;
  const what = expression ?? `${inputs.namespace} ${inputs.metricName} ${statistic}`;
  const periods = queries.flatMap(({ metric, period }) => metric?.period ?? period ?? []);
  const minutes = (inputs.period ?? periods[0]) / 60;
  const operators: Readonly<Record<string, string>> = {
    GreaterThanThreshold: ">",
    LessThanThreshold: "<",
  };
  const sign = operators[inputs.comparisonOperator];
  const time = `${inputs.evaluationPeriods} × ${minutes} minute${minutes === 1 ? "" : "s"}`;
  return `\`${what} ${sign} ${inputs.threshold}\`, ${time}`;
}

/** Each find of a pattern's first group in any text, with the page it is on. */
function mentions(pattern: RegExp, texts: ReadonlyMap<string, string> = everyText) {
  return [...texts].flatMap(([page, text]) =>
    [...text.matchAll(pattern)].map((match) => ({ page, name: match[1] as string })),
  );
}

/** The names that no mention may go beyond; fails with the pages that do. */
function expectAll(found: ReturnType<typeof mentions>, isKnown: (name: string) => boolean) {
  expect(found).not.to.deep.equal([]);
  const unknown = found.filter(({ name }) => !isKnown(name));
  expect(unknown.map(({ page, name }) => `${name} in ${page}`)).to.deep.equal([]);
}

describe("the runbooks", () => {
  it("have a page for each alarm, warning and loss, and no other", async () => {
    expect([...pages.keys()]).to.have.members([...(await alarms()).keys(), ...warnings, ...losses]);
  });

  it("state the exact threshold of each alarm, on its page and in the index", async () => {
    for (const [name, alarm] of await alarms()) {
      const stated = firesAt(alarm);
      expect(pages.get(name), name).to.include(`\n- **Fires at** ${stated}`);
      expect(index).to.include(`| [${name}](${name}.md) | ${stated} |`);
    }
  });

  it("say whom an alarm notifies", async () => {
    for (const [name, { inputs }] of await alarms()) {
      const [topic] = inputs.alarmActions as string[];
      const audience = topic?.match(/:alerts-(\w+)-topic$/)?.[1] as string;
      const row = index.split("\n").find((line) => line.startsWith(`| [${name}](`)) ?? "";
      expect(row.split("|")[3]?.trim().split(",")[0], name).to.equal(audience);
      expect(pages.get(name), name).to.match(
        audience === "edge"
          ? /\*\*Notifies\*\* the edge's own topic/
          : new RegExp(`\\*\\*Notifies\\*\\* ${audience} topic`),
      );
    }
  });

  it("are named in the mail of their alarm", async () => {
    for (const [name, { inputs }] of await alarms()) {
      expect(inputs.alarmDescription).to.include(`docs/runbooks/${name}.md`);
      expect(inputs.alarmDescription).to.have.lengthOf.at.most(1_024);
    }
  });

  for (const [name, text] of pages) {
    it(`address the owner first, then give the impact, the steps, the end and the follow-up: ${name}`, () => {
      const lines = text.trimEnd().split("\n");
      expect(lines).to.have.lengthOf.at.most(60);
      expect(lines[0]).to.match(/^# [A-Z]/);
      expect(lines[2]).to.match(/^> For the owner: /);
      // In two lines at most.
      expect(lines.slice(3, 5)).to.include("");
      const facts = lines.flatMap((line) => line.match(/^- \*\*(.+?)\*\* ./)?.[1] ?? []);
      const noticed = losses.includes(name) ? ["Detected by"] : ["Fires at", "Notifies"];
      expect(facts).to.deep.equal([
        ...noticed,
        "Visitors see",
        "Time to recover",
        "Maximum data loss",
      ]);
      const headings = lines.flatMap((line) => line.match(/^## ([\w\s-]+)/)?.[1] ?? []);
      expect(headings[0]).to.equal("Now");
      expect(headings.slice(-2)).to.deep.equal(["Resolved when", "Follow-up"]);
      expect(index).to.include(`](${name}.md)`);
    });
  }

  it("have no broken links", () => {
    expectAll(mentions(/\]\((?!https:)([^)]+)\)/g), (target) => existsSync(join(folder, target)));
  });

  it("set the stage and its region before the first command that needs them", () => {
    for (const [name, text] of pages) {
      const first = text.match(/```sh\n\s*(.+)/)?.[1];
      if (name === "region-lost") expect(first).to.include("export AWS_REGION=eu-west-3");
      else {
        expect(first, name).to.equal(
          "STAGE=prod; pulumi stack select $STAGE; export AWS_REGION=$(pulumi config get aws:region)",
        );
      }
    }
  });

  it("call only scripts that exist", () => {
    expectAll(mentions(/(scripts\/[\w-]+\.ts)/g), (script) => existsSync(join(project, script)));
    const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    expectAll(mentions(/npm run ([\w-]+)/g), (script) => {
      const file = (scripts[script] as string | undefined)?.match(/scripts\/[\w-]+\.ts/)?.[0];
      return file !== undefined && existsSync(join(project, file));
    });
  });

  it("use only options that the scripts know", () => {
    const uses = [...everyText].flatMap(([page, text]) =>
      [...text.matchAll(/(?:npx tsx scripts\/|npm run )([\w-]+)(?:\.ts)?([^\n`;]*)/g)].map(
        ([, script, rest = ""]) => ({ page, script, options: rest.match(/--[a-z][\w-]+/g) ?? [] }),
      ),
    );
    const scriptsWithOptions = uses.filter(({ options }) => options.length > 0);
    expect(scriptsWithOptions).not.to.deep.equal([]);
    for (const { page, script, options } of scriptsWithOptions) {
      const text = readFileSync(join(project, `scripts/${script}.ts`), "utf8");
      for (const option of options) {
        expect(text, `${option} of ${script} in ${page}`).to.match(
          new RegExp(`["' ]?\\b${option.slice(2)}["']?: \\{ type: "`),
        );
      }
    }
  });

  it("read only outputs that the program exports", async () => {
    const { exports } = await program("prod", archived);
    expectAll(mentions(/pulumi stack output (?:--json )?([\w$]+)/g), (name) => name in exports);
    expectAll(mentions(/JSON\.parse\(fs\.readFileSync\(0\)\)\.([\w$]+)/g), (name) =>
      ["$t", "$1", ...tables].includes(name),
    );
    for (const { page, name } of mentions(/for t in ([a-z ]+); do/g)) {
      expect(name.split(" "), page).to.have.members([...tables]);
    }
  });

  it("name only settings that exist", () => {
    expectAll(mentions(/shopfront:(\w+)/g), (key) => key in settings);
    expectAll(
      mentions(/for k in ([\w ]+); do/g).flatMap(({ page, name }) =>
        name.split(" ").map((key) => ({ page, name: key })),
      ),
      (key) => key in settings,
    );
  });

  it("name only functions, dashboards and configuration sets that exist", async () => {
    const graph = await program("prod");
    const names = new Set([
      ...graph.ofType("aws:lambda/function:Function").map(({ inputs }) => inputs.name),
      ...graph
        .ofType("aws:cloudwatch/dashboard:Dashboard")
        .map(({ inputs }) => inputs.dashboardName),
      ...graph
        .ofType("aws:sesv2/configurationSet:ConfigurationSet")
        .map(({ inputs }) => inputs.configurationSetName),
    ]);
    const found = mentions(/shopfront-(?:\$STAGE|prod)((?:-[a-z]+)*)(?![\w-])/g);
    expectAll(found, (rest) => names.has(`shopfront-prod${rest}`));
  });

  it("refresh only what the program declares", async () => {
    const { resources } = await program("prod");
    expectAll(mentions(/--target ['"]\*\*::([^'"]+)['"]/g), (name) => {
      const pattern = new RegExp(`^${name.replaceAll("*", ".*")}$`);
      return resources.some((resource) => pattern.test(resource.name));
    });
  });

  it("give commands that a shell can parse", () => {
    for (const [name, text] of pages) {
      const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
      // What a person fills in.
      const input = blocks.join("\n").replace(/<[^>\n]+>/g, "filled-in");
      const { status, stderr } = spawnSync("bash", ["-n"], { input, encoding: "utf8" });
      expect(stderr, name).to.equal("");
      expect(status, name).to.equal(0);
    }
  });

  it("find the position of the changes in a message of the failure queue", () => {
    const script = pages.get("stream-failures")?.match(/node -p '([^']+)'/)?.[1] as string;
    const functionArn = "arn:aws:lambda:ca-central-1:1:function:notify-customer:live";
    const streamArn =
      "arn:aws:dynamodb:ca-central-1:1:table/bookings/stream/2026-11-21T00:00:00.000";
    const place = { shardId: "shardId-7", startSequenceNumber: "100", batchSize: 2, streamArn };
    const bodies = [
      JSON.stringify({ requestContext: { functionArn }, DDBStreamBatchInfo: place }),
      JSON.stringify({ requestContext: { functionArn: "of-a-topic" }, requestPayload: {} }),
    ];
    const folder = mkdtempSync(join(tmpdir(), "shopfront-runbook-"));
    try {
      const file = join(folder, "bodies");
      writeFileSync(file, JSON.stringify(bodies));
      const told = execFileSync(process.execPath, ["-p", script, file], { encoding: "utf8" });
      expect(told.trim().split("\n")).to.deep.equal([
        `${functionArn} ${streamArn} shardId-7 100 2`,
        "of-a-topic",
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("state the retention times that the program sets", async () => {
    expect(kept(await program("prod", archived))).to.deep.equal(
      Object.fromEntries(
        index
          .slice(index.indexOf("## What is kept"))
          .split("\n")
          .slice(4)
          .flatMap((line) => {
            const [, what, long] = line.split("|").map((cell) => cell.trim());
            return what ? [[what.split(",")[0], Number.parseInt(long as string, 10)]] : [];
          }),
      ),
    );
  });

  it("state the default budget and cool-down", async () => {
    const graph = await program("prod");
    const { limitAmount } = graph.only("aws:budgets/budget:Budget").inputs;
    expect(pages.get("budget")).to.include(`**Fires at** $${limitAmount} a month`);
    expect(index).to.include(`costs more than $${limitAmount},`);
    const { variables } = graph.named(
      "aws:lambda/function:Function",
      "alerts-rollback-roll-back-function",
    ).inputs.environment;
    expect(pages.get("function-errors")).to.include(
      `\`shopfront:rollbackCoolDownMinutes\`, ${variables.COOL_DOWN_MINUTES} unless set`,
    );
  });

  it("are linked from the project's README", () => {
    const readme = readFileSync(join(project, "README.md"), "utf8");
    expect(readme).to.include("docs/runbooks/");
  });
});

/** How long the program keeps what the index lists, in the index's units. */
function kept(graph: Graph): Record<string, number> {
  const day = 24 * 3600;
  const table = graph.named("aws:dynamodb/table:Table", "data-bookings").inputs;
  const copies = graph.only("aws:backup/plan:Plan").inputs.rules[0];
  const versions = graph.named(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "site-files-lifecycle",
  ).inputs;
  const pruner = graph.named(
    "aws:lambda/function:Function",
    "versions-prune-versions-function",
  ).inputs;
  const logs = graph.named("aws:cloudwatch/logGroup:LogGroup", "api-create-booking-logs").inputs;
  const trail = graph.named(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "audit-lifecycle",
  ).inputs;
  const archive = graph.named(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "log-archive-lifecycle",
  ).inputs;
  return {
    "any second of every table": table.pointInTimeRecovery.recoveryPeriodInDays,
    "a monthly copy of every table": copies.lifecycle.deleteAfter,
    "old versions of the site's files":
      versions.rules[0].noncurrentVersionExpiration.noncurrentDays,
    "what a stream function could not handle":
      graph.only("aws:sqs/queue:Queue").inputs.messageRetentionSeconds / day,
    "versions of a function to go back to": Number(pruner.description.match(/\d+/)?.[0]),
    logs: logs.retentionInDays,
    "logs in the archive": archive.rules[0].expiration.days,
    "who changed the account": trail.rules[0].expiration.days,
  };
}
