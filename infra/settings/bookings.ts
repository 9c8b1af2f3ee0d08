import { emailAddress, text, wholeNumber, yesNo } from "./setting";

/** How bookings, reviews and the visit counter behave. */
export const bookingSettings = {
  autoConfirm: yesNo({
    otherwise: true,
    meaning:
      "Confirms a booking at once; off, it waits for the owner. Counts while the business document has no `booking.confirmation`.",
  }),
  feedbackEmailDays: wholeNumber({
    otherwise: 30,
    least: 1,
    most: 3_650,
    meaning: "Days until a reviewer's e-mail address is deleted; the review stays.",
  }),
  visitShards: wholeNumber({
    otherwise: 1,
    least: 1,
    most: 100,
    meaning:
      "Items over which the visit counter is spread; one takes some tens of visits per second, each in a transaction of its own. Raise it at any time, never lower it: what the dropped shards hold would no longer count.",
  }),
  mailFrom: text({
    pattern: emailAddress,
    valid: "an e-mail address",
    meaning:
      "The sender of every mail; its domain must be verified in SES. Best the address of the business itself, which people answer to.",
  }),
  smsMonthlyCap: wholeNumber({
    otherwise: 0,
    least: 0,
    most: 1_000_000,
    meaning:
      "SMS per month to customers whom e-mail does not reach; 0 sends none, and no function may.",
  }),
};
