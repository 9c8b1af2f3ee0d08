import { expect } from "chai";
import { business } from "../../business";
import { addMinutes } from "../../contract/rules/calendar";
import { visitOf } from "../../contract/rules/visit";
import { quartersOf, timeHeld } from "../../handlers/bookings/diary/held";
import { staffDayOf, takenTimes } from "../../handlers/bookings/diary/ledger";
import {
  call,
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type Reply,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("booking over HTTP on the local stage", function () {
  this.timeout(60_000);
  let site: TestStage;
  const book = (changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    site.api("POST", "/booking", { body: visitorRequest(changes), headers });
  const freeTimes = async (date: string, service = "cornrows") => {
    // A query of its own each time, so that the edge has nothing kept for it.
    const reply = await call(
      `${site.stage.apiUrl}/availability?date=${date}&days=1&service=${service}&staff=petra`,
      "GET",
    );
    return reply.json.days[0].slots.map(({ time }: { time: string }) => time) as string[];
  };

  before(async () => {
    site = await openTestStage(noThrottle);
  });
  after(() => site?.close());

  it("books a visit that then shows in the table, in the availability, and as a mail", async () => {
    const date = openDay(0);
    expect(await freeTimes(date)).to.include("10:00");
    const reply = await book({ date, email: "first@example.com", phone: "6 51 84 46 64" });
    expect(reply.status).to.equal(201);
    expect(reply.json).to.have.all.keys("status", "bookingId", "message", "manageUrl", "booking");
    expect(reply.json.manageUrl).to.match(
      new RegExp(`^${site.stage.siteUrl}/manage#${reply.json.bookingId}\\.[\\w-]{43}$`),
    );
    const stored = (await site.bookings()).find(
      ({ bookingId }) => bookingId === reply.json.bookingId,
    );
    expect(stored).to.include({ status: "confirmed", customerPhone: "+237651844664" });
    expect(await freeTimes(date)).not.to.include.members(["10:00"]);

    const mail = await site.mail(({ to }) => to.includes("first@example.com"));
    expect(mail.subject).to.match(/^Booking Confirmation - Cornrows on /);
    expect(mail.text).to.contain(reply.json.manageUrl);
    const invitation = mail.attachments.find(({ filename }) =>
      /^Braid with Petra [\d-]+\.ics$/.test(filename),
    );
    expect(invitation?.content).to.contain("METHOD:REQUEST");
    expect(invitation?.content).to.contain(`UID:${reply.json.bookingId}@shopfront`);
  });

  for (const [index, [name, service, title]] of (
    [
      ["braiding", "box-braids", "Box braids"],
      ["hair", "wash-treatment", "Wash and treatment"],
      ["nails", "gel-nails", "Gel nails"],
    ] as const
  ).entries()) {
    it(`books "${title}" for a request in the reference's form that names "${name}"`, async () => {
      const date = openDay(20 + index);
      const times = (asked: string) =>
        call(`${site.stage.apiUrl}/availability?date=${date}&days=1&service=${asked}`, "GET");
      const offered = await times(name);
      expect(offered.json).to.deep.equal((await times(service)).json);
      const time = offered.json.days[0].slots[0].time as string;
      const reply = await site.api("POST", "/booking", {
        body: {
          name: "Jane Doe",
          email: `${name}@example.com`,
          phone: "+237612345678",
          service: name,
          date,
          time,
        },
      });
      expect(reply.status).to.equal(201);
      expect(reply.json).to.include({ status: "success" });
      expect(reply.json.booking.service).to.deep.equal([service]);
      const stored = (await site.bookings()).find(
        ({ bookingId }) => bookingId === reply.json.bookingId,
      );
      expect(stored?.service).to.deep.equal([service]);
      const mail = await site.mail(({ to }) => to.includes(`${name}@example.com`));
      expect(mail.subject).to.match(new RegExp(`^Booking Confirmation - ${title} on `));
    });
  }

  it("books a visit as long as its options make it, and keeps them on a move", async () => {
    const [date, to] = [openDay(8), openDay(9)];
    const timesWith = async (choice?: string) => {
      const options = choice ? `&options=fulani-length:${choice}` : "";
      const query = `date=${date}&days=1&service=fulani-braids&staff=petra${options}`;
      const { json } = await call(`${site.stage.apiUrl}/availability?${query}`, "GET");
      return json.days[0].slots.map(({ time }: { time: string }) => time) as string[];
    };
    expect((await book({ date, time: "13:30" })).status).to.equal(201);
    expect(await timesWith()).to.include.members(["09:00", "09:30"]);
    expect(await timesWith("mid-back"))
      .to.include("09:00")
      .and.not.include("09:30");
    expect(await timesWith("waist"))
      .to.not.include("09:00")
      .and.not.include("09:30");

    const visit = (choice: string) => ({
      date,
      time: "09:00",
      service: "fulani-braids",
      options: { "fulani-length": choice },
    });
    const taken = await book(visit("waist"));
    expect([taken.status, taken.json.code]).to.deep.equal([409, "taken"]);
    const reply = await book(visit("mid-back"));
    expect(reply.status).to.equal(201);
    expect(reply.json.booking.sold).to.include({ durationMinutes: 240, priceMinor: 25_000 });

    const { bookingId, headers } = ownLink(reply.json.manageUrl);
    const own = await site.api("GET", `/booking/${bookingId}/availability?date=${to}&days=1`, {
      headers,
    });
    expect(own.json).to.include({ durationMinutes: 240 });
    const body = { date: to, time: "10:00" };
    await site.api("POST", `/booking/${bookingId}/reschedule`, { body, headers });
    const stored = (await site.bookings()).find((one) => one.bookingId === bookingId);
    expect(stored).to.deep.include({
      appointmentDate: to,
      options: { "fulani-length": "mid-back" },
      endsAt: addMinutes(stored?.startsAt ?? "", 240),
    });
  });

  it("refuses options that are none, at the gateway or in a sentence of its own", async () => {
    const fulani = { date: openDay(9), service: "fulani-braids" };
    for (const options of ["waist", [], { "fulani-length": 7 }, null]) {
      expect((await book({ ...fulani, options })).status, JSON.stringify(options)).to.equal(400);
    }
    const reply = await book({ ...fulani, options: { "fulani-length": "knee" } });
    expect(reply.status).to.equal(400);
    expect(reply.json.fields.options).to.match(/^This choice for “Length” /);
  });

  it("stores on the booking that its mail was delivered", async () => {
    const reply = await book({ date: openDay(0), time: "15:00", email: "stored@example.com" });
    await site.mail(({ to }) => to.includes("stored@example.com"));
    const result = async () =>
      (await site.bookings()).find(({ bookingId }) => bookingId === reply.json.bookingId)?.mail[
        "confirmation-0"
      ]?.status;
    for (let attempt = 0; attempt < 50 && (await result()) !== "delivered"; attempt++) {
      await new Promise((resume) => setTimeout(resume, 100));
    }
    expect(await result()).to.equal("delivered");
  });

  it("gives 200 parallel overlapping requests exactly the times that fit beside each other", async () => {
    const date = openDay(1);
    const services = ["take-down", "cornrows", "box-braids"];
    const starts = ["09:00", "09:30", "10:00", "11:00", "12:30", "13:00", "14:00"];
    const before = (await site.bookings()).length;
    const requests = Array.from({ length: 200 }, (_, index) => ({
      date,
      service: services[index % 3] as string,
      time: starts[index % 7] as string,
      email: undefined,
    }));
    const replies = await Promise.all(requests.map((request) => book(request)));
    const statuses = replies.map(({ status }) => status);
    expect(new Set(statuses)).to.deep.equal(new Set([201, 409]));

    const bucketsAt = (index: number) => {
      const { time, service } = requests[index] as (typeof requests)[number];
      return timeHeld(time, visitOf(business, [service])).buckets;
    };
    const winners = [...statuses.keys()].filter((index) => statuses[index] === 201);
    const held = winners.flatMap(bucketsAt);
    expect(new Set(held).size, "no quarter is held twice").to.equal(held.length);
    for (const index of statuses.keys()) {
      if (statuses[index] === 201) continue;
      const overlaps = bucketsAt(index).some((bucket) => held.includes(bucket));
      expect(overlaps, "every loser overlaps a winner").to.equal(true);
      expect(replies[index]?.json).to.have.all.keys("code", "error");
    }
    expect((await site.bookings()).length - before).to.equal(winners.length);
    const days = await site.scan<Record<string, unknown>>("data-slots");
    const ledger = takenTimes(days.find(({ staffDay }) => staffDay === staffDayOf("petra", date)));
    expect(ledger.flatMap(({ from, to }) => quartersOf([[from, to]]))).to.deep.equal(
      held.sort((a, b) => a - b),
    );
  });

  it("books, cancels and books the same time again", async () => {
    const date = openDay(2);
    const first = await book({ date });
    expect((await book({ date, name: "Too Late" })).status).to.equal(409);
    const { bookingId, headers } = ownLink(first.json.manageUrl);
    const cancelled = await site.api("POST", `/booking/${bookingId}/cancel`, { body: {}, headers });
    expect(cancelled.status).to.equal(200);
    expect(cancelled.json).to.include({ status: "cancelled", changeable: false });
    expect(await freeTimes(date)).to.include("10:00");
    expect((await book({ date })).status).to.equal(201);
    const mail = await site.mail(({ subject }) => subject.startsWith("Booking Cancelled"));
    const invitation = mail.attachments.find(({ filename }) =>
      /^Braid with Petra [\d-]+\.ics$/.test(filename),
    );
    expect(invitation?.content).to.contain("METHOD:CANCEL");
  });

  it("moves a visit there and back", async () => {
    const [from, to] = [openDay(3), openDay(4)];
    const booked = await book({ date: from });
    const { bookingId, headers } = ownLink(booked.json.manageUrl);
    const move = (date: string, time: string) =>
      site.api("POST", `/booking/${bookingId}/reschedule`, { body: { date, time }, headers });
    const there = await move(to, "14:00");
    expect(there.json).to.include({ appointmentDate: to, appointmentTime: "14:00" });
    expect(await freeTimes(from)).to.include("10:00");
    expect(await freeTimes(to)).not.to.include("14:00");
    const back = await move(from, "10:00");
    expect(back.json).to.include({ appointmentDate: from, appointmentTime: "10:00" });
    expect(await freeTimes(to)).to.include("14:00");
    const own = await site.api("GET", `/booking/${bookingId}`, { headers });
    expect(own.json).to.include({ status: "confirmed", appointmentTime: "10:00" });
    const calendar = await site.api("GET", `/booking/${bookingId}/calendar.ics`, { headers });
    expect(calendar.text).to.contain("SEQUENCE:2");
    await site.mail(({ subject }) => subject.startsWith("Booking Changed"));
  });

  it("answers the same to the same Idempotency-Key, even when both come together", async () => {
    const headers = { "Idempotency-Key": "c0ffee-00000001" };
    const date = openDay(5);
    const { staff: _, ...request } = visitorRequest({ date });
    const send = (changes = {}) =>
      site.api("POST", "/booking", { body: { ...request, ...changes }, headers });
    const replies: Reply[] = await Promise.all(Array.from({ length: 16 }, () => send()));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).to.equal(1);
    expect(replies[0]?.status).to.equal(201);
    const other = await send({ time: "14:00" });
    expect(other.status).to.equal(409);
    const onDay = (await site.bookings()).filter((one) => one.appointmentDate === date);
    expect(onDay).to.have.length(1);
  });

  describe("refuses, in the one error shape and writing nothing,", () => {
    let before: number;
    beforeEach(async () => {
      before = (await site.bookings()).length;
    });
    const check = async (reply: Reply, status: number, fields?: string[]) => {
      expect(reply.status, reply.text).to.equal(status);
      expect(reply.headers.get("content-type")).to.match(/^application\/json/);
      expect(reply.json.error).to.match(/^[A-Z].{5,}/);
      expect(reply.json).to.have.all.keys("code", "error", ...(fields ? ["fields"] : []));
      if (fields) expect(Object.keys(reply.json.fields)).to.deep.equal(fields);
      expect((await site.bookings()).length).to.equal(before);
    };
    const date = openDay(6);

    it("a missing field", async () => {
      await check(await book({ date, name: undefined }), 400, ["name"]);
    });
    it("an unknown field", async () => {
      const reply = await book({ date, price: 1 });
      await check(reply, 400);
      expect(reply.json).to.deep.equal({ code: "invalid", error: "The request is not valid." });
    });
    it("a wrong type", async () => {
      await check(await book({ date, name: 7 }), 400);
    });
    it("a wrong value, in the reader's language", async () => {
      const french = { "Accept-Language": "fr" };
      const reply = await book({ date, name: "", locale: undefined }, french);
      await check(reply, 400, ["name"]);
      expect(reply.json.code).to.equal("invalid");
      expect(reply.json.fields.name).to.match(/nom/);
    });
    it("a service that nobody has, without a list of those that somebody has", async () => {
      const reply = await book({ date, service: "haircut" });
      await check(reply, 400, ["service"]);
      expect(reply.text).not.to.contain("box-braids");
    });
    it("a bad phone number", async () => {
      await check(await book({ date, phone: "12" }), 400, ["phone"]);
    });
    it("a bad e-mail address", async () => {
      await check(await book({ date, email: "awa@" }), 400, ["email"]);
    });
    it("a date that does not exist", async () => {
      await check(await book({ date: "2026-02-30" }), 400, ["date"]);
    });
    it("a past date", async () => {
      await check(await book({ date: "2026-01-05" }), 400, ["date"]);
    });
    it("a closed hour", async () => {
      await check(await book({ date, time: "07:00" }), 400, ["time"]);
    });
    it("a body of 1 MB", async () => {
      await check(await book({ date, note: "x".repeat(1024 * 1024) }), 413);
    });
    it("broken JSON", async () => {
      await check(await site.api("POST", "/booking", { text: '{"name":' }), 400);
    });
    it("no body at all", async () => {
      const fields = ["name", "phone", "service", "date", "time"];
      await check(await site.api("POST", "/booking"), 400, fields);
    });
    it("JSON under another content type", async () => {
      const headers = { "Content-Type": "text/plain" };
      const reply = await site.api("POST", "/booking", { body: { price: 1 }, headers });
      expect(reply.status).to.be.oneOf([400, 415]);
      expect(reply.json).to.have.property("error");
      expect((await site.bookings()).length).to.equal(before);
    });
    it("a call without the key, past the edge", async () => {
      const reply = await call(`${site.stage.apiUrl}/booking`, "POST", {
        body: visitorRequest({ date }),
      });
      await check(reply, 403);
    });
    it("an unknown address of the API", async () => {
      await check(await site.api("GET", "/no-such-thing"), 404);
      await check(await site.api("DELETE", "/booking"), 404);
    });
    it("a booking of somebody else", async () => {
      const { bookingId } = (await site.bookings())[0] as { bookingId: string };
      await check(await site.api("GET", `/booking/${bookingId}`), 401);
      const headers = { "X-Manage-Token": "guess" };
      await check(await site.api("GET", `/booking/${bookingId}`, { headers }), 403);
      const cancel = { body: {}, headers };
      await check(await site.api("POST", `/booking/${bookingId}/cancel`, cancel), 403);
    });
  });
});

describe("booking at the real throttles", function () {
  this.timeout(60_000);
  let site: TestStage;
  before(async () => {
    site = await openTestStage();
  });
  after(() => site?.close());

  it("answers the surplus of a flood with 429 and nothing else", async () => {
    const date = openDay(0);
    const replies = await Promise.all(
      Array.from({ length: 80 }, () =>
        site.api("POST", "/booking", { body: visitorRequest({ date, email: undefined }) }),
      ),
    );
    const count = (status: number) => replies.filter((reply) => reply.status === status).length;
    expect(count(201)).to.equal(1);
    expect(count(409)).to.be.at.least(10);
    expect(count(429)).to.be.at.least(20);
    expect(count(201) + count(409) + count(429)).to.equal(80);
    for (const { status, json } of replies) {
      if (status === 429) expect(json.code).to.equal("throttled");
    }
    expect(await site.bookings()).to.have.length(1);
  });
});
