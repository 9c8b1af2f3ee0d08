import * as v from "valibot";
import { isRealDate } from "../../contract/rules/calendar";
import { list, oneOf, optionalText, type Setting, wholeNumber, yesNo } from "./setting";

/** Who gets in, and how often. */
export const accessSettings = {
  edgeKeys: edgeKeys(
    "The days on which CloudFront's API keys were made: the current key, and the previous one while a rotation lasts. `scripts/rotate-edge-key.ts` edits the list.",
  ),
  rateLimitPerSecond: wholeNumber({
    otherwise: 10,
    least: 1,
    most: 10_000,
    meaning: "Public writes per second, over all visitors.",
  }),
  burstLimit: wholeNumber({
    otherwise: 20,
    least: 1,
    most: 5_000,
    meaning: "Public writes at once, over all visitors, before the rate limit applies.",
  }),
  monthlyRequests: wholeNumber({
    otherwise: 10_000,
    least: 1,
    most: 1_000_000_000,
    meaning:
      "Requests per month that book, cancel or move visits, as many as you would find strange: at half of it the warning topic hears of it, once that month. Nothing is ever refused, so nobody can use it up for the others. A fully booked salon like the reference needs about 200; the 10,000 of the default cost under $0.20.",
  }),
  monthlyVisits: wholeNumber({
    otherwise: 100_000,
    least: 1,
    most: 1_000_000_000,
    meaning:
      "Visit counts and reviews per month; the rest are refused, and the warning topic hears of it at half. They have an API key of their own, so bookings go on.",
  }),
  writesPerTenMinutes: wholeNumber({
    otherwise: 200,
    least: 1,
    most: 1_000_000_000,
    meaning:
      "Public writes that one address may make in ten minutes: bookings, changes to one's own, and visits with reviews, each counted by itself. Generous, since a mobile network puts thousands of people behind one address.",
  }),
  writesPerDay: wholeNumber({
    otherwise: 2_000,
    least: 1,
    most: 1_000_000_000,
    meaning: "The same in a day.",
  }),
  countries: list({
    isItem: (code) => /^[A-Z]{2}$/.test(code),
    valid: 'a list of country codes like ["CM", "CA"]',
    meaning: "Countries whose visitors are served, as ISO 3166 codes; empty serves everybody.",
  }),
  firewall: yesNo({
    otherwise: false,
    meaning:
      "A web firewall (AWS WAF) that blocks an address over its rate: $5 a month, $1 for the rule, $0.60 per million requests.",
  }),
  firewallRequests: wholeNumber({
    otherwise: 1_000,
    least: 10,
    most: 2_000_000_000,
    meaning: "Requests per address in five minutes before the firewall blocks it.",
  }),
  signedUrlKey: optionalText({
    pattern: /^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n?$/,
    valid: "a public key in PEM",
    meaning:
      "The public key that checks signed URLs of `/private/*`; without one there is no such folder. `scripts/sign-url.ts` signs with its private half.",
  }),
  adminMfa: oneOf({
    choices: ["off", "optional", "on"],
    otherwise: "optional",
    meaning: "Whether signing in to the owner's desk takes an authenticator app.",
  }),
};

/** A list of a different shape: one or two days, the newest first. */
function edgeKeys(meaning: string): Setting<readonly [string, string?]> {
  const day = v.pipe(v.string(), v.check(isRealDate));
  const days = v.union([v.strictTuple([day]), v.strictTuple([day, day])]);
  return {
    meaning,
    valid: 'one or two days like ["2026-11-21", "2026-08-23"], the newest first',
    schema: v.pipe(
      v.string(),
      v.parseJson(),
      days,
      v.check(([newest, previous]) => previous === undefined || previous < newest),
    ),
  };
}
