import { documents } from "../runtime/dynamodb";
import { tableName } from "../runtime/environment";
import { readTogether, transact } from "../runtime/transaction";
import type { Booking } from "./booking";
import { contactIn, contactKey, countLinks } from "./contacts";
import { oweFrom } from "./messages/owed";
import { surplusMessages } from "./records";

/** The wishes of customers who have lost the links of their visits. */
export interface LinkRequests {
  /**
   * Notes on each coming visit with this number or address that its link is wanted, a few times a day;
   * the bookings stream sends them. Returns how many were noted.
   */
  ask(
    contact: { readonly kind: "phone" | "email"; readonly value: string },
    isReachable: (booking: Booking) => boolean,
    now: string,
  ): Promise<number>;
}

/** How often it starts over because the contact changed since it was read. */
const attempts = 3;

/** The wishes on DynamoDB. */
export function linkRequests(client = documents()): LinkRequests {
  const read = async (bookingIds: readonly string[]): Promise<Booking[]> => {
    const keys = bookingIds.map((bookingId) => ({ bookingId }));
    return (await readTogether(client, tableName("bookings"), keys)).filter(Boolean) as never[];
  };

  return {
    async ask({ kind, value }, isReachable, now) {
      const key = contactKey(kind, value);
      for (let attempt = 0; attempt < attempts; attempt++) {
        const [item] = await readTogether(client, tableName("slots"), [key]);
        const contact = contactIn(key, item, now);
        const counted = countLinks(tableName("slots"), contact, now);
        if (contact.visits.length === 0 || !counted) return 0;
        const visits = await read(contact.visits.slice(0, mostVisits).map((one) => one.bookingId));
        const wanted = visits.filter((one) => contactOf(one, kind) === value && isReachable(one));
        if (wanted.length === 0) return 0;
        const result = await transact(client, [
          counted,
          ...wanted.map((one) => ({ Update: wish(tableName("bookings"), one, now) })),
        ]);
        if (result.ok) return wanted.length;
      }
      return 0;
    },
  };
}

/** More than any customer books; a transaction takes 100 items. */
const mostVisits = 20;

/** The Update that wants the link once more, owes it, and makes room for its result. */
function wish(bookingsTable: string, { bookingId, mail }: Booking, now: string) {
  const { owing, owedFrom, owedSince } = oweFrom(now);
  const surplus = surplusMessages(mail);
  const removes = surplus.map((_, at) => `mail.#m${at}`);
  return {
    TableName: bookingsTable,
    Key: { bookingId },
    UpdateExpression: [
      "SET linksAsked = if_not_exists(linksAsked, :zero) + :one, owesLink = :true, owing = :owing,",
      "owedFrom = if_not_exists(owedFrom, :owedFrom), owedSince = if_not_exists(owedSince, :owedSince)",
      ...(removes.length > 0 ? [`REMOVE ${removes.join(", ")}`] : []),
    ].join(" "),
    ConditionExpression: "attribute_exists(bookingId)",
    ...(surplus.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(surplus.map((name, at) => [`#m${at}`, name])),
    }),
    ExpressionAttributeValues: {
      ":zero": 0,
      ":one": 1,
      ":true": true,
      ":owing": owing,
      ":owedFrom": owedFrom,
      ":owedSince": owedSince,
    },
  };
}

function contactOf({ customerPhone, customerEmail }: Booking, kind: "phone" | "email") {
  return kind === "phone" ? customerPhone : customerEmail;
}
