import { randomUUID } from "node:crypto";
import { expect } from "chai";
import * as routes from "../../contract/operations";
import { minutesOfDay, timeOfDay } from "../../contract/rules/calendar";
import { openDay, ownLink, type Reply, type TestStage, visitorRequest } from "./stage";
import { pngOf, sendForm } from "./uploads";
import { until } from "./waiting";

/** Every operation, by its name. */
export const rows = { ...routes };
export type OperationName = keyof typeof rows;

/** What an operation is sent. */
export interface Sent {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export type Operations = Awaited<ReturnType<typeof operationsOf>>;

const goods = {
  name: { en: "Wide comb", fr: "Peigne large" },
  category: "accessories",
  price: 1500,
  stock: 3,
  active: true,
};

/**
 * Calls the operations of a stage by their names, and makes what each needs to answer well. The stage
 * must leave bookings pending.
 */
export async function operationsOf(site: TestStage) {
  const admin = await site.adminHeaders();
  let made = 0;

  const pathOf = (name: OperationName, { path = {}, query = {} }: Sent) => {
    const url = rows[name].path.replace(/\{(\w+)\}/g, (_, part) => path[part] ?? "nobody-knows-it");
    const search = new URLSearchParams(query);
    return `${url}${search.size > 0 ? `?${search}` : ""}`;
  };
  const call = async (name: OperationName, sent: Sent): Promise<Reply> =>
    site.api(rows[name].method, pathOf(name, sent), { body: sent.body, headers: sent.headers });
  const must = async (name: OperationName, sent: Sent): Promise<Reply> => {
    const reply = await call(name, sent);
    expect(reply.status, `${name}: ${reply.text}`).to.equal(rows[name].status);
    return reply;
  };

  /** A time that no other visit of the stage has. */
  const freeTime = () => {
    const at = made++;
    const time = ["09:00", "11:00", "13:00", "15:00"][at % 4] as string;
    return { date: openDay(Math.floor(at / 4)), time };
  };
  /** A new pending booking on a time of its own, with its customer's link. */
  const booking = async () => {
    const body = visitorRequest({ ...freeTime(), email: undefined });
    return ownLink((await must("createBooking", { body })).json.manageUrl);
  };
  const own = async () => {
    const { bookingId, headers } = await booking();
    return { path: { bookingId }, headers };
  };
  const decided = async (body = {}) => ({
    path: { bookingId: (await booking()).bookingId },
    body,
    headers: admin,
  });
  const confirmed = async () => {
    const sent = await decided();
    await must("confirmBooking", sent);
    return sent;
  };
  const begun = async () => {
    const sent = await confirmed();
    await site.begin(sent.path.bookingId);
    return sent;
  };
  /** A removal that was previewed, of one booking, by its address or its number. */
  const removal = async (by: "email" | "phone") => {
    const visit = visitorRequest(freeTime());
    await must("createBooking", { body: visit });
    const criteria = { [by]: visit[by] };
    let removalId = "";
    // A preview takes what was there before its second began.
    await until(async () => {
      const { json } = await must("removeBookings", { body: criteria, headers: admin });
      removalId = json.removalId;
      return json.remaining === 1;
    });
    return { body: { ...criteria, removalId }, headers: admin };
  };
  /** Before the shop opens, on a day of its own. */
  let blocked = 0;
  const blockRequest = () => {
    const day = openDay(10 + blocked++);
    const hours = { fromTime: "05:00", toTime: "06:00" };
    return { from: day, to: day, ...hours, reason: "off", people: ["petra"] };
  };
  const block = async () => {
    const { json } = await must("createBlock", { body: blockRequest(), headers: admin });
    return { path: { blockId: json.block.blockId as string }, headers: admin };
  };
  /** A visit, and the block of its hours that it is in the way of. */
  const obstructed = async () => {
    const visit = visitorRequest(freeTime());
    const { json } = await must("createBooking", { body: visit });
    const { appointmentDate: day, appointmentTime: fromTime, staff } = json.booking;
    const toTime = timeOfDay(minutesOfDay(fromTime) + 60);
    const body = { from: day, fromTime, to: day, toTime, reason: "off", people: [staff] };
    return { bookingId: json.bookingId as string, sent: { body, headers: admin } };
  };
  /** A block that waits for a visit, which is then gone or not. */
  const waitingBlock = async (isGone: boolean) => {
    const { bookingId, sent } = await obstructed();
    const { json } = await must("createBlock", sent);
    if (isGone) {
      await must("confirmBooking", { path: { bookingId }, body: {}, headers: admin });
      await must("cancelBookingAsAdmin", { path: { bookingId }, body: {}, headers: admin });
    }
    return { path: { blockId: json.block.blockId as string }, body: {}, headers: admin };
  };
  const product = async () => {
    const { json } = await must("createProduct", { body: goods, headers: admin });
    return { path: { product_id: json.product_id as string }, headers: admin };
  };
  const person = () => ({ name: "Awa Ngo", email: `${randomUUID()}@example.com`, age: 30 });
  const user = async () => {
    const { json } = await must("createUser", { body: person(), headers: admin });
    return { path: { userId: json.userId as string }, headers: admin };
  };
  /** With the link of a visit that has begun. */
  const verified = async () => {
    const { path, headers } = await own();
    await must("confirmBooking", { path, body: {}, headers: admin });
    await site.begin(path.bookingId);
    return { ...review(), bookingToken: `${path.bookingId}.${headers["X-Manage-Token"]}` };
  };
  const review = () => ({
    name: "Awa",
    email: `${randomUUID()}@example.com`,
    rating: 5,
    message: "Very gentle.",
  });
  /** A picture that is announced, and one that has been sent. */
  const picture = pngOf(6, 4, "taken at home");
  const pictureRequest = async () => ({
    body: { type: "image/png", bytes: picture.length },
    headers: admin,
  });
  const sendPicture = async (upload: Reply["json"]) => {
    const { status } = await sendForm(upload, picture);
    expect(status).to.equal(204);
  };
  const uploaded = async () => {
    const { json } = await must("createPictureUpload", await pictureRequest());
    await sendPicture(json);
    return { path: { pictureId: json.pictureId as string }, headers: admin };
  };
  /** A published review, and the version that the desk has to have seen. */
  const reviewed = async () => {
    const { json } = await must("createFeedback", { body: review() });
    return { path: { feedbackId: json.feedbackId as string }, headers: admin };
  };
  const asAdmin = async (): Promise<Sent> => ({ headers: admin });
  const nothing = async (): Promise<Sent> => ({});

  /** What each operation answers well. */
  const happy: Record<OperationName, () => Promise<Sent>> = {
    getAvailability: async () => ({ query: { date: openDay() } }),
    createBooking: async () => ({
      body: visitorRequest(freeTime()),
      headers: { "Idempotency-Key": randomUUID() },
    }),
    findBooking: async () => {
      const headers = { "Idempotency-Key": randomUUID() };
      await must("createBooking", { body: visitorRequest(freeTime()), headers });
      return { headers };
    },
    sendBookingLinks: async () => {
      const body = visitorRequest(freeTime());
      await must("createBooking", { body });
      return { body: { email: body.email } };
    },
    getOwnAvailability: async () => ({ ...(await own()), query: { date: openDay() } }),
    getBooking: own,
    cancelBooking: async () => ({ ...(await own()), body: {} }),
    rescheduleBooking: async () => ({ ...(await own()), body: freeTime() }),
    getBookingCalendar: own,
    listBlocks: asAdmin,
    createBlock: async () => ({ body: blockRequest(), headers: admin }),
    continueBlock: async () => ({ ...(await block()), body: {} }),
    removeBlock: block,
    listBookings: async () => ({ query: { from: openDay(), limit: "5" }, headers: admin }),
    listCustomers: asAdmin,
    confirmBooking: decided,
    rejectBooking: decided,
    completeBooking: begun,
    markNoShow: begun,
    cancelBookingAsAdmin: confirmed,
    removeBookings: () => removal("email"),
    getBusiness: asAdmin,
    replaceBusiness: async () => {
      const { json } = await must("getBusiness", { headers: admin });
      const { version, business } = json;
      return { body: { version, business }, headers: admin };
    },
    listVisitsOutside: asAdmin,
    listBusinessVersions: asAdmin,
    getBusinessVersion: async () => ({ path: { businessVersion: "1" }, headers: admin }),
    createPictureUpload: pictureRequest,
    finishPictureUpload: uploaded,
    getCount: nothing,
    countVisit: async () => ({ body: {} }),
    listProducts: nothing,
    listAllProducts: asAdmin,
    createProduct: async () => ({ body: goods, headers: admin }),
    getProduct: product,
    replaceProduct: async () => ({ ...(await product()), body: { ...goods, version: 1 } }),
    deleteProduct: product,
    createFeedback: async () => ({ body: await verified() }),
    listFeedback: nothing,
    listAllFeedback: asAdmin,
    showFeedback: async () => {
      const sent = { ...(await reviewed()), body: { version: 1 } };
      await must("hideFeedback", sent);
      return { ...sent, body: { version: 2 } };
    },
    hideFeedback: async () => ({ ...(await reviewed()), body: { version: 1 } }),
    answerFeedback: async () => ({
      ...(await reviewed()),
      body: { version: 1, answer: "Thank you!" },
    }),
    removeFeedback: async () => ({ ...(await reviewed()), query: { version: "1" } }),
    eraseFeedback: async () => {
      const body = review();
      await must("createFeedback", { body });
      return { query: { email: body.email }, headers: admin };
    },
    getAnalytics: nothing,
    createUser: async () => ({ body: person(), headers: admin }),
    listUsers: asAdmin,
    getUser: user,
    replaceUser: async () => ({ ...(await user()), body: person() }),
    deleteUser: user,
    getHealth: nothing,
  };

  return {
    admin,
    happy,
    call,
    must,
    pathOf,
    goods,
    asAdmin,
    nothing,
    freeTime,
    booking,
    own,
    decided,
    confirmed,
    begun,
    removal,
    blockRequest,
    block,
    obstructed,
    waitingBlock,
    sendPicture,
    product,
    person,
    user,
    review,
    reviewed,
    verified,
  };
}
