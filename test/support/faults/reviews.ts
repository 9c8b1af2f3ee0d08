import type { Feedback } from "../../../handlers/feedback/feedback";
import type { TestStage } from "../stage";
import { until } from "../waiting";
import { type Client, create, twice } from "./client";

/** The reviews that somebody was told of. */
export interface ToldReviews {
  /** Their addresses, by id. */
  readonly published: Map<string, string>;
  /** Counts erased ones, too: the totals keep them. */
  written: number;
}

const messages = ["So gentle, I love it!", "It was fine.", "Je ne suis pas contente, trop long."];

/** What a client does with reviews. */
export function reviewOperations(client: Client, told: ToldReviews) {
  const { random, send, wrong } = client;
  const addresses: string[] = [];

  async function write(): Promise<void> {
    // Now and then somebody who has written before.
    const email =
      addresses.length > 0 && random.chance(0.3) ? random.pick(addresses) : client.newEmail();
    const body = {
      name: client.unique(),
      email,
      rating: 1 + random.below(5),
      message: random.pick(messages),
    };
    const { status, json } = await create(
      client,
      { path: "/feedback", body },
      random.chance(twice),
    );
    if (status === 201) {
      told.published.set(json.feedbackId, email);
      told.written++;
      if (!addresses.includes(email)) addresses.push(email);
    } else if (status !== 0) wrong(`POST /feedback: ${status} ${JSON.stringify(json)}`);
  }

  return {
    write,
    async erase() {
      if (addresses.length === 0) await write();
      const email = addresses.shift();
      if (!email) return;
      const path = `/feedback?email=${encodeURIComponent(email)}`;
      const { status, json, tries } = await send({ method: "DELETE", path, as: "admin" });
      const ids = [...told.published].filter(([, by]) => by === email).map(([id]) => id);
      if (status === 200) {
        for (const id of ids) told.published.delete(id);
        // A second try finds what the first has left.
        if (tries === 1 && json.deleted !== ids.length) {
          wrong(`DELETE ${path}: says ${json.deleted} of ${ids.length}`);
        }
      } else if (status !== 0) wrong(`DELETE ${path}: ${status} ${JSON.stringify(json)}`);
    },
    async list() {
      const path = random.pick(["/feedback", "/analytics"]);
      const { status } = await send({ method: "GET", path });
      if (status !== 200 && status !== 0) wrong(`GET ${path}: ${status}`);
    },
  };
}

/** Every difference between what was told of reviews, the reviews, and their totals. */
export async function compareReviews(
  site: TestStage,
  { published, written }: ToldReviews,
): Promise<string[]> {
  const items = await site.scan<Feedback>("data-feedback");
  const stored = items.filter(({ status }) => status === "published");
  const differences = stored
    .filter(({ feedbackId }) => !published.has(feedbackId))
    .map(({ name }) => `nobody was told of the review by ${name}`);
  const ids = new Set(stored.map(({ feedbackId }) => feedbackId));
  for (const [id, email] of published) {
    if (!ids.has(id)) differences.push(`a review by ${email} is lost`);
  }
  const total = async () => {
    const totals = await site.scan<{ aggregateId: string; total: number }>("data-analytics");
    return totals.find(({ aggregateId }) => aggregateId === "global")?.total ?? 0;
  };
  // The last ones are still on their way through the stream.
  const end = Date.now() + 15_000;
  await until(async () => (await total()) >= written || Date.now() > end);
  const counted = await total();
  if (counted !== written) differences.push(`${counted} of ${written} reviews are in the totals`);
  return differences;
}
