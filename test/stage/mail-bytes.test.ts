import { expect } from "chai";
import ICAL from "ical.js";
import PostalMime from "postal-mime";
import { business } from "../../business";
import {
  noThrottle,
  openDay,
  openTestStage,
  type TestStage,
  visitorRequest,
} from "../support/stage";

describe("the bytes of a mail that left, on the local stage", () => {
  let site: TestStage;
  before(async () => {
    site = await openTestStage(noThrottle);
  });
  after(() => site?.close());

  async function rawMail(to: string, subject: RegExp): Promise<Buffer> {
    const mail = await site.mail((each) => each.to.includes(to) && subject.test(each.subject));
    const response = await fetch(`${site.stage.inboxUrl}/mail/${mail.id}/raw`);
    return Buffer.from(await response.arrayBuffer());
  }
  const eventOf = (ics: string) =>
    new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent("vevent") as ICAL.Component;
  const organizersOf = (event: ICAL.Component) =>
    event.getAllProperties("organizer").map((one) => one.getFirstValue()?.toString());

  it("end every line with CRLF, and name one organizer, who is also sender and reader", async () => {
    const email = "ana@müller.example";
    const body = visitorRequest({ email, locale: "fr", time: "09:00", name: "Ana Ébogo" });
    const booked = await site.api("POST", "/booking", { body });
    expect(booked.status, booked.text).to.equal(201);
    const raw = await rawMail("ana@xn--mller-kva.example", /^Confirmation/);
    const text = raw.toString("latin1");
    expect(text.match(/(?<!\r)\n|\r(?!\n)/g)).to.equal(null);
    expect(Math.max(...text.split("\r\n").map((line) => line.length))).to.be.at.most(998);

    const mail = await PostalMime.parse(raw);
    const [file, ...others] = mail.attachments;
    expect(others).to.deep.equal([]);
    const mailed = eventOf(Buffer.from(file?.content as ArrayBuffer).toString("utf8"));
    const token = /#[\w-]+\.([\w-]+)/.exec(booked.json.manageUrl)?.[1] as string;
    const path = `/booking/${booked.json.bookingId}/calendar.ics`;
    const fetched = await site.api("GET", path, { headers: { "X-Manage-Token": token } });
    expect(fetched.text.endsWith("\r\nEND:VCALENDAR\r\n")).to.equal(true);
    expect(organizersOf(mailed)).to.deep.equal([`mailto:${business.email}`]);
    expect(organizersOf(eventOf(fetched.text))).to.deep.equal(organizersOf(mailed));
    expect(mail.from?.address).to.equal(business.email);
    expect(mail.replyTo?.map(({ address }) => address)).to.deep.equal([business.email]);
    for (const name of ["uid", "dtstart", "dtend", "summary", "sequence"]) {
      const value = mailed.getFirstPropertyValue(name)?.toString();
      expect(eventOf(fetched.text).getFirstPropertyValue(name)?.toString(), name).to.equal(value);
    }
  });

  it("hold the customer's link again when they ask for it", async () => {
    const body = visitorRequest({ email: "link@example.com", time: "13:00", phone: "651844669" });
    const booked = await site.api("POST", "/booking", { body: { ...body, date: openDay(1) } });
    expect(booked.status, booked.text).to.equal(201);
    const asked = await site.api("POST", "/booking-links", { body: { email: "link@example.com" } });
    expect(asked.status, asked.text).to.equal(200);
    const mail = await PostalMime.parse(await rawMail("link@example.com", /^Your Link - /));
    expect(mail.text).to.contain(booked.json.manageUrl);
  });
});
