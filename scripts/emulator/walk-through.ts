import { business } from "../../business";
import { addDays, dateIn } from "../../contract/rules/calendar";
import type { Smoke } from "../deploy/smoke-test";
import { type Answer, call, type Place } from "./visitor";

/** A shop as a walk-through reaches it. */
export interface Shop {
  readonly site: Place;
  /** The API past the edge, with the name of its stage. */
  readonly api: Place;
  /** Signs in on the desk and gives the token for its calls. */
  readonly signIn: () => Promise<string>;
  /** How long a stream may take to be read. */
  readonly patienceMs?: number;
}

/** Goes once through all that a shop does, as visitors and the owner do. Never throws. */
export async function walkThrough({
  site,
  api,
  signIn,
  patienceMs = 60_000,
}: Shop): Promise<Smoke[]> {
  const ask = async (
    status: number,
    ...sent: Parameters<typeof call> extends [Place, ...infer Rest] ? Rest : never
  ) => expectStatus(status, sent, await call(site, ...sent));
  const visit: Visit = { manage: {} };
  const steps: Record<string, () => Promise<void>> = {
    "a page": async () => {
      for (const path of ["/", "/book"]) {
        const { text } = await ask(200, "GET", path);
        must(/<html/i.test(text), `GET ${path} is not HTML`);
      }
    },
    "a free time": async () => {
      const tomorrow = addDays(dateIn(business.timeZone, new Date()), 1);
      const query = `date=${tomorrow}&days=14&service=${service}`;
      const { json } = await ask(200, "GET", `/api/availability?${query}`);
      for (const { date, slots } of json.days) visit.slot ??= slots[0] && { date, ...slots[0] };
      must(visit.slot !== undefined, "no time is free in the next 14 days");
    },
    "a booking": async () => {
      const { date, time } = known(visit.slot);
      const body = { ...visitor, service, date, time, locale: business.languages[0] };
      const { json } = await ask(201, "POST", "/api/booking", { body });
      const [id, token] = new URL(json.manageUrl).hash.slice(1).split(".");
      Object.assign(visit, { id, manage: { "X-Manage-Token": token } });
      const own = await ask(200, "GET", `/api/booking/${id}`, { headers: visit.manage });
      must(own.json.appointmentDate === date, "the booking is on another day");
    },
    "its cancellation": async () => {
      const path = `/api/booking/${known(visit.id)}`;
      const sent = { body: {}, headers: visit.manage };
      const { json } = await ask(200, "POST", `${path}/cancel`, sent);
      must(json.status === "cancelled", `the booking is ${json.status}`);
    },
    "the counter": async () => {
      const before = (await ask(200, "GET", "/api/count")).json.count;
      const { json } = await ask(200, "POST", "/api/count", { body: {} });
      must(json.count > before, `the count went from ${before} to ${json.count}`);
    },
    "a write past the edge, which is refused": async () => {
      const sent = ["POST", "/count", { body: {} }] as const;
      expectStatus(403, sent, await call(api, ...sent));
    },
    "signing in": async () => {
      visit.desk = { Authorization: await signIn() };
    },
    "the catalog": async () => {
      const headers = known(visit.desk);
      const { json } = await ask(201, "POST", "/api/products", { body: product, headers });
      const path = `/api/products/${json.product_id}`;
      const read = await ask(200, "GET", path);
      must(read.json.price === product.price, "the product has another price");
      await ask(204, "DELETE", path, { headers });
    },
    "a review, counted by its stream": async () => {
      const counted = async () => (await call(api, "GET", "/analytics")).json?.totalFeedback ?? 0;
      const before = await counted();
      await ask(201, "POST", "/api/feedback", { body: review });
      const until = Date.now() + patienceMs;
      while ((await counted()) <= before) {
        must(Date.now() < until, `no stream counted it in ${patienceMs / 1_000} seconds`);
        await new Promise((resume) => setTimeout(resume, 500));
      }
    },
    "a user": async () => {
      const headers = known(visit.desk);
      const { json } = await ask(201, "POST", "/api/users", { body: user(), headers });
      const path = `/api/users/${json.userId}`;
      must((await ask(200, "GET", path, { headers })).json.name === visitor.name, "another name");
      await ask(204, "DELETE", path, { headers });
    },
  };
  const outcomes: Smoke[] = [];
  for (const [what, step] of Object.entries(steps)) {
    const problem = await step().then(
      () => undefined,
      ({ message }: Error) => message,
    );
    outcomes.push({ what, ...(problem !== undefined && { problem }) });
  }
  return outcomes;
}

/** What one step leaves for the next. */
interface Visit {
  slot?: { readonly date: string; readonly time: string };
  id?: string;
  manage: Record<string, string>;
  desk?: Record<string, string>;
}

const service = business.services[0]?.id ?? "";
const visitor = { name: "Awa Ngo", phone: "+237651000001", email: "awa@example.com" };
const product = {
  name: Object.fromEntries(["en", "fr"].map((language) => [language, "Shea butter"])),
  category: business.productCategories[0]?.id ?? "",
  price: 2_500,
  stock: 3,
  active: true,
};
const review = { name: visitor.name, rating: 5, message: "I love my braids!" };
const user = () => ({ name: visitor.name, email: `awa-${Date.now()}@example.com` });

function expectStatus(status: number, sent: readonly unknown[], answer: Answer): Answer {
  const [method, path] = sent;
  must(
    answer.status === status,
    `${method} ${path} answers ${answer.status} instead of ${status}: ${answer.text.slice(0, 200)}`,
  );
  return answer;
}

function must(holds: boolean, problem: string): void {
  if (!holds) throw new Error(problem);
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("an earlier step failed");
  return value;
}
