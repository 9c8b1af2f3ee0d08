import { expect } from "chai";
import { createBooking } from "../../../../handlers/bookings/operations/create-booking";
import { monday, now, validRequest } from "../../../support/bookings";
import { apiEvent, bodyOf } from "../../../support/events";
import { business } from "../../../support/fixture-business";
import { FakeBookingStore } from "../../../support/stores/fake-booking-store";

describe("POST /booking", () => {
  let store: FakeBookingStore;
  const handle = (autoConfirm = true) => createBooking(business, store, () => now, { autoConfirm });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    handle()(apiEvent({ body, headers }));

  beforeEach(() => {
    store = new FakeBookingStore();
  });

  it("answers 201 with the id, a sentence and the customer's own link", async () => {
    const reply = await post(validRequest);
    expect(reply.statusCode).to.equal(201);
    const { bookingId, manageUrl, booking: own, ...rest } = bodyOf(reply);
    expect(rest).to.deep.equal({ status: "success", message: "Your appointment is confirmed." });
    const [booking] = [...store.bookings.values()];
    expect(own).to.deep.include({
      bookingId,
      status: "confirmed",
      changeable: true,
      movable: true,
    });
    expect(own.sold).to.include({ staffName: "Petra", priceMinor: 8000, durationMinutes: 90 });
    expect(own.code).to.match(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/);
    expect(booking?.bookingId).to.equal(bookingId);
    expect(manageUrl).to.equal(
      `https://www.example.com/manage#${bookingId}.${booking?.manageToken}`,
    );
  });

  it("leaves it to the owner's rule who confirms, and to the stage where the document has none", async () => {
    for (const [confirmation, autoConfirm, status] of [
      [undefined, true, "confirmed"],
      [undefined, false, "pending"],
      ["at-once", false, "confirmed"],
      ["by-owner", true, "pending"],
    ] as const) {
      store = new FakeBookingStore();
      const of = {
        ...business,
        booking: { ...business.booking, ...(confirmation && { confirmation }) },
      };
      await createBooking(of, store, () => now, { autoConfirm })(apiEvent({ body: validRequest }));
      const [booking] = [...store.bookings.values()];
      expect(booking, `${confirmation}, ${autoConfirm}`).to.include({ status });
    }
  });

  it("stores a snapshot with the phone in E.164, the mail in lower case, and times in UTC", async () => {
    await post({ ...validRequest, name: "  Awa Ngo ", email: " AWA@Example.com " });
    const [booking] = [...store.bookings.values()];
    expect(booking).to.include({
      customerName: "Awa Ngo",
      customerEmail: "awa@example.com",
      customerPhone: "+237651844664",
      staff: "petra",
      appointmentDate: monday,
      appointmentTime: "10:00",
      startsAt: "2026-11-23T09:00:00Z",
      endsAt: "2026-11-23T10:30:00Z",
      status: "confirmed",
      sequence: 0,
    });
    expect(booking?.service).to.deep.equal(["cornrows"]);
    expect(booking?.history).to.deep.equal([{ at: now, by: "customer", status: "confirmed" }]);
  });

  it("refuses keys that every object has, which a schema passes over without a word", async () => {
    for (const key of ["constructor", "prototype", "__proto__"]) {
      const rawBody = JSON.stringify(validRequest).replace("{", `{"options":{"${key}":"waist"},`);
      const reply = await handle()(apiEvent({ rawBody }));
      expect(reply.statusCode, key).to.equal(400);
      expect(Object.keys(bodyOf(reply).fields), key).to.deep.equal([key]);
    }
    expect(store.bookings.size).to.equal(0);
  });

  it("books the standard service of a category that is named in place of a service", async () => {
    const { staff: _, locale: __, ...request } = validRequest;
    const reply = await post({ ...request, service: "braiding" });
    expect(reply.statusCode).to.equal(201);
    expect(bodyOf(reply).booking.service).to.deep.equal(["box-braids"]);
    expect(bodyOf(reply).booking.sold).to.deep.include({
      services: [{ id: "box-braids", name: { en: "Box braids", fr: "Box braids" } }],
      durationMinutes: 240,
    });
    expect([...store.bookings.values()].map(({ service }) => service)).to.deep.equal([
      ["box-braids"],
    ]);
    const twice = await post({ ...request, time: "14:00", service: ["hair", "wash-treatment"] });
    expect(bodyOf(twice).fields).to.deep.equal({
      service: "Choose each service only once.",
    });
  });

  it("books a visit with its options, and keeps those that are not standard", async () => {
    const { staff: _, ...request } = { ...validRequest, service: "faux-locs" };
    const longer = bodyOf(await post({ ...request, options: { "locs-length": "waist" } }));
    expect(longer.booking.sold).to.deep.include({
      services: [
        {
          id: "faux-locs",
          name: { en: "Faux locs (waist length)", fr: "Fausses locks (longueur taille)" },
        },
      ],
      durationMinutes: 360,
      priceMinor: 41000,
    });
    expect(longer.booking.endsAt).to.equal("2026-11-23T15:00:00Z");
    const standard = { ...request, date: "2026-11-24", options: { "locs-length": "shoulder" } };
    expect(bodyOf(await post(standard)).booking.sold).to.include({ priceMinor: 35000 });
    const [first, second] = [...store.bookings.values()];
    expect(first?.options).to.deep.equal({ "locs-length": "waist" });
    expect(second).not.to.have.property("options");
  });

  it("refuses a visit that its option makes run into another one", async () => {
    await post({ ...validRequest, time: "15:00" });
    const locs = { ...validRequest, service: "faux-locs", time: "09:30", forAnother: true };
    expect(bodyOf(await post({ ...locs, options: { "locs-length": "waist" } })).code).to.equal(
      "taken",
    );
    expect((await post(locs)).statusCode).to.equal(201);
  });

  it("tells requests with other options apart, in whatever order they are named", async () => {
    const size = {
      id: "size",
      name: { en: "Size", fr: "Taille" },
      choices: [
        { id: "medium", name: { en: "medium", fr: "moyennes" } },
        { id: "small", name: { en: "small", fr: "petites" } },
      ],
    };
    const of = {
      ...business,
      services: business.services.map((one) =>
        one.id === "faux-locs" ? { ...one, options: [...(one.options ?? []), size] } : one,
      ),
    };
    const headers = { "Idempotency-Key": "key-12345678" };
    const send = (options?: object) =>
      createBooking(of, store, () => now, { autoConfirm: true })(
        apiEvent({ body: { ...validRequest, service: "faux-locs", options }, headers }),
      );
    const first = await send({ "locs-length": "waist", size: "small" });
    expect(first.statusCode).to.equal(201);
    expect((await send({ size: "small", "locs-length": "waist" })).body).to.equal(first.body);
    for (const options of [undefined, {}, { "locs-length": "waist" }]) {
      expect(bodyOf(await send(options)).code, JSON.stringify(options)).to.equal(
        "idempotency.reused",
      );
    }
    expect(store.bookings.size).to.equal(1);
  });

  it("names the option that is wrong, and writes nothing", async () => {
    const fields = async (changes: object) =>
      bodyOf(await post({ ...validRequest, service: "faux-locs", ...changes })).fields;
    expect(await fields({ options: { size: "small" } })).to.deep.equal({
      options: "The option “size” is no longer offered. Choose again.",
    });
    expect(await fields({ options: { "locs-length": "knee" } })).to.deep.equal({
      options: "This choice for “Length” is no longer offered. Choose again.",
    });
    expect(await fields({ service: "cornrows", options: { "locs-length": "waist" } })).to.have.keys(
      "options",
    );
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`o-${index}`, "x"]));
    for (const options of [many, { "Not an id": "x" }, { "locs-length": "" }, "waist", null]) {
      expect(await fields({ options }), JSON.stringify(options)).to.have.keys("options");
    }
    expect(store.bookings.size).to.equal(0);
  });

  it("refuses a name with what nobody sees, and takes what an emoji or a script needs", async () => {
    for (const hidden of ["\0", "\r\n", "\u202e", "\u001b", "\u200b", "\ud83d "]) {
      const reply = await post({ ...validRequest, name: `Awa${hidden}Ngo`, locale: "fr" });
      expect(reply.statusCode).to.equal(400);
      expect(bodyOf(reply).fields).to.deep.equal({
        name: "Ce nom contient des caractères invisibles. Veuillez le saisir au clavier au lieu de le coller.",
      });
    }
    expect(store.bookings.size).to.equal(0);
    const name = "Awa Ngo \u{1f469}\u{1f3fd}\u200d\u{1f9b1} علی\u200cرضا";
    await post({ ...validRequest, name, note: "One\u0000\u202e\ud83d\r\ntwo" });
    const [booking] = store.bookings.values();
    expect(booking).to.include({ customerName: name, note: "One\ntwo" });
  });

  it("takes an address with an apostrophe", async () => {
    await post({ ...validRequest, email: "Sinead.O'Brien@example.com" });
    const [booking] = store.bookings.values();
    expect(booking?.customerEmail).to.equal("sinead.o'brien@example.com");
  });

  it("speaks French to a French request and links to the French page", async () => {
    const reply = bodyOf(await post({ ...validRequest, locale: "fr" }));
    expect(reply.message).to.equal("Votre rendez-vous est confirmé.");
    expect(reply.manageUrl).to.contain("https://www.example.com/fr/manage#");
  });

  it("waits for the owner where the stage does not confirm at once", async () => {
    const reply = await handle(false)(apiEvent({ body: validRequest }));
    expect(bodyOf(reply).message).to.equal(
      "We have received your request and will confirm it soon.",
    );
    expect([...store.bookings.values()][0]?.status).to.equal("pending");
  });

  it("refuses a booking that overlaps a longer one", async () => {
    await post({ ...validRequest, service: "box-braids", time: "10:00" });
    const reply = await post({ ...validRequest, time: "11:00" });
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply)).to.deep.equal({
      code: "taken",
      error: "This time has just been taken. Please choose another one.",
    });
    expect(store.bookings.size).to.equal(1);
  });

  it("gives the visit to the next able person when the first is taken", async () => {
    const { staff: _, ...rest } = validRequest;
    const anyone = { ...rest, forAnother: true };
    await post(anyone);
    expect((await post(anyone)).statusCode).to.equal(201);
    expect(bodyOf(await post(anyone)).code).to.equal("taken");
    expect([...store.bookings.values()].map(({ staff }) => staff)).to.deep.equal([
      "petra",
      "solange",
    ]);
  });

  it("tries the next person when somebody is faster between the look and the write", async () => {
    store.raceFor.add("petra");
    const { staff: _, ...anyone } = validRequest;
    expect((await post(anyone)).statusCode).to.equal(201);
    expect([...store.bookings.values()][0]?.staff).to.equal("solange");
  });

  it("answers 409, never 5xx, when the ledger stays busy", async () => {
    store.busy = true;
    const reply = await post(validRequest);
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).error).to.equal("Many people are booking right now. Please try again.");
  });

  it("answers the same to the same Idempotency-Key and body, and books once", async () => {
    const headers = { "Idempotency-Key": "key-12345678" };
    const first = await post(validRequest, headers);
    const second = await post(validRequest, headers);
    expect(second.statusCode).to.equal(201);
    expect(second.body).to.equal(first.body);
    expect(store.bookings.size).to.equal(1);
  });

  it("refuses the same Idempotency-Key with another body", async () => {
    const headers = { "Idempotency-Key": "key-12345678" };
    await post(validRequest, headers);
    const reply = await post({ ...validRequest, time: "14:00" }, headers);
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).error).to.equal(
      "This Idempotency-Key has already been used for another request.",
    );
    expect(store.bookings.size).to.equal(1);
  });

  it("answers a known key before anything else is checked", async () => {
    const headers = { "Idempotency-Key": "key-12345678" };
    const first = bodyOf(await post(validRequest, headers));
    const later = createBooking(
      { ...business, services: business.services.slice(0, 1), staff: business.staff },
      store,
      () => "2026-11-23T12:00:00Z",
      { autoConfirm: true },
    );
    const again = await later(apiEvent({ body: validRequest, headers }));
    expect(again.statusCode).to.equal(201);
    const { booking, ...reply } = bodyOf(again);
    const { booking: _, ...firstReply } = first;
    expect(reply).to.deep.equal(firstReply);
    expect(booking).to.include({ changeable: false });
    expect(booking.sold).to.deep.equal(first.booking.sold);
  });

  it("answers the first reply with the booking's present state beside it", async () => {
    const headers = { "Idempotency-Key": "key-12345678" };
    const first = bodyOf(await post(validRequest, headers));
    const [stored] = store.bookings.values();
    if (!stored) throw new Error("Nothing is booked.");
    await store.changeStatus(stored, "cancelled", "customer", now);
    const again = bodyOf(await post(validRequest, headers));
    expect(again.message).to.equal(first.message);
    expect(again.manageUrl).to.equal(first.manageUrl);
    expect(again.booking).to.include({ status: "cancelled", changeable: false });
    expect(store.bookings.size).to.equal(1);
  });

  it("knows the same request however its number is typed, and whatever order its fields have", async () => {
    const headers = { "Idempotency-Key": "key-12345678" };
    await post(validRequest, headers);
    const { name, ...rest } = validRequest;
    const again = await post({ ...rest, phone: "6 51 84 46 64", name }, headers);
    expect(again.statusCode).to.equal(201);
    expect(store.bookings.size).to.equal(1);
  });

  it("refuses a visit that overlaps another one of the same number, and tells no times", async () => {
    await post(validRequest);
    const other = { ...validRequest, staff: "solange", time: "10:30", email: "x@example.com" };
    const reply = await post(other);
    expect(reply.statusCode).to.equal(409);
    expect(bodyOf(reply).code).to.equal("contact.limit");
    expect(bodyOf(reply).error).not.to.match(/\d\d:\d\d/);
    expect((await post({ ...other, forAnother: true })).statusCode).to.equal(201);
  });

  it("refuses a sixth visit with the same code", async () => {
    for (const date of ["23", "24", "25", "26", "27"]) {
      const reply = await post({ ...validRequest, date: `2026-11-${date}` });
      expect(reply.statusCode).to.equal(201);
    }
    const sixth = { ...validRequest, date: "2026-11-30", forAnother: true };
    expect(bodyOf(await post(sixth)).code).to.equal("contact.limit");
    const stranger = { ...sixth, phone: "6 70 00 00 01", email: "x@example.com" };
    expect((await post(stranger)).statusCode).to.equal(201);
  });

  it("slows down who tries out when a number has a visit", async () => {
    await post(validRequest);
    const probe = { ...validRequest, staff: "solange" };
    for (let attempt = 0; attempt < 10; attempt++) await post(probe);
    const reply = await post({ ...probe, time: "15:00" });
    expect(reply.statusCode).to.equal(429);
    expect(reply.headers).to.include({ "Retry-After": "3600" });
  });

  it("refuses an Idempotency-Key that could not be a key", async () => {
    const reply = await post(validRequest, { "Idempotency-Key": "short" });
    expect(reply.statusCode).to.equal(400);
    expect(store.bookings.size).to.equal(0);
  });

  const bad: [string, Record<string, unknown>, string][] = [
    ["a missing name", { name: undefined }, "name"],
    ["a blank name", { name: "   " }, "name"],
    ["a name that nobody can see", { name: "\u200b\ufeff\u0000" }, "name"],
    ["a name of 81 characters", { name: "x".repeat(81) }, "name"],
    ["a number for a name", { name: 7 }, "name"],
    ["a broken e-mail", { email: "awa@" }, "email"],
    ["a short phone number", { phone: "+237 65" }, "phone"],
    ["words for a phone number", { phone: "call me" }, "phone"],
    ["no phone", { phone: undefined }, "phone"],
    ["an unknown service", { service: "haircut" }, "service"],
    ["no service", { service: undefined }, "service"],
    ["an empty list of services", { service: [] }, "service"],
    ["the same service twice", { service: ["cornrows", "cornrows"] }, "service"],
    [
      "too many services",
      { service: ["cornrows", "take-down", "wash-treatment", "faux-locs"] },
      "service",
    ],
    ["a date that does not exist", { date: "2026-11-31" }, "date"],
    ["a date in another format", { date: "23/11/2026" }, "date"],
    ["a past date", { date: "2026-11-20" }, "date"],
    ["a date beyond the horizon", { date: "2027-06-01" }, "date"],
    ["a closed day", { date: "2026-11-22" }, "date"],
    ["a closed hour", { time: "07:00" }, "time"],
    ["an hour off the grid", { time: "10:10" }, "time"],
    ["an hour that does not exist", { time: "25:00" }, "time"],
    ["an unknown person", { staff: "nobody" }, "staff"],
    ["a person who does not do it", { service: "faux-locs", staff: "solange" }, "staff"],
    ["an unknown language", { locale: "de" }, "locale"],
    ["a note that is too long", { note: "x".repeat(501) }, "note"],
    ["an unknown field", { price: 1 }, "price"],
    ["an end time of the client's own", { endsAt: "2026-11-23T20:00:00Z" }, "endsAt"],
  ];
  for (const [what, change, field] of bad) {
    it(`refuses ${what} with 400, names ${field}, and writes nothing`, async () => {
      const reply = await post({ ...validRequest, ...change });
      expect(reply.statusCode).to.equal(400);
      const { error, fields } = bodyOf(reply);
      expect(error).to.equal("Some of the details are not valid.");
      expect(Object.keys(fields)).to.deep.equal([field]);
      expect(fields[field]).to.match(/^[A-Z].*[.]$/);
      expect(store.bookings.size).to.equal(0);
    });
  }

  it("says what is wrong in French to a French browser", async () => {
    const { locale: _, ...request } = validRequest;
    const reply = await post({ ...request, phone: "12" }, { "Accept-Language": "fr-CM,fr;q=0.9" });
    expect(bodyOf(reply).fields.phone).to.contain("Indiquez un numéro");
  });

  it("refuses broken JSON and a list", async () => {
    const broken = await handle()(apiEvent({ rawBody: "{" }));
    expect(broken.statusCode).to.equal(400);
    expect(bodyOf(broken).error).to.equal("The request body is not valid JSON.");
    expect((await post([])).statusCode).to.equal(400);
  });

  it("refuses a body over 16 KB with 413 before reading it", async () => {
    const reply = await post({ ...validRequest, note: "x".repeat(20_000) });
    expect(reply.statusCode).to.equal(413);
    expect(bodyOf(reply)).to.deep.equal({
      code: "body.large",
      error: "The request is too large.",
    });
  });

  it("answers 500 without internals when the store fails", async () => {
    store.create = async () => {
      throw new Error("table bookings-1234 is on fire");
    };
    const error = console.error;
    const lines: unknown[] = [];
    console.error = (line) => lines.push(line);
    try {
      const reply = await post(validRequest);
      expect(reply.statusCode).to.equal(500);
      expect(bodyOf(reply)).to.deep.equal({
        code: "internal",
        error: "Something went wrong on our side. Please try again in a moment.",
      });
    } finally {
      console.error = error;
    }
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ event: "request.failed", path: "/booking" });
    expect(JSON.stringify(lines)).not.to.contain("Awa");
  });

  it("ignores a site origin that is not one", async () => {
    const reply = await post(validRequest, { "X-Site-Origin": "javascript:alert(1)" });
    expect(bodyOf(reply).manageUrl).to.match(/^\/manage#/);
  });
});
