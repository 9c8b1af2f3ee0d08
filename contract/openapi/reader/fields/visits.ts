import type { Business, Service } from "../../../business";
import { optionsText } from "../../../schemas/booking-fields";
import { exampleIds, type Fields, moment, number, today, uuid } from "./keywords";

/** The fields of availability, bookings and customers. */
export function visitFields(business: Business): Fields {
  const { booking, services, staff, timeZone, languages } = business;
  const [service] = services;
  const standard = standardServices(business);
  return {
    bookingId: { ...uuid, description: "The booking's id.", example: exampleIds.booking },
    service: {
      description: `The services of one visit, at most ${booking.maxServices}. Today: ${today(services)}.`,
      example: [service?.id],
    },
    "getAvailability.service": {
      description: `The services of one visit, at most ${booking.maxServices}. Today: ${today(services)}.${standard}`,
      example: [service?.id],
    },
    "BookingRequest.service": {
      description: `One service, or a list of at most ${booking.maxServices} for one visit. Today: ${today(services)}.${standard}`,
      example: service?.id,
    },
    "BookingRequest.options": {
      description: `What is chosen of the services' options: ids of choices by the options' ids, as the price list has them. An option that is left out has its first choice.${optionsToday(services)}`,
      example: exampleOptions(services),
    },
    "getAvailability.options": {
      description: `What is chosen of the services' options, since it adds to the visit's length: \`option:choice\`, separated by commas.${optionsToday(services)}`,
      example: optionsText(exampleOptions(services)),
    },
    staff: {
      description: `The person who does the visit. Today: ${today(staff)}.`,
      example: staff[0].id,
    },
    "BookingRequest.staff": {
      description: `Whom to book; the first able person who is free where absent. Today: ${today(staff)}.`,
      example: staff[0].id,
    },
    "Availability.staff": { description: "Who is free for the whole visit." },
    "OwnAvailability.staff": { description: "Who is free for the whole visit." },
    date: {
      description: `A business day (${timeZone}), today or at most ${booking.horizonDays} days ahead.`,
      format: "date",
      example: "2026-11-23",
    },
    "getAvailability.date": { description: "The first day.", example: "2026-11-23" },
    time: {
      description: `The start in business time; visits start every ${booking.gridMinutes} minutes.`,
      example: "10:00",
    },
    days: { description: "How many days to show." },
    "Availability.days": { description: "Every day that was asked for, in order." },
    "OwnAvailability.days": { description: "Every day that was asked for, in order." },
    open: { description: "False on a closed day, a holiday, or beyond the booking horizon." },
    slots: { description: "The start times that can still be booked." },
    timeZone: { description: "The IANA time zone of dates and times.", example: timeZone },
    durationMinutes: { ...number, description: "How long the visit takes.", example: 90 },
    locale: { description: "The language of mails and messages.", example: languages[0] },
    note: { description: "Anything the business should know before the visit." },
    manageUrl: {
      format: "uri",
      description:
        "The customer's own link. Its fragment is `<bookingId>.<token>`; the token goes into the header X-Manage-Token.",
    },
    message: { description: "A sentence in the reader's language." },
    status: { description: "Where the booking stands." },
    "BookingReply.status": { type: "string", description: "Always `success`." },
    "Health.status": { description: "`degraded` where a dependency fails." },
    appointmentDate: { description: "The business day of the visit.", format: "date" },
    appointmentTime: { description: "The start in business time.", example: "10:00" },
    startsAt: { ...moment, description: "The start in UTC." },
    endsAt: { ...moment, description: "The end in UTC.", example: "2026-11-23T10:30:00.000Z" },
    changeable: { description: "Whether the customer can still cancel it." },
    movable: { description: "Whether the customer can still move it." },
    movesLeft: { ...number, description: "How often the customer may still move it." },
    code: { description: "What people say on the phone; it opens nothing.", example: "K7M-4QX" },
    sold: { description: "What was sold, whatever the business changes later." },
    "SoldService.id": { description: "The service's id.", example: service?.id },
    "SoldService.name": {
      description: "Its name in every language of the site.",
      example: { en: "Cornrows" },
    },
    services: { description: "The services, with their names in every language." },
    staffName: {
      description: "The name of the person who does the visit.",
      example: staff[0].name,
    },
    priceMinor: {
      ...number,
      description: "The price in whole minor units of the currency.",
      example: services[0]?.price,
    },
    isFromPrice: {
      description: "Whether it is the lowest price, and the exact one is said on the day.",
    },
    currency: { description: "The currency's code (ISO 4217)." },
    booking: { description: "The booking as it is now." },
    people: { description: "Who can do the visit, with its length and price with each of them." },
    forAnother: {
      description:
        "Whether the visit is for somebody else: only then may it overlap another one with this number or address.",
    },
    expected: {
      description:
        "The length and price that the customer was told, or accepts: where they are others, nothing is booked or moved.",
    },
    terms: {
      description: "With the code terms.changed: the visit's length and price as they are now.",
    },
    history: { description: "Every change of status or time, oldest first." },
    historyLeftOut: {
      ...number,
      description: "How many entries are left out behind the first one.",
      example: 12,
    },
    at: { ...moment, description: "When it happened, in UTC." },
    by: { description: "Who did it: `customer`, `system`, or `admin:` and the account's id." },
    movedFrom: { description: "The person and the start that the visit was moved from." },
    movedTo: { description: "The person and the start that the visit was moved to." },
    mail: { description: "What became of each message about this booking." },
    messageId: { description: "The mail service's id of the message." },
    reason: { description: "Why it failed." },
    bookings: { ...number, description: "How many bookings this customer has had." },
    "BookingList.bookings": { description: "The bookings of this page." },
    "RemovalRequest.phone": {
      description: "Only bookings with this number, in any spelling.",
      example: "6 51 84 46 64",
    },
    "RemovalRequest.email": {
      description: "Only bookings with this address.",
      example: "awa@example.com",
    },
    "RemovalRequest.from": { description: "Only visits on this day or later." },
    "RemovalRequest.to": { description: "Only visits on this day or earlier." },
    madeFrom: {
      description: "Only what was booked at this moment or later, in UTC.",
      example: "2026-11-20T08:00Z",
    },
    madeTo: {
      description: "Only what was booked at this moment or earlier, in UTC.",
      example: "2026-11-20T09:00Z",
    },
    blockId: { description: "The block's id; absent in a dry run.", example: exampleIds.block },
    "BlockRequest.people": { description: "Whose time; absent for everybody." },
    "Block.people": { description: "Whose time." },
    "BlockRequest.from": { description: "The first day." },
    "Block.from": { description: "The first day." },
    fromTime: {
      description: "When it begins on the first day, in business time; default the day's start.",
      example: "13:00",
    },
    "BlockRequest.to": { description: "The last day." },
    "Block.to": { description: "The last day." },
    toTime: {
      description:
        'When it ends on the last day, in business time; default the day\'s end, "24:00".',
      example: "15:00",
    },
    "BlockRequest.reason": { description: "What the time is blocked for." },
    "Block.reason": { description: "What the time is blocked for." },
    "BlockRequest.note": { description: "For the desk alone." },
    "Block.note": { description: "For the desk alone." },
    keep: { description: "Ids of visits and other blocks to hold it around." },
    "BlockRequest.dryRun": {
      description: "Whether to list what is in the way, and block nothing.",
    },
    createdBy: { description: "Who made it, by the user pool's id." },
    heldDays: { ...number, description: "How many days of one person each are held.", example: 0 },
    leftDays: {
      ...number,
      description: "How many of them from today on are not held yet.",
      example: 1,
    },
    isRemoving: { description: "True where its removal was cut short: remove it again." },
    block: { description: "The block, as far as it is held by now." },
    blocks: { description: "Those that touch the days, by their start." },
    inTheWay: { description: "By date and time, at most 400." },
    "Obstacle.id": { description: "What `keep` names." },
    "Obstacle.kind": { description: "A visit, or another block." },
    "Obstacle.staff": { description: "On whose day it is." },
    "Obstacle.date": { description: "The day that is not blocked for it." },
    "Obstacle.time": { description: "When it begins, or goes on from the day before." },
    "Booking.businessVersion": {
      ...number,
      description:
        "The version of the business document that it was sold or last moved by; absent on older bookings.",
      example: 4,
    },
    untold: {
      description:
        "True where it was removed together with others, and another one's message tells of it, or none.",
    },
    messages: {
      description: "Whether each person gets one message about all of the visits, or none.",
    },
    removalId: {
      description: "What the preview answered; without it nothing is removed.",
      example: "2026-11-20T09:00:00Z.3f9c1b7e",
    },
    removed: { ...number, description: "How many bookings this call has cancelled.", example: 100 },
    withoutAddress: {
      ...number,
      description: "How many of these people have no e-mail address, and so get no mail.",
      example: 0,
    },
    remaining: { ...number, description: "How many bookings still match.", example: 91 },
    "RemovalReply.people": { ...number, description: "How many people have one of them." },
    examples: { description: "The first of those that remain." },
    customers: { description: "The customers, each once." },
    products: { description: "The products of this page." },
    feedback: { description: "The reviews of this page." },
    users: { description: "The users of this page." },
    noShows: { ...number, description: "How many visits this customer missed." },
    lastVisit: { description: "The day of the last booking.", format: "date" },
  };
}

/** What the name of a category stands for, where one may be sent instead of a service. */
function standardServices({ categories }: Business): string {
  const pairs = categories.flatMap(({ id, standardService }) =>
    standardService ? [`\`${id}\` for \`${standardService}\``] : [],
  );
  return pairs.length > 0
    ? ` A category's name stands for its standard service: ${pairs.join(", ")}.`
    : "";
}

/** The options of today's services, each with its choices. */
function optionsToday(services: readonly Service[]): string {
  const told = services.flatMap(({ id: service, options = [] }) =>
    options.map(({ id, choices }) => `\`${id}\` of \`${service}\`: ${today(choices)}`),
  );
  return told.length > 0 ? ` Today: ${told.join("; ")}.` : "";
}

function exampleOptions(services: readonly Service[]): Record<string, string> {
  const [option] = services.flatMap(({ options = [] }) => options);
  const choice = option?.choices.at(-1);
  return option && choice ? { [option.id]: choice.id } : { length: "waist" };
}
