import { expect } from "chai";
import {
  createBooking,
  getAvailability,
  getBooking,
  getBookingCalendar,
} from "../../contract/operations";
import { call } from "../../www/client";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

const realFetch = globalThis.fetch;
const body = {
  name: "Awa",
  phone: "651844664",
  service: "cornrows",
  date: "2026-11-23",
  time: "10:00",
};

describe("the site's API client", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it("takes method and path from the row and puts the query behind them", async () => {
    const sent = answer(200, { timeZone: "Africa/Douala", durationMinutes: 90, days: [] });
    const result = await call(getAvailability, {
      query: { date: "2026-11-23", days: "7", service: "cornrows,take-down", staff: undefined },
    });
    expect(sent[0]?.url).to.equal(
      "/api/availability?date=2026-11-23&days=7&service=cornrows%2Ctake-down",
    );
    expect(sent[0]?.init.method).to.equal("GET");
    expect(sent[0]?.init.body).to.equal(undefined);
    expect(result.ok && result.reply.durationMinutes).to.equal(90);
  });

  it("sends a body as JSON with the headers of the call", async () => {
    const sent = answer(201, { status: "success", bookingId: "b1", message: "", manageUrl: "" });
    const result = await call(createBooking, { body, headers: { "Idempotency-Key": "12345678" } });
    expect(JSON.parse(String(sent[0]?.init.body))).to.deep.equal(body);
    expect(sent[0]?.init.headers).to.include({
      "Content-Type": "application/json",
      "Idempotency-Key": "12345678",
    });
    expect(result.ok && result.reply.bookingId).to.equal("b1");
  });

  it("keeps the manage token in a header and out of the address", async () => {
    const sent = answer(200, {});
    await call(getBooking, {
      params: { bookingId: "a/b" },
      headers: { "X-Manage-Token": "secret" },
    });
    expect(sent[0]?.url).to.equal("/api/booking/a%2Fb");
    expect(sent[0]?.init.headers).to.include({ "X-Manage-Token": "secret" });
  });

  it("answers a calendar as text", async () => {
    answer(200, "BEGIN:VCALENDAR");
    const result = await call(getBookingCalendar, {
      params: { bookingId: "b1" },
      headers: { "X-Manage-Token": "secret" },
    });
    expect(result).to.deep.equal({ ok: true, reply: "BEGIN:VCALENDAR" });
  });

  it("answers a refusal with its status, code, sentence and fields", async () => {
    answer(400, {
      code: "invalid",
      error: "Some of the details are not right.",
      fields: { name: "Enter your name." },
    });
    expect(await call(createBooking, { body })).to.deep.equal({
      ok: false,
      status: 400,
      code: "invalid",
      error: "Some of the details are not right.",
      fields: { name: "Enter your name." },
    });
  });

  it("answers a refusal that is not JSON without code or sentence", async () => {
    answer(502, "<html>Bad gateway</html>");
    expect(await call(createBooking, { body })).to.deep.equal({
      ok: false,
      status: 502,
      code: "",
      error: "",
      fields: {},
    });
  });

  it("drops whatever is not text from a refusal", async () => {
    answer(400, {
      code: {},
      error: 7,
      fields: { name: "Enter your name.", phone: { deep: true } },
    });
    const result = await call(createBooking, { body });
    expect(result).to.deep.include({ code: "", error: "", fields: { name: "Enter your name." } });
  });

  it("answers status 0 when nothing can be reached", async () => {
    globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await call(createBooking, { body })).to.deep.equal({
      ok: false,
      status: 0,
      code: "",
      error: "",
      fields: {},
    });
  });

  it("answers status 0, not success, when a good status comes with broken JSON", async () => {
    answer(201, "<html>captive portal</html>");
    expect(await call(createBooking, { body })).to.include({ ok: false, status: 0 });
  });

  it("stops when the caller gives up", async () => {
    const sent = answer(200, {});
    const abort = new AbortController();
    abort.abort();
    await call(getAvailability, { query: { date: "2026-11-23" }, signal: abort.signal });
    expect(sent[0]?.init.signal?.aborted).to.equal(true);
  });
});

function answer(status: number, reply: unknown): Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = async (url, init = {}) => {
    sent.push({ url: String(url), init });
    return new Response(typeof reply === "string" ? reply : JSON.stringify(reply), { status });
  };
  return sent;
}
