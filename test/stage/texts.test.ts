import { expect } from "chai";
import type { Role } from "local-stage/parts";
import { business } from "../../business";
import { addMinutes, dateIn } from "../../contract/rules/calendar";
import type { AdminBooking } from "../../contract/schemas/desk";
import type { Booking } from "../../handlers/bookings/booking";
import { systemClock } from "../../handlers/runtime/clock";
import { aBooking } from "../support/bookings";
import { type Grant, grantsOf, withoutGrant } from "../support/grants";
import { functionNamed } from "../support/proofs";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";
import { until } from "../support/waiting";

const phone = "+237651844664";

describe("text messages on the local stage", () => {
  let site: TestStage;
  before(async () => {
    site = await openTestStage({ ...noThrottle, "shopfront:smsMonthlyCap": "3" });
  });
  after(() => site?.close());

  async function book(time: string): Promise<string> {
    const { email: _, ...body } = visitorRequest({ time, date: openDay(0), phone });
    const reply = await site.api("POST", "/booking", { body });
    expect(reply.status, reply.text).to.equal(201);
    return reply.json.bookingId;
  }

  /** What the owner's page gets to show. */
  async function results(bookingId: string): Promise<AdminBooking["mail"]> {
    const date = openDay(0);
    const headers = await site.adminHeaders();
    const reply = await site.api("GET", `/admin/bookings?from=${date}&to=${date}`, { headers });
    const found = reply.json.bookings.find((each: AdminBooking) => each.bookingId === bookingId);
    return found?.mail ?? {};
  }

  const becomes = (bookingId: string, name: string, status: string) =>
    until(async () => (await results(bookingId))[name]?.status === status);
  const texts = async () =>
    (await site.stage.mails()).filter(({ subject }) => subject === `SMS to ${phone}`);
  const counted = async () => {
    const items = await site.scan<{ aggregateId: string; count: number }>("data-analytics");
    return items.flatMap((item) => (item.aggregateId.startsWith("sms#") ? [item.count] : []));
  };

  /** A visit half a day ahead without an address, whose customer was last told of it a week before. */
  async function due(id: string): Promise<Booking> {
    const startsAt = addMinutes(systemClock(), 12 * 60);
    const weekBefore = addMinutes(startsAt, -7 * 24 * 60);
    const { customerEmail: _, ...Item } = aBooking({
      bookingId: id,
      startsAt,
      endsAt: addMinutes(startsAt, 90),
      createdAt: weekBefore,
      appointmentDate: dateIn(business.timeZone, startsAt),
      // Its own stream says nothing of it.
      mail: { "sms-confirmation-0": { status: "sent", at: weekBefore } },
    });
    await site.put("data-bookings", Item);
    return Item;
  }

  const sweep = async () => {
    const [result] = await site.stage.runNow("api-send-reminders-clock");
    if (!result?.ok) throw new Error(result?.message ?? "Nothing runs by this clock.");
    return result.payload;
  };
  const stored = async (id: string) =>
    (await site.bookings()).find(({ bookingId }) => bookingId === id)?.mail["sms-reminder-0"];

  it("confirm a visit that was booked by phone number alone", async () => {
    const bookingId = await book("09:00");
    await becomes(bookingId, "sms-confirmation-0", "sent");
    const sms = await site.mail(({ subject }) => subject === `SMS to ${phone}`);
    expect(sms.text.trim()).to.match(
      /^Braid with Petra: your visit on \w+ \d+ \w+ at 09:00 is confirmed \(Cornrows\)\. Questions\? \+237/,
    );
    expect(Object.keys(await results(bookingId))).to.deep.equal(["sms-confirmation-0"]);
    expect(await counted()).to.deep.equal([1]);
  });

  it("need both grants to be sent", async () => {
    const { bookingId } = await due("waits-for-its-grants");
    const { latest } = site.stage.lambda.registry.records.get(
      functionNamed(site, "send-reminders"),
    ) as { latest: { roleArn: string } };
    const role = site.stage.roles.get(latest.roleArn) as Role;
    const needed = grantsOf(role.policies).filter(
      ({ action, resource }: Grant) => action === "sns:Publish" || /analytics$/.test(resource),
    );
    expect(needed.map(({ action }) => action)).to.have.members([
      "sns:Publish",
      // For SMS alone: a reminder by mail counts for no cap.
      "dynamodb:UpdateItem",
    ]);
    const lacks = async (action: string) => {
      const grant = needed.find((each) => each.action === action) as Grant;
      expect(await withoutGrant(role, grant, sweep), action).to.deep.include({ failed: 1 });
    };
    await lacks("dynamodb:UpdateItem");
    expect(await counted()).to.deep.equal([1]);
    await lacks("sns:Publish");
    expect(await counted(), "a try counts").to.deep.equal([2]);
    expect((await stored(bookingId))?.status).to.equal("waiting");
    expect(await texts()).to.have.length(1);
    expect(await sweep()).to.deep.include({ seen: 1, failed: 0 });
    await sweep();
    expect((await stored(bookingId))?.status).to.equal("sent");
    expect(await texts(), "once").to.have.length(2);
    expect(await counted(), "a try uses up no more of the month").to.deep.equal([2]);
  });

  it("stop at the month's cap, which the booking and the log say", async () => {
    await becomes(await book("11:00"), "sms-confirmation-0", "sent");
    expect(await counted()).to.deep.equal([3]);
    const bookingId = await book("13:00");
    await becomes(bookingId, "sms-confirmation-0", "capped");
    expect(await texts()).to.have.length(3);
    expect(await counted()).to.deep.equal([3]);
    const log = () => site.stage.logOf(functionNamed(site, "notify-customer"));
    // The line is written after the result.
    await until(() => log().some((line) => /sms\.capped/.test(line) && line.includes(bookingId)));
    expect(log().join("\n")).not.to.contain("651844664");
  });
});
