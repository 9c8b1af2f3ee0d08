import { expect } from "chai";
import type { Browser } from "playwright-core";
import { readLine } from "../src/console/log-lines";
import { expectAccessible, openBrowser, openPage } from "./browser";
import {
  functionArn,
  lambdaFunction,
  openBackend,
  resource,
  type TestBackend,
  table,
  temporaryFolder,
} from "./fixtures";

describe("the console of the local stage", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  let backend: TestBackend;
  let browser: Browser;

  before(async () => {
    const code =
      "exports.handler = async (e) => { console.log('<b>' + e.word + '</b>'); if (e.fail) throw new Error('no'); };";
    const resources = [
      ...lambdaFunction(folder.path, "greet", code),
      ...lambdaFunction(folder.path, "calm", code),
      ...lambdaFunction(folder.path, "sweep-the-orders-that-nobody-picked-up", code),
      table("orders"),
      resource("aws:sns/topic:Topic", "critical", {}),
      resource("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", {
        namespace: "AWS/Lambda",
        metricName: "Errors",
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        threshold: 0,
        comparisonOperator: "GreaterThanThreshold",
        alarmActions: ["arn:aws:sns:ca-central-1:000000000000:critical"],
      }),
    ];
    backend = await openBackend(folder.path, resources);
    await backend.dynamodb.engine.call("DynamoDB_20120810.PutItem", {
      TableName: "orders",
      Item: { id: { S: "1" } },
    });
    await backend.lambda.invoke(`${functionArn("greet")}:live`, { word: "apple", fail: true });
    await backend.lambda.invoke(`${functionArn("greet")}:live`, { word: "pear" });
    await backend.cloudwatch.alarms.evaluateNow();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await backend?.close();
    folder.remove();
  });

  const state = async (query = "") =>
    (await fetch(`${backend.stage.consoleUrl}/state.json${query}`)).json();

  it("tells of functions, alarms, messages and tables as JSON", async () => {
    const { functions, alarms, messages, tables } = (await state()) as Record<string, never[]>;
    expect(functions?.[1]).to.include({
      name: "greet",
      live: "1",
      invocations: 2,
      errors: 1,
      coldStarts: 1,
    });
    expect(functions?.[0]).to.include({ name: "calm", invocations: 0, p99: null });
    expect(alarms?.[0]).to.include({ name: "errors", state: "ALARM" });
    expect(messages?.[0]).to.include({ topic: "critical", by: "cloudwatch.amazonaws.com" });
    expect(tables).to.deep.equal([{ name: "orders", count: "1" }]);
  });

  it("filters the logs by function and by text", async () => {
    const texts = async (query: string) =>
      ((await state(query)) as { logs: { text: string }[] }).logs.map(({ text }) => text);
    expect(await texts("?function=greet&text=PEAR")).to.have.length(1);
    expect((await texts("?function=greet")).length).to.be.greaterThan(5);
    expect(await texts("?function=calm")).to.deep.equal([]);
    const failed = await texts("?bad=on");
    expect(failed).to.have.length(2);
    expect(failed.join()).to.include('"level":"ERROR"').and.include('"status":"error"');
  });

  it("reads from a log line when it was, what it tells and whether it is bad", () => {
    const at = "2026-11-21T09:00:00.000Z";
    const line = (values: object) => readLine(JSON.stringify(values));
    const message = { event: "mail.bounced" };
    expect(line({ timestamp: at, level: "WARN", message })).to.deep.equal({
      at,
      gist: "WARN mail.bounced",
      bad: true,
    });
    const record = { status: "success", metrics: { durationMs: 8.7 } };
    expect(line({ time: at, type: "platform.report", record })).to.deep.equal({
      at,
      gist: "report: success, 9 ms",
      bad: false,
    });
    expect(line({ level: "ERROR", message: { errorMessage: "no" } }).gist).to.equal("ERROR no");
    expect(line({ level: "INFO", message: "hello" }).gist).to.equal("INFO hello");
    expect(readLine("no JSON")).to.deep.equal({ at: "", gist: "", bad: false });
    expect(readLine("null")).to.deep.equal({ at: "", gist: "", bad: false });
  });

  it("works by keyboard in a browser, at 360 pixels, light and dark, and shows what is new", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, complaints } = await openPage(browser, {
        colorScheme,
        viewport: { width: 360, height: 800 },
      });
      await page.goto(backend.stage.consoleUrl);
      await expectAccessible(page, `the console, ${colorScheme}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).to.equal(360);
      await page.getByLabel("Text").focus();
      await page.keyboard.type("apple");
      await page.keyboard.press("Enter");
      await page.waitForURL(/text=apple/);
      expect(await page.locator("#logs li").count()).to.be.greaterThan(0);
      expect(await page.locator("#logs b").count()).to.equal(0);
      await page.getByLabel("only what failed").press("Space");
      await page.getByRole("button", { name: "Filter" }).press("Enter");
      await page.waitForURL(/bad=on/);
      expect(await page.getByLabel("only what failed").isChecked()).to.equal(true);
      await page.locator("#logs", { hasText: "No line fits." }).waitFor();
      await page.locator("#messages summary").press("Enter");
      await page.getByText("NewStateValue").waitFor();
      if (colorScheme === "light") {
        await backend.lambda.invoke(`${functionArn("calm")}:live`, { word: "plum" });
        await page
          .locator("#functions tr", { hasText: "calm" })
          .getByText("1", { exact: true })
          .nth(1)
          .waitFor();
      }
      expect(complaints).to.deep.equal([]);
      await page.context().close();
    }
  });

  it("says that the stage has stopped, on the page that was open", async () => {
    const { page } = await openPage(browser);
    await page.goto(backend.stage.consoleUrl);
    await page.route(`${backend.stage.consoleUrl}/**`, (route) => route.abort());
    await page.getByRole("status").getByText("The stage does not answer").waitFor();
    await page.unroute(`${backend.stage.consoleUrl}/**`);
    await page.getByText("The stage does not answer").waitFor({ state: "detached" });
    await page.context().close();
  });
});
