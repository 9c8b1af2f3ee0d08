import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import type { Business } from "../../contract/business";
import { documentSeconds } from "../../contract/rules/document-age";
import { soon } from "../support/soon";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("the owner's business document", function () {
  // Each command evaluates the whole program.
  this.timeout(120_000);
  let site: TestStage;
  let headers: Record<string, string>;

  before(async () => {
    site = await openTestStage(noThrottle);
    headers = await site.adminHeaders();
  });
  after(() => site?.close());

  const current = async () => (await site.api("GET", "/admin/business", { headers })).json;
  const replace = (body: unknown, more = {}) =>
    site.api("PUT", "/admin/business", { headers: { ...headers, ...more }, body });
  const page = async (path: string) => (await fetch(`${site.stage.siteUrl}${path}`)).text();
  const sold = async (time: string) => {
    const body = visitorRequest({ date: openDay(3), time });
    const { json, status, text } = await site.api("POST", "/booking", { body });
    expect(status, text).to.equal(201);
    return json.booking.sold.priceMinor as number;
  };
  /** Until every function asks for the document again. */
  const followed = () =>
    new Promise((resolve) => setTimeout(resolve, documentSeconds * 1_000 + 100));

  it("is business.ts at first, and the pages show it", async () => {
    const { version, savedBy, business, published } = await current();
    expect([version, savedBy, business.name]).to.deep.equal([1, undefined, "Braid with Petra"]);
    expect(published.version).to.equal(1);
    expect(await page("/")).to.contain("8,000");
  });

  it("changes a price on the page, in the API, in a new booking, and not in an old one", async () => {
    expect(await sold("09:00")).to.equal(8_000);
    const { version, business } = await current();
    const services = business.services.map((service: Business["services"][number]) =>
      service.id === "cornrows" ? { ...service, price: 9_100 } : service,
    );
    const reply = await replace({ version, business: { ...business, services } });
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.json).to.include({ version: 2 }).and.to.have.property("savedBy");

    await soon(async () => (await page("/")).includes("9,100"), "the page shows the new price");
    expect(await page("/fr/")).to.match(/9\s100/);
    expect((await current()).published.version).to.equal(2);
    await followed();
    expect(await sold("13:00")).to.equal(9_100);
    const prices = (await site.bookings()).map((booking) => booking.sold?.priceMinor);
    expect(prices).to.have.members([8_000, 9_100]);
  });

  it("refuses what would not be valid, with each place in the reader's language", async () => {
    const { version, business } = await current();
    const wrong = {
      ...business,
      services: [{ ...business.services[0], price: -1 }],
      colour: "red",
    };
    const reply = await replace({ version, business: wrong }, { "Accept-Language": "fr" });
    expect(reply.status).to.equal(400);
    expect(reply.json.code).to.equal("invalid");
    expect(Object.keys(reply.json.fields)).to.include.members(["services[0].price", "colour"]);
    expect(reply.json.fields["services[0].price"]).to.match(/^doit être/);
    expect((await current()).version).to.equal(version);
  });

  it("keeps the languages that the site's pages were deployed in", async () => {
    const { version, business } = await current();
    const one = { ...business, languages: ["en"] };
    const reply = await replace({ version, business: one }, { "Accept-Language": "fr" });
    expect(reply.status).to.equal(400);
    expect(reply.json.fields.languages).to.match(/^doit rester \["en","fr"\]/);
    expect((await current()).version).to.equal(version);
  });

  it("says who confirms a booking, which the stage does while it says nothing", async () => {
    const book = async (time: string) => {
      const body = visitorRequest({ date: openDay(9), time });
      const { json, status, text } = await site.api("POST", "/booking", { body });
      expect(status, text).to.equal(201);
      return json.booking.status as string;
    };
    const { version, business } = await current();
    expect(business.booking).not.to.have.property("confirmation");
    expect(await book("09:00")).to.equal("confirmed");
    const booking = { ...business.booking, confirmation: "by-owner", answerWithinHours: 24 };
    const reply = await replace({ version, business: { ...business, booking } });
    expect(reply.status, reply.text).to.equal(200);
    await followed();
    expect(await book("13:00")).to.equal("pending");
    expect((await replace({ version: version + 1, business })).status).to.equal(200);
    await followed();
  });

  it("refuses a save that was made from an older version, and keeps the other", async () => {
    const { version, business } = await current();
    const both = await Promise.all(
      ["Ours", "Theirs"].map((name) => replace({ version, business: { ...business, name } })),
    );
    expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused?.json.code).to.equal("business.stale");
    expect((await current()).version).to.equal(version + 1);
  });

  it("brings an older version back as a new one", async () => {
    const { version } = await current();
    const first = await site.api("GET", "/admin/business/versions/1", { headers });
    expect(first.json).to.include({ version: 1 });
    const reply = await replace({ version, business: first.json.business });
    expect(reply.json.version).to.equal(version + 1);
    await soon(async () => (await page("/")).includes("8,000"), "the page shows the old price");
    const list = await site.api("GET", "/admin/business/versions", { headers });
    expect(list.json.versions.map((one: { version: number }) => one.version)).to.deep.equal(
      Array.from({ length: version + 1 }, (_, back) => version + 1 - back),
    );
  });

  it("is answered again where the answer to a save was lost", async () => {
    const { version, business } = await current();
    const key = { "Idempotency-Key": "save-once-0001" };
    const body = { version, business: { ...business, tagline: { en: "New", fr: "Nouveau" } } };
    const once = await replace(body, key);
    const again = await replace(body, key);
    expect([once.status, again.status]).to.deep.equal([200, 200]);
    expect(again.json).to.deep.equal(once.json);
    expect((await current()).version).to.equal(version + 1);
  });

  it("goes to a file and back by command, and sells the diary that is moved in", async () => {
    const folder = mkdtempSync(join(tmpdir(), "shopfront-document-"));
    const file = join(folder, "business.ts");
    const run = async (script: string, ...args: string[]) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--require", "tsx/cjs", `scripts/${script}.ts`, ...args, "--local"].concat(
          ...["--data-dir", site.stage.dataFolder],
        ),
      ).catch((error: { stdout: string; stderr: string }) => {
        throw new Error(error.stderr);
      });
      return stdout;
    };
    const failure = (running: Promise<string>) => running.then(String, (error) => error.message);
    const { version } = await current();
    expect(await run("business", "pull", file)).to.equal(`Version ${version} is in ${file}.\n`);

    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("price: 8000", "price: -1"));
    const refusal = await failure(run("business", "push", file));
    expect(refusal).to.match(/^[^\n]*services\[\d\]\.price[^\n]*\n$/);
    writeFileSync(file, text.replace("price: 8000", "price: 8300"));
    expect((await current()).version).to.equal(version);
    expect(await run("business", "push", file)).to.match(
      new RegExp(`^services\\[\\d\\]\\.price: 8000 → 8300\nSaved as version ${version + 1}\\.\n$`),
    );
    await soon(async () => (await page("/")).includes("8,300"), "the page shows the pushed price");

    const diary = join(folder, "diary.csv");
    const line = `${openDay(4)},09:00,Moved In,651844664,cornrows,petra`;
    writeFileSync(diary, `date,time,name,phone,service,staff\n${line}\n`);
    await run("import", "--diary", diary, "--write");
    const moved = (await site.bookings()).find(({ customerName }) => customerName === "Moved In");
    expect(moved?.sold?.priceMinor).to.equal(8_300);
    rmSync(folder, { recursive: true });
  });
});
