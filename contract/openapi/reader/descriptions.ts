/** What a reader has to know of an operation beyond its one sentence. */
export const descriptions: Readonly<Record<string, string>> = {
  getAvailability:
    "Without `service` the times are those of the shortest service. Send `options` where some are chosen, since they add to the length. What is shown is not held: another visitor may book it first.",
  createBooking:
    "The end of the visit comes from its services and their options. Send an `Idempotency-Key` to be able to repeat the request: the same key with the same body answers the first reply again. The token of the customer's own link is in the fragment of `manageUrl`, after the full stop.",
  cancelBooking: "Its time is free again. Cancelling a cancelled booking changes nothing.",
  rescheduleBooking: "Moving a visit to where it is changes nothing.",
  getBookingCalendar: "The UID stays the same; the SEQUENCE grows with each change.",
  listBookings:
    "With `email` it lists that customer's bookings, whatever the day, unless `from` or `to` is there.",
  confirmBooking: "The customer is told.",
  rejectBooking: "Its time is free again, and the customer is told.",
  completeBooking: "Only a confirmed booking can be completed.",
  markNoShow: "Only a confirmed booking can become a no-show.",
  cancelBookingAsAdmin: "Its time is free again, and the customer is told.",
  createBlock:
    "A day of one person is blocked whole, or not at all while a visit or another block is in the way: `inTheWay` lists these. Move or cancel them, or send their ids as `keep` to block the time around them; then the same request with its `Idempotency-Key`, or `…/continue`, goes on. With `dryRun` nothing is blocked. Time that is over is left out. A block has at most 400 days, those of each person counted by themselves.",
  continueBlock: "It blocks what is free by now, and around what `keep` names.",
  removeBlock: "Removing it once more changes nothing.",
  removeBookings:
    "Without `removalId` nothing is written: the reply says how many bookings to come match, and gives one. Send the same request with it, again and again until nothing remains: each call works for a few seconds. What was booked after the preview stays.",
  replaceBusiness:
    "Send the `version` that was read: if the document has changed since, the answer is 409 and nothing is written. Functions follow within seconds, and the pages within a minute; bookings keep what they were sold at. `outside` lists the coming visits that no longer fit; nothing happens to them. With `dryRun` nothing is saved: the reply is the document in force, with what the one that was sent would leave outside.",
  listVisitsOutside:
    "For a few seconds after a save, visits may still come in by the version before: ask again at `askAgainAt`, and the list is complete.",
  listBusinessVersions: "Version 1 is business.ts as it was at the first deployment.",
  getBusinessVersion: "Save it again, with the version in force, to bring it back.",
  createPictureUpload:
    "Send a form (`multipart/form-data`) to `uploadUrl` with every one of `fields` and then the picture as `file`, of that type and at most that size, before `expiresAt`. It is seen by nobody until `…/finish`.",
  finishPictureUpload:
    "Type and size are read from the picture's own bytes, and everything but the picture is removed: places, names, dates, comments. It stays at its `path` for good. Name it in the business document to show it. Finishing it once more changes nothing; an upload is forgotten after a day.",
  createUser: "Each e-mail address belongs to one user.",
  deleteUser: "The e-mail address is free again.",
  createFeedback:
    "By the owner's rule (`reviews` of the business document) the review is public at once, without its e-mail address, or the reply says that it is `waiting`. With the `bookingToken` of a past visit it is marked as verified.",
  showFeedback:
    "Send the `version` that was read: if the review has changed since, the answer is 409 and nothing is written. The totals count it from then on. Showing a public review changes nothing.",
  hideFeedback:
    "Send the `version` that was read, as for `…/show`. The totals count it no more. Hiding a hidden review changes nothing.",
  answerFeedback:
    "Send the `version` that was read, as for `…/show`. The answer stands under the review, in plain text; without `answer` there is none.",
  removeFeedback:
    "What the review says, its answer and its author's address are gone, and the totals count it no more. Removing it once more changes nothing. The visit that it was about takes no second review.",
  eraseFeedback: "The totals stay: they name nobody.",
  listAllProducts: "The public list is cached and leaves out inactive products.",
  replaceProduct:
    "Send the `version` that was read: if the product has changed since, the answer is 409 and nothing is written.",
  replaceUser: "An age that is left out is removed.",
  countVisit: "A visitor counts once a business day. No address is stored.",
  getHealth: "The status is 200 even where a dependency fails: `status` says which.",
};
