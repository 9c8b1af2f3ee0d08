import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { business } from "../../business";
import { systemClock } from "../../handlers/runtime/clock";
import type { Table } from "../../scripts/backup/table";
import { moveIn } from "../../scripts/moving-in/moving-in";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("a diary that moved in on the local stage", function () {
  this.timeout(60_000);
  const date = openDay(10);
  const folder = mkdtempSync(join(tmpdir(), "shopfront-moving-"));
  let site: TestStage;

  before(async () => {
    site = await openTestStage(noThrottle);
    const diary = join(folder, "diary.csv");
    writeFileSync(
      diary,
      `Date,Time,Name,Phone,E-mail,Service,With\n${date},10:00,Awa Ngo,651844664,moved@example.com,cornrows,Petra\n`,
    );
    const client = new DynamoDBClient({
      endpoint: site.stage.dynamoDbUrl,
      region: "local",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const tables = ["bookings", "slots"].map((noun) => ({
      noun,
      name: site.stage.graph.named("aws:dynamodb/table:Table", `data-${noun}`).outputs.name,
    }));
    await moveIn(
      business,
      { client, tables: tables as unknown as Table[] },
      { diary, write: true, siteOrigin: site.stage.siteUrl, now: systemClock(), say: () => {} },
    );
    client.destroy();
  });
  after(async () => {
    delete process.env.BOOKINGS_TABLE;
    delete process.env.SLOTS_TABLE;
    rmSync(folder, { recursive: true, force: true });
    await site?.close();
  });

  it("is in the way of other visits, and on the desk", async () => {
    const reply = await site.api("POST", "/booking", { body: visitorRequest({ date }) });
    expect(reply.status).to.equal(409);
    const { json } = await site.api("GET", `/admin/bookings?from=${date}&to=${date}`, {
      headers: await site.adminHeaders(),
    });
    expect(json.bookings).to.have.length(1);
    expect(json.bookings[0]).to.include({
      status: "confirmed",
      customerName: "Awa Ngo",
      appointmentTime: "10:00",
    });
  });

  it("messages nobody, though a later booking's mail has long gone out", async () => {
    const body = visitorRequest({ date, time: "14:00", email: "later@example.com" });
    expect((await site.api("POST", "/booking", { body })).status).to.equal(201);
    await site.mail(({ to }) => to.includes("later@example.com"));
    const inbox = await (await fetch(`${site.stage.inboxUrl}/mails.json`)).text();
    expect(inbox).to.contain("later@example.com").and.not.contain("moved@example.com");
    const moved = (await site.bookings()).find(
      ({ customerEmail }) => customerEmail === "moved@example.com",
    );
    expect(moved?.mail).to.deep.equal({});
  });

  it("tells its customer of what happens to the visit from then on", async () => {
    const [moved] = (await site.bookings()).filter(
      ({ customerEmail }) => customerEmail === "moved@example.com",
    );
    const path = `/admin/bookings/${moved?.bookingId}/cancel`;
    const reply = await site.api("POST", path, { body: {}, headers: await site.adminHeaders() });
    expect(reply.status).to.equal(200);
    const mail = await site.mail(({ to }) => to.includes("moved@example.com"));
    expect(mail.subject).to.match(/^Booking Cancelled/);
  });
});
