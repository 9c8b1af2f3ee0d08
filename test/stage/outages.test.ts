import { expect } from "chai";
import type { MessageResult } from "../../handlers/bookings/messages/message";
import { withoutResource } from "../support/grants";
import { owingBookings, sweepEachMinute } from "../support/owed";
import { failuresOf } from "../support/proofs";
import {
  type FaultProxy,
  type Outage,
  type OutageOf,
  startFaultProxy,
} from "../support/prove/faults/proxy";
import { soon } from "../support/soon";
import {
  noThrottle,
  openDay,
  openTestStage,
  type Reply,
  type TestStage,
  visitorRequest,
} from "../support/stage";

/**
 * The minutes of an outage are those of what is owed, whose moments the test moves; only the calls that
 * hang are really waited for.
 */
describe("an outage", function () {
  this.timeout(60_000);
  let site: TestStage;
  let gate: FaultProxy;
  let signIn: FaultProxy;
  let admin: Record<string, string>;

  before(async () => {
    site = await openTestStage(noThrottle, {
      beforeGate: async (url) => {
        gate = await startFaultProxy(url, 1);
        return gate.url;
      },
      beforeSignIn: async (url, hosts) => {
        signIn = await startFaultProxy(url, 1, { hosts });
        return signIn.url;
      },
    });
    admin = await site.adminHeaders();
  });
  after(async () => {
    await site?.close();
    await gate?.close();
    await signIn?.close();
  });

  async function during(service: OutageOf, how: Outage, act: () => Promise<void>): Promise<void> {
    const proxy = service === "cognito" ? signIn : gate;
    proxy.putOut(service, how);
    try {
      await act();
    } finally {
      proxy.putOut(service, undefined);
    }
  }

  let booked = 0;
  /** Books a time that nobody else has, and tells the address that hears of it. */
  async function book(): Promise<{ bookingId: string; email: string }> {
    const perDay = ["09:00", "13:00"];
    const date = openDay(Math.floor(booked / perDay.length));
    const body = visitorRequest({
      date,
      time: perDay[booked++ % perDay.length],
      service: "take-down",
    });
    const reply = await site.api("POST", "/booking", { body });
    expect(reply.status, reply.text).to.equal(201);
    return { bookingId: reply.json.bookingId, email: String(body.email) };
  }
  const several = async (count: number) => {
    const all: { bookingId: string; email: string }[] = [];
    for (let one = 0; one < count; one++) all.push(await book());
    return all;
  };
  const mailsTo = async (email: string) =>
    (await site.stage.mails()).filter(({ to }) => to.includes(email)).length;
  const resultOf = async (bookingId: string): Promise<MessageResult | undefined> =>
    (await site.bookings()).find((one) => one.bookingId === bookingId)?.mail["confirmation-0"];
  const becomes = (bookingId: string, status: string, seconds = 15) =>
    soon(async () => (await resultOf(bookingId))?.status === status, status, seconds);
  /** Within two minutes of the recovery, counted in the inbox. */
  async function allDoneInTwoMinutes(
    all: readonly { bookingId: string; email: string }[],
    mails = 1,
  ) {
    await sweepEachMinute(site, 2);
    await soon(async () => (await owingBookings(site)).length === 0, "all settled");
    for (const { bookingId, email } of all) {
      await becomes(bookingId, "delivered");
      expect(await mailsTo(email), email).to.equal(mails);
    }
    await sweepEachMinute(site, 1);
    for (const { email } of all) expect(await mailsTo(email), "ever after").to.equal(mails);
  }
  async function pagesStay() {
    for (const path of ["/", "/book", "/fr/book", "/admin"]) {
      const { status } = await fetch(`${site.stage.siteUrl}${path}`);
      expect(status, path).to.equal(200);
    }
  }

  describe("of SES", () => {
    it("that refuses for ten minutes costs nobody a mail, and nobody gets two", async () => {
      let all: Awaited<ReturnType<typeof several>> = [];
      await during("ses", "refused", async () => {
        all = await several(6);
        await pagesStay();
        // The notifier leaves to the sweep what comes in one batch behind it.
        await becomes(all[0]?.bookingId ?? "", "waiting");
        await sweepEachMinute(site, 10);
        for (const { bookingId } of all) await becomes(bookingId, "waiting");
        expect(await owingBookings(site)).to.have.length(6);
        for (const { email } of all) expect(await mailsTo(email)).to.equal(0);
        const late = await site.api("GET", "/admin/bookings?late=true", { headers: admin });
        expect(late.json.bookings, "on the desk").to.have.length(6);
      });
      await allDoneInTwoMinutes(all);
      for (const { bookingId } of all) {
        expect(await resultOf(bookingId)).not.to.have.property("repeats");
      }
      expect(failuresOf(site)).to.equal("");
    });

    it("that hangs, or drops connections, is waited for; what never arrived goes once", async () => {
      for (const how of ["hanging", "dropped"] as const) {
        let all: Awaited<ReturnType<typeof several>> = [];
        await during("ses", how, async () => {
          all = await several(2);
          await becomes(all[0]?.bookingId ?? "", "sending");
          await sweepEachMinute(site, how === "hanging" ? 2 : 10);
          for (const { bookingId } of all) await becomes(bookingId, "sending");
          expect(await owingBookings(site)).to.have.length(2);
        });
        await allDoneInTwoMinutes(all);
        expect((await resultOf(all[0]?.bookingId ?? ""))?.repeats, how).to.be.at.least(1);
      }
    });

    it("whose answers are lost repeats nothing that SES reports by itself", async () => {
      let one = { bookingId: "", email: "" };
      await during("ses", "unanswered", async () => {
        one = await book();
        await becomes(one.bookingId, "delivered");
        await sweepEachMinute(site, 2);
      });
      await allDoneInTwoMinutes([one]);
    });

    it("whose answer and report are both lost repeats the mail once, and counts it", async () => {
      let one = { bookingId: "", email: "" };
      const news = site.stage.graph.only(
        "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
      );
      await withoutResource(site.stage.graph, news, () =>
        during("ses", "unanswered", async () => {
          one = await book();
          await soon(async () => (await mailsTo(one.email)) === 1, "sent");
          await becomes(one.bookingId, "sending");
        }),
      );
      await allDoneInTwoMinutes([one], 2);
      expect((await resultOf(one.bookingId))?.repeats).to.equal(1);
    });
  });

  describe("of the stream", () => {
    for (const how of ["refused", "hanging", "dropped"] as const) {
      it(`that is ${how} is made up for by the sweep, and adds nothing when it is back`, async () => {
        let one = { bookingId: "", email: "" };
        await during("streams", how, async () => {
          one = await book();
          expect(await resultOf(one.bookingId)).to.equal(undefined);
          await sweepEachMinute(site, 2);
          await becomes(one.bookingId, "delivered");
        });
        const next = await book();
        await becomes(next.bookingId, "delivered");
        await allDoneInTwoMinutes([one, next]);
      });
    }
  });

  describe("of DynamoDB", () => {
    for (const how of ["refused", "hanging", "dropped"] as const) {
      it(`that is ${how} is a 503 with Retry-After in time, and what was owed goes when it is back`, async () => {
        let one = { bookingId: "", email: "" };
        gate.putOut("streams", "dropped");
        one = await book();
        await during("dynamodb", how, async () => {
          gate.putOut("streams", undefined);
          const calls: [string, string, object][] = [
            ["POST", "/booking", { body: visitorRequest({ date: openDay(20) }) }],
            [
              "GET",
              `/availability?date=${openDay(21 + ["refused", "hanging", "dropped"].indexOf(how))}&days=1`,
              {},
            ],
            ["GET", `/booking/${one.bookingId}`, { headers: { "X-Manage-Token": "none" } }],
            ["GET", "/admin/bookings", { headers: admin }],
            ["POST", `/admin/bookings/${one.bookingId}/cancel`, { headers: admin, body: {} }],
            ["POST", "/booking-links", { body: { email: one.email } }],
          ];
          const begun = Date.now();
          const replies = await Promise.all(
            calls.map(([method, path, options]): Promise<Reply> => site.api(method, path, options)),
          );
          expect(Date.now() - begun, "within the functions' time").to.be.below(10_000);
          for (const [index, reply] of replies.entries()) {
            const what = `${calls[index]?.slice(0, 2).join(" ")}: ${reply.text}`;
            expect(reply.status, what).to.equal(503);
            expect(reply.json.code, what).to.equal("unavailable");
            expect(Number(reply.headers.get("retry-after")), what).to.be.above(0);
          }
          await pagesStay();
          const [sweep] = await site.stage.runNow("api-send-owed-clock");
          expect(sweep?.ok, "no error that would roll back a release").to.equal(true);
        });
        await allDoneInTwoMinutes([one]);
      });
    }
  });

  describe("of Cognito", () => {
    for (const how of ["refused", "hanging", "dropped"] as const) {
      it(`that is ${how} keeps nobody from booking, and nobody out who is signed in`, async () => {
        await during("cognito", how, async () => {
          const signingIn = fetch(`${site.stage.siteUrl}/auth`, {
            method: "POST",
            headers: {
              "Content-Type": "application/x-amz-json-1.1",
              "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
            },
            body: "{}",
            signal: AbortSignal.timeout(2_000),
          }).then(
            ({ status }) => status,
            (error: Error) => error.name,
          );
          await pagesStay();
          const one = await book();
          const list = await site.api("GET", "/admin/bookings", { headers: admin });
          expect(list.status).to.equal(200);
          await becomes(one.bookingId, "delivered");
          expect(await signingIn).to.be.oneOf(
            how === "hanging" ? ["TimeoutError"] : [502, 503, 504],
          );
        });
      });
    }
  });
});
