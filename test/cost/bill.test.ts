import { expect } from "chai";
import type { Graph } from "local-stage";
import { buildSite } from "../../build/site";
import { business } from "../../business";
import { free } from "../../cost/free-types";
import { type Bill, priceGraph } from "../../cost/price-graph";
import { type PriceId, priceList } from "../../cost/prices";
import { siteWeight } from "../../cost/site-weight";
import { billTable } from "../../cost/table";
import { trafficOf, type Visitors } from "../../cost/traffic";
import { warnings } from "../../cost/warnings";
import { withInputs, withResource } from "../support/costs";
import { everyOption } from "../support/every-option";
import { program } from "../support/pulumi";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("the bill of a stage", function () {
  this.timeout(60_000);
  const site = siteWeight(buildSite());
  const prices = priceList();
  let dev: Graph;

  before(async () => {
    dev = await program("dev");
  });

  const bill = (graph: Graph, asked: Visitors = { business, visitors: 10_000 }): Bill =>
    priceGraph(graph, trafficOf(asked, site), site, prices);
  const line = (of: Bill, id: PriceId) => {
    const found = of.lines.find((each) => each.id === id);
    return { quantity: found?.quantity ?? 0, usd: found?.usd ?? 0 };
  };
  const rise = (graph: Graph, id: PriceId) => {
    const [before, after] = [bill(dev), bill(graph)];
    const usd = line(after, id).usd - line(before, id).usd;
    expect(after.usd - before.usd, "the whole rises by that price alone").to.be.closeTo(usd, 1e-9);
    return usd;
  };

  it("adds up its lines", () => {
    const { lines, usd } = bill(dev);
    expect(lines.reduce((sum, each) => sum + each.usd, 0)).to.be.closeTo(usd, 1e-9);
    for (const { quantity, madeOf } of lines) {
      expect(madeOf.reduce((sum, part) => sum + part.quantity, 0)).to.be.closeTo(quantity, 1e-6);
    }
  });

  it("costs under a cent in the default stage while nobody comes", () => {
    const { usd } = bill(dev, { business, visitors: 0 });
    expect(usd).to.be.within(0.0001, 0.01);
  });

  it("rises with the visitors", () => {
    const months = [0, 100, 1_000, 10_000, 100_000, 1_000_000].map((visitors) =>
      bill(dev, { business, visitors }),
    );
    months.slice(1).forEach(({ usd, listUsd }, index) => {
      expect(usd).to.be.above((months[index] as Bill).usd);
      expect(listUsd).to.be.above((months[index] as Bill).listUsd);
    });
  });

  it("reads ten alarm metrics and three dashboards in the default stage, which are free", () => {
    const { lines } = bill(dev, { business, visitors: 0 });
    const watching = lines.filter(({ price }) => price.service === "CloudWatch");
    expect(line(bill(dev), "cloudwatch.alarms").quantity).to.equal(10);
    expect(line(bill(dev), "cloudwatch.dashboards").quantity).to.equal(3);
    expect(line(bill(dev), "cloudwatch.metrics").quantity).to.be.at.most(10);
    expect(watching.reduce((sum, { usd }) => sum + usd, 0)).to.equal(0);
  });

  it("counts an alarm's metrics, two statistics of one as one, and asks for the eleventh", () => {
    const metric = { namespace: "AWS/SQS", metricName: "NumberOfMessagesSent" };
    const one = withResource(dev, alarmType, { ...metric, statistic: "Sum" });
    const twice = withResource(dev, alarmType, {
      metricQueries: ["Sum", "Average"].map((stat) => ({ metric: { ...metric, stat } })),
    });
    const two = withResource(dev, alarmType, {
      metricQueries: ["Sent", "Deleted"].map((metricName) => ({
        metric: { ...metric, metricName },
      })),
    });
    expect(rise(one, "cloudwatch.alarms")).to.be.closeTo(0.1, 1e-9);
    expect(rise(twice, "cloudwatch.alarms")).to.be.closeTo(0.1, 1e-9);
    expect(rise(two, "cloudwatch.alarms")).to.be.closeTo(0.2, 1e-9);
  });

  it("asks for the fourth dashboard", () => {
    const more = withResource(dev, "aws:cloudwatch/dashboard:Dashboard", {});
    expect(rise(more, "cloudwatch.dashboards")).to.equal(3);
  });

  it("counts all filters that write to one metric once", () => {
    const type = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    const [filter] = dev.ofType(type);
    const metrics = (graph: Graph) => line(bill(graph), "cloudwatch.metrics").quantity;
    expect(metrics(withResource(dev, type, filter?.inputs ?? {}))).to.equal(metrics(dev));
    const other = { metricTransformation: { namespace: "other", name: "Errors" } };
    expect(metrics(withResource(dev, type, other))).to.equal(metrics(dev) + 1);
  });

  it("asks for each index with every write to its table", () => {
    const more = withInputs(dev, "aws:dynamodb/table:Table", "data-users", (inputs) => ({
      ...inputs,
      globalSecondaryIndexes: [...inputs.globalSecondaryIndexes, { name: "one-more" }],
    }));
    expect(bill(more).usd, "nobody makes users").to.equal(bill(dev).usd);
    const indexed = withInputs(dev, "aws:dynamodb/table:Table", "data-visits", (inputs) => ({
      ...inputs,
      globalSecondaryIndexes: [{ name: "one-more" }],
    }));
    // Three items a counted visit, 13,000 visits: the visitor, the sum, and the caller, whom every other
    // public write counts, too.
    const { calls } = trafficOf({ business, visitors: 10_000 }, site);
    const others = ["createBooking", "cancelBooking", "rescheduleBooking", "createFeedback"];
    const counted = others.reduce((sum, name) => sum + (calls[name] ?? 0), 3 * 13_000);
    const units = line(bill(indexed), "dynamodb.writes").quantity;
    expect(units - line(bill(dev), "dynamodb.writes").quantity).to.be.closeTo(counted, 1e-6);
    expect(bill(indexed).usd).to.be.above(bill(dev).usd);
  });

  it("asks for memory", () => {
    const name = "api-count-visit-function";
    const more = withInputs(dev, "aws:lambda/function:Function", name, (inputs) => ({
      ...inputs,
      memorySize: 1_024,
    }));
    const seconds = (graph: Graph) => line(bill(graph), "lambda.compute").quantity;
    expect(seconds(more) - seconds(dev)).to.be.above(900);
  });

  it("asks for logs by how long they are kept", () => {
    const type = "aws:cloudwatch/logGroup:LogGroup";
    const longer = withInputs(dev, type, "api-count-visit-logs", (inputs) => ({
      ...inputs,
      retentionInDays: 300,
    }));
    const kept = (graph: Graph) => {
      const { lines } = bill(graph);
      const { madeOf = [] } = lines.find(({ id }) => id === "cloudwatch.logStorage") ?? {};
      return madeOf.find(({ what }) => what === "POST /count")?.quantity ?? 0;
    };
    expect(kept(longer)).to.be.closeTo(10 * kept(dev), 1e-9);
  });

  it("asks for the archive of the logs by the call and by what is kept, where there is one", async () => {
    const archived = async (keep: string) =>
      bill(await program("dev", { "shopfront:logArchive": keep }));
    const [year, compliance] = [await archived("year"), await archived("compliance")];
    expect(line(bill(dev), "firehose.ingested").quantity).to.equal(0);
    // A record of 5 KB for each call of a function and each line of the gateway.
    const calls = ["lambda.requests", "apigateway.requests"] as const;
    const records = calls.reduce((sum, id) => sum + line(year, id).quantity, 0);
    expect(line(year, "firehose.ingested").quantity).to.be.closeTo(records / 204.8 / 1024, 1e-6);
    expect(line(year, "firehose.decompressed").quantity).to.be.above(
      line(year, "cloudwatch.logs").quantity,
    );
    const objects = (of: Bill) => {
      const { madeOf = [] } = of.lines.find(({ id }) => id === "s3.storage") ?? {};
      return madeOf.find(({ what }) => what === "the archive of the logs")?.quantity ?? 0;
    };
    expect(objects(compliance) / objects(year)).to.be.closeTo((2_557 + 30) / (365 + 30), 1e-9);
    expect(line(year, "s3.puts").quantity - line(bill(dev), "s3.puts").quantity).to.equal(2_880);
    expect(year.usd - bill(dev).usd).to.be.within(0.02, 0.05);
    expect(year.notPriced).to.deep.equal([]);
  });

  it("shows what the API's metrics by method would cost", () => {
    const { name } = dev.only("aws:apigateway/methodSettings:MethodSettings");
    const measured = withInputs(
      dev,
      "aws:apigateway/methodSettings:MethodSettings",
      name,
      (inputs) => ({ ...inputs, settings: { ...inputs.settings, metricsEnabled: true } }),
    );
    expect(rise(measured, "cloudwatch.metrics")).to.be.within(5, 15);
  });

  it("asks nothing for the tables' keys, which are AWS's own, and would for the account's", () => {
    const serverSideEncryption = { enabled: true };
    const managed = dev
      .ofType("aws:dynamodb/table:Table")
      .reduce(
        (graph, { type, name }) =>
          withInputs(graph, type, name, (inputs) => ({ ...inputs, serverSideEncryption })),
        dev,
      );
    expect(line(bill(dev), "kms.requests").quantity).to.equal(0);
    expect(line(bill(managed), "kms.requests").usd).to.be.above(0);
  });

  it("lists a type whose price nobody has said, and says so in a warning", () => {
    const unknown = withResource(dev, "aws:rds/instance:Instance", {});
    const asked = { business, visitors: 10_000 };
    expect(bill(dev).notPriced).to.deep.equal([]);
    expect(bill(unknown).notPriced).to.deep.equal(["aws:rds/instance:Instance"]);
    expect(warnings(unknown, bill(unknown), trafficOf(asked, site), asked).join("\n")).to.include(
      "aws:rds/instance:Instance is not priced",
    );
  });

  it("prices every resource of production, and of production with every option on", async () => {
    const prod = await program("prod");
    const all = await program("prod", everyOption);
    expect(bill(prod).notPriced).to.deep.equal([]);
    expect(bill(all).notPriced).to.deep.equal([]);
    const declared = new Set(
      [prod, all].flatMap((graph) => graph.resources.map(({ type }) => type)),
    );
    expect(Object.keys(free).filter((type) => !declared.has(type))).to.deep.equal([]);
    // The firewall and its rule by the month, then by the request.
    expect(line(bill(all), "waf.firewalls").usd + line(bill(all), "waf.rules").usd).to.equal(6);
    expect(line(bill(all), "waf.requests").usd).to.be.above(0.05);
    expect(line(bill(all), "route53.zones").usd).to.equal(0.5);
    expect(line(bill(all), "xray.traces").quantity).to.be.above(0);
    // A gradual release looks every five minutes whether a version has proven itself.
    const calls = (of: Graph) => line(bill(of), "lambda.requests").quantity;
    expect(calls(all) - calls(prod)).to.be.closeTo(30 * 24 * 12 + 4, 1e-6);
    expect(line(bill(all), "transfer.regions").quantity).to.be.above(0);
    // Copies take each write once more.
    const writes = (of: Graph) => line(bill(of), "dynamodb.writes").quantity;
    expect(writes(all)).to.be.closeTo(2 * writes(prod), 1e-6);
  });

  it("warns of free tiers, quotas, opening hours and the budget", () => {
    const notes = (visitors: number) =>
      warnings(dev, bill(dev, { business, visitors }), trafficOf({ business, visitors }, site), {
        business,
        visitors,
      }).join("\n");
    expect(notes(1_000)).not.to.include("opening hours");
    expect(notes(10_000)).to.include("Bookings are capped at 172 a month");
    expect(notes(10_000)).not.to.include("shopfront:monthlyVisits");
    expect(notes(100_000)).to.include("shopfront:monthlyVisits (100,000)");
    expect(notes(100_000)).to.include("CloudFront, calls of edge functions: 193% of the free tier");
    expect(notes(1_000_000)).to.match(/\$\d+\.\d\d exceeds the budget of \$5/);
  });

  it("says that SMS is not included, where a stage sends some", () => {
    const notes = (graph: Graph) => {
      const asked = { business, visitors: 1_000 };
      return warnings(graph, bill(graph, asked), trafficOf(asked, site), asked).join("\n");
    };
    const name = "api-send-reminders-function";
    const texting = withInputs(dev, "aws:lambda/function:Function", name, (inputs) => ({
      ...inputs,
      environment: { variables: { ...inputs.environment.variables, SMS_MONTHLY_CAP: "50" } },
    }));
    expect(notes(dev)).not.to.include("SMS");
    expect(notes(texting)).to.include("Up to 50 SMS a month (shopfront:smsMonthlyCap)");
  });

  it("is shown by service, with what each price is made of and what of it is free", () => {
    const rows = billTable(bill(dev)).join("\n");
    expect(rows).to.match(/^API Gateway +\$0\.\d{4}$/m);
    expect(rows).to.match(/^ {2}[\d,]+ REST requests, none free +\$0\.\d{4}$/m);
    expect(rows).to.match(/^ {6}POST \/count 13,000, GET \/availability /m);
    expect(rows).to.match(/^ {2}10 alarm metrics, 10 of 10 free +\$0\.00$/m);
  });
});
