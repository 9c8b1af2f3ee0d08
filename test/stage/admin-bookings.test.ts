import { expect } from "chai";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("the owner's diary over HTTP on the local stage", function () {
  this.timeout(120_000);
  let site: TestStage;
  let headers: Record<string, string>;
  const date = openDay();

  before(async () => {
    // Bookings wait for the owner here.
    site = await openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" });
    headers = await site.adminHeaders();
  });
  after(() => site?.close());

  const book = async (time: string, changes: object = {}) => {
    const body = visitorRequest({ date, time, phone: "6 51 84 46 64", ...changes });
    const reply = await site.api("POST", "/booking", { body });
    expect(reply.status, reply.text).to.equal(201);
    return reply.json.bookingId as string;
  };
  const decide = (bookingId: string, what: string, by: Record<string, string> = headers) =>
    site.api("POST", `/admin/bookings/${bookingId}/${what}`, { body: {}, headers: by });

  it("takes each decision once, and tells what a booking is when it can't be taken", async () => {
    const first = await book("09:00");
    const confirmed = await decide(first, "confirm");
    expect(confirmed.status, confirmed.text).to.equal(200);
    expect(confirmed.json.status).to.equal("confirmed");
    expect(confirmed.json.history.at(-1).by).to.match(/^admin:.+/);
    const again = await decide(first, "confirm");
    expect(again.status).to.equal(409);
    expect(again.json.error).to.match(/already confirmed/);
    const early = await decide(first, "complete");
    expect([early.status, early.json.code]).to.deep.equal([409, "booking.early"]);
    await site.begin(first);
    expect((await decide(first, "complete")).json.status).to.equal("completed");
    const second = await book("11:00");
    expect((await decide(second, "no-show")).status).to.equal(409);
    await decide(second, "confirm");
    await site.begin(second);
    expect((await decide(second, "no-show")).json.status).to.equal("no_show");
    expect((await decide("no-such-booking", "cancel")).status).to.equal(404);
  });

  it("frees the time of what is rejected or called off", async () => {
    for (const what of ["reject", "cancel"]) {
      const bookingId = await book("14:00");
      const reply = await decide(bookingId, what);
      expect(reply.status).to.equal(200);
      expect(reply.text).not.to.match(/manageToken|siteOrigin/);
    }
    await book("14:00");
  });

  it("lists the diary, one status, one customer, and the customers", async () => {
    await book("16:00", { email: "other@example.com", name: "Other", phone: "6 77 00 00 01" });
    const get = async (path: string) => (await site.api("GET", path, { headers })).json;
    const diary = await get(`/admin/bookings?from=${date}&to=${date}`);
    expect(diary.bookings).to.have.length(6);
    expect(JSON.stringify(diary)).not.to.match(/manageToken|siteOrigin/);
    const pending = await get("/admin/bookings?status=pending");
    expect(pending.bookings).to.have.length(2);
    const theirs = await get("/admin/bookings?email=other%40example.com");
    expect(theirs.bookings).to.have.length(1);
    const page = await get("/admin/bookings?limit=4");
    const rest = await get(`/admin/bookings?limit=4&cursor=${page.cursor}`);
    expect([page.bookings.length, rest.bookings.length]).to.deep.equal([4, 2]);
    const { customers } = await get("/admin/customers");
    expect(customers.map(({ name, bookings }: never) => [name, bookings])).to.deep.equal([
      ["Awa Ngo", 5],
      ["Other", 1],
    ]);
    const far = await site.api("GET", "/admin/bookings?from=2026-01-01&to=2026-12-31", { headers });
    expect(far.status).to.equal(400);
    expect(far.json.fields).to.have.all.keys("to");
  });

  it("is closed to everybody else", async () => {
    const bookingId = await book("16:00", { staff: "solange" });
    for (const what of ["confirm", "reject", "complete", "no-show", "cancel"]) {
      expect((await decide(bookingId, what, {})).status).to.equal(401);
    }
    await site.stage.cognito.addUser("guest@example.com");
    const guest = { Authorization: await site.stage.cognito.idToken("guest@example.com") };
    expect((await decide(bookingId, "reject", guest)).status).to.equal(403);
    for (const path of ["/admin/bookings", "/admin/customers"]) {
      expect((await site.api("GET", path)).status).to.equal(401);
      expect((await site.api("GET", path, { headers: guest })).status).to.equal(403);
    }
    const [stored] = (await site.bookings()).filter((one) => one.bookingId === bookingId);
    expect(stored?.status).to.equal("pending");
  });
});
