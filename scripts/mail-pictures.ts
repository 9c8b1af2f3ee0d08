/**
 * `npm run pictures:mails -- FOLDER`: draws the mails about a booking in each language, light and dark, on
 * a phone and on a wide screen, as a browser shows them, to look at.
 */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import PostalMime from "postal-mime";
import { business } from "../business";
import type { Language } from "../contract/business";
import { sell } from "../contract/rules/sold";
import { appointmentFor, type Booking } from "../handlers/bookings/booking";
import { composeMail } from "../handlers/bookings/messages/mail/compose-mail";
import type { MessageKind } from "../handlers/bookings/messages/message";
import { openBrowser } from "../test/support/browser";

const visit = { services: ["cornrows", "wash-treatment"], staff: "solange", date: "2026-12-01" };
const sold = sell(business, visit.services, visit.staff);
const at = "2026-11-21T08:00:00Z";

/** A made-up booking that was moved once. */
const booking: Booking = {
  ...appointmentFor(business, visit.staff, visit.date, "10:00", sold.durationMinutes),
  bookingId: "7c6f1f0e-95b4-4a3c-8f3a-0d8a1f5b2c11",
  customerId: "c-1",
  customerName: "Awa Ngo",
  customerEmail: "awa@example.com",
  customerPhone: "+237651844664",
  service: visit.services,
  sold,
  buckets: [],
  status: "confirmed",
  locale: "en",
  createdAt: at,
  updatedAt: at,
  history: [{ at, by: "customer", status: "confirmed", movedFrom: "petra 2026-11-23T13:30:00Z" }],
  mail: {},
  sequence: 1,
  manageToken: "secret",
  siteOrigin: "https://www.example.com",
};

/** One mail as somebody sees it. */
export interface MailView {
  readonly kind: MessageKind;
  readonly status: Booking["status"];
  readonly locale: Language;
  readonly colorScheme: "light" | "dark";
  readonly width: number;
}

/** Draws a mail from the bytes that would leave, read by a mail parser. */
export async function drawMail(
  browser: Browser,
  { kind, status, locale, colorScheme, width }: MailView,
  path: string,
): Promise<void> {
  const raw = await composeMail(business, { ...booking, locale, status }, kind, business.email);
  const { html = "" } = await PostalMime.parse(raw);
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  await page.setContent(html);
  const jpeg = path.endsWith(".jpg") ? ({ type: "jpeg", quality: 75 } as const) : {};
  await page.screenshot({ path, fullPage: true, ...jpeg });
  await page.close();
}

const mails: readonly Pick<MailView, "kind" | "status">[] = [
  { kind: "confirmation", status: "confirmed" },
  { kind: "request", status: "pending" },
  { kind: "change", status: "confirmed" },
  { kind: "cancellation", status: "cancelled" },
];

async function main() {
  const folder = resolve(process.argv[2] ?? "mail-pictures");
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const mail of mails) {
      for (const locale of business.languages) {
        for (const colorScheme of ["light", "dark"] as const) {
          for (const width of [360, 1280]) {
            const name = `mail-${mail.kind}-${locale}-${colorScheme}-${width}.png`;
            await drawMail(browser, { ...mail, locale, colorScheme, width }, join(folder, name));
          }
        }
      }
    }
  } finally {
    await browser.close();
  }
}

if (require.main === module) void main();
