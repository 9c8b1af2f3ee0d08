import { expect } from "chai";
import * as v from "valibot";
import * as routes from "../../handlers/routes";
import {
  noThrottle,
  openDay,
  openTestStage,
  ownLink,
  type Reply,
  type TestStage,
  visitorRequest,
} from "../support/stage";

const rows = { ...routes };
type Name = keyof typeof rows;

/** What an operation is sent. */
interface Sent {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One way an operation answers well, and one way it refuses; each makes what it needs. */
interface Proof {
  happy(): Promise<Sent>;
  readonly refusal: { readonly status: number; sent(): Promise<Sent> };
}

describe("the contract over HTTP", function () {
  this.timeout(60_000);
  let site: TestStage;
  let admin: Record<string, string>;
  let made = 0;

  before(async () => {
    site = await openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" });
    admin = await site.adminHeaders();
  });
  after(() => site?.close());

  const call = async (name: Name, { path = {}, query = {}, body, headers }: Sent) => {
    const row = rows[name];
    const url = row.path.replace(/\{(\w+)\}/g, (_, part) => path[part] ?? "nobody-knows-it");
    const search = new URLSearchParams(query);
    return site.api(row.method, `${url}${search.size > 0 ? `?${search}` : ""}`, { body, headers });
  };
  const must = async (name: Name, sent: Sent): Promise<Reply> => {
    const reply = await call(name, sent);
    expect(reply.status, `${name}: ${reply.text}`).to.equal(rows[name].status);
    return reply;
  };

  /** A new pending booking on a time of its own, with its customer's link. */
  const booking = async () => {
    const at = made++;
    const time = ["09:00", "11:00", "13:00", "15:00"][at % 4] as string;
    const body = visitorRequest({ date: openDay(Math.floor(at / 4)), time, email: undefined });
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
  const goods = {
    name: { en: "Wide comb", fr: "Peigne large" },
    category: "accessories",
    price: 1500,
    stock: 3,
    active: true,
  };
  const product = async () => {
    const { json } = await must("createProduct", { body: goods, headers: admin });
    return { path: { product_id: json.product_id as string }, headers: admin };
  };
  const person = () => ({ name: "Awa Ngo", email: `person-${made++}@example.com`, age: 30 });
  const user = async () => {
    const { json } = await must("createUser", { body: person(), headers: admin });
    return { path: { userId: json.userId as string }, headers: admin };
  };
  const review = { name: "Awa", email: "awa@example.com", rating: 5, message: "Very gentle." };
  const asAdmin = async (): Promise<Sent> => ({ headers: admin });
  const nothing = async (): Promise<Sent> => ({});
  const refused = (status: number, sent: () => Promise<Sent>) => ({ status, sent });
  const unsigned = refused(401, nothing);

  const proofs: Record<Name, Proof> = {
    getAvailability: {
      happy: async () => ({ query: { date: openDay() } }),
      refusal: refused(400, async () => ({ query: { date: "2026-02-30" } })),
    },
    createBooking: {
      happy: async () => ({ body: visitorRequest({ date: openDay(10) }) }),
      refusal: refused(409, async () => {
        const body = visitorRequest({ date: openDay(11) });
        await must("createBooking", { body });
        return { body };
      }),
    },
    getBooking: { happy: own, refusal: refused(401, async () => ({ path: (await own()).path })) },
    cancelBooking: {
      happy: async () => ({ ...(await own()), body: {} }),
      refusal: refused(403, async () => ({
        ...{ path: (await own()).path, body: {}, headers: { "X-Manage-Token": "guess" } },
      })),
    },
    rescheduleBooking: {
      happy: async () => ({ ...(await own()), body: { date: openDay(12), time: "10:00" } }),
      refusal: refused(400, async () => ({
        ...{ ...(await own()), body: { date: openDay(12), time: "03:00" } },
      })),
    },
    getBookingCalendar: {
      happy: own,
      refusal: refused(403, async () => ({ headers: (await own()).headers })),
    },
    listBookings: {
      happy: async () => ({ query: { from: openDay(), limit: "5" }, headers: admin }),
      refusal: refused(400, async () => ({ query: { limit: "0" }, headers: admin })),
    },
    listCustomers: { happy: asAdmin, refusal: unsigned },
    confirmBooking: { happy: decided, refusal: refused(409, confirmed) },
    rejectBooking: { happy: decided, refusal: refused(409, confirmed) },
    completeBooking: { happy: confirmed, refusal: refused(409, decided) },
    markNoShow: { happy: confirmed, refusal: refused(409, decided) },
    cancelBookingAsAdmin: {
      happy: confirmed,
      refusal: refused(404, async () => ({ body: {}, headers: admin })),
    },
    getCount: { happy: nothing, refusal: refused(404, nothing) },
    countVisit: {
      happy: async () => ({ body: {} }),
      refusal: refused(400, async () => ({ body: { count: 1_000 } })),
    },
    listProducts: {
      happy: nothing,
      refusal: refused(400, async () => ({ query: { category: "cars" } })),
    },
    listAllProducts: { happy: asAdmin, refusal: unsigned },
    createProduct: {
      happy: async () => ({ body: goods, headers: admin }),
      refusal: refused(400, async () => ({ body: { ...goods, price: -1 }, headers: admin })),
    },
    getProduct: { happy: product, refusal: refused(404, nothing) },
    replaceProduct: {
      happy: async () => ({ ...(await product()), body: { ...goods, version: 1 } }),
      refusal: refused(409, async () => ({
        ...{ ...(await product()), body: { ...goods, version: 7 } },
      })),
    },
    deleteProduct: { happy: product, refusal: refused(404, asAdmin) },
    createFeedback: {
      happy: async () => ({ body: review }),
      refusal: refused(400, async () => ({ body: { ...review, rating: 6 } })),
    },
    listFeedback: {
      happy: nothing,
      refusal: refused(400, async () => ({ query: { limit: "101" } })),
    },
    eraseFeedback: {
      happy: async () => ({ query: { email: "nobody@example.com" }, headers: admin }),
      refusal: refused(400, async () => ({ query: { email: "nobody" }, headers: admin })),
    },
    getAnalytics: { happy: nothing, refusal: refused(404, nothing) },
    createUser: {
      happy: async () => ({ body: person(), headers: admin }),
      refusal: refused(409, async () => {
        const body = person();
        await must("createUser", { body, headers: admin });
        return { body, headers: admin };
      }),
    },
    listUsers: { happy: asAdmin, refusal: unsigned },
    getUser: { happy: user, refusal: refused(404, asAdmin) },
    replaceUser: {
      happy: async () => ({ ...(await user()), body: person() }),
      refusal: refused(404, async () => ({ body: person(), headers: admin })),
    },
    deleteUser: { happy: user, refusal: refused(404, asAdmin) },
    getHealth: { happy: nothing, refusal: refused(404, nothing) },
  };

  /** Public reads without parameters: nothing that is sent to them can be wrong but the method. */
  const cannotRefuse: readonly Name[] = ["getCount", "getAnalytics", "getHealth"];

  it("has a proof for every operation and for nothing else", () => {
    expect(Object.keys(proofs)).to.have.members(Object.keys(routes));
  });

  for (const name of Object.keys(routes) as Name[]) {
    const row = rows[name];

    it(`${row.method} ${row.path} answers ${row.status} as the contract says`, async () => {
      const reply = await must(name, await proofs[name].happy());
      if (row.status === 204) expect(reply.text).to.equal("");
      else if ("contentType" in row) {
        expect(reply.headers.get("content-type")).to.contain(row.contentType);
      } else expect(v.safeParse(row.reply, reply.json).issues, reply.text).to.equal(undefined);
    });

    it(`${row.method} ${row.path} refuses in the one error shape`, async () => {
      const { status, sent } = proofs[name].refusal;
      const reply = cannotRefuse.includes(name)
        ? await site.api("DELETE", row.path)
        : await call(name, await sent());
      expect(reply.status, reply.text).to.equal(status);
      expect(reply.json.error).to.match(/^\S.{5,}/);
      for (const key of Object.keys(reply.json)) expect(key).to.be.oneOf(["error", "fields"]);
    });
  }
});
