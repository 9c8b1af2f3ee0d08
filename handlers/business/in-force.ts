import type { Business } from "../../contract/business";
import { documentSeconds } from "../../contract/rules/document-age";
import type { Ready } from "../runtime/entry";
import { log } from "../runtime/log";
import { Unavailable } from "../runtime/outage";
import { currentBusiness } from "./document";
import { inForceAt, type SavedBusiness } from "./saved-business";

/** How long a function that has a document waits for the next one; a table answers in milliseconds. */
const longestMs = 500;

type Handler<Event, Reply> = (event: Event) => Promise<Reply>;

/**
 * A handler that follows the business document: it is made again whenever the owner has saved another
 * version (see build/bundles.ts). A document is used for some seconds before it is read again, and on
 * while the table is out of reach, since an old price is a smaller harm than no bookings.
 * @param unread answers an event before any document could be read; without it, that is an error
 */
export function inForce<Event, Reply>(
  make: (business: Business) => Handler<Event, Reply>,
  unread?: (event: Event, error: unknown) => Reply,
  read: (signal?: AbortSignal) => Promise<SavedBusiness | undefined> = currentBusiness,
  now: () => number = () => performance.now(),
): Handler<Event, Reply> & Ready {
  let made: { readonly version: number; readonly handler: Handler<Event, Reply> } | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  const follow = async () => {
    const startedAt = now();
    // With a document there is something better to do than to wait for a table that hangs.
    const saved = await read(made && AbortSignal.timeout(longestMs));
    // A deployment writes the first version before the site is reachable.
    if (!saved) throw new Unavailable("There is no business document yet: deploy the stage again.");
    if (made?.version !== saved.version) {
      made = { version: saved.version, handler: make(inForceAt(saved)) };
    }
    readAt = startedAt;
    return made.handler;
  };
  const handler = async () => {
    if (made && now() - readAt < documentSeconds * 1_000) return made.handler;
    return follow().catch((error: unknown) => {
      if (!made) throw error;
      log.error({ event: "business.unread", version: made.version }, error);
      return made.handler;
    });
  };

  const following = async (event: Event): Promise<Reply> => {
    let act: Handler<Event, Reply>;
    try {
      act = await handler();
    } catch (error) {
      if (!unread) throw error;
      return unread(event, error);
    }
    return act(event);
  };
  return Object.assign(following, {
    async ready() {
      await follow();
    },
  });
}
