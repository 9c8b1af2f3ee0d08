import type { Business } from "../../../business";
import { exampleIds, type Fields, number, uuid } from "./keywords";
import { shopFields } from "./shop";
import { visitFields } from "./visits";

/**
 * What the properties and parameters of the reader's document are for, by name; "Model.name" or
 * "operation.name" where one differs from the others of its name. What the owner edits is described by
 * a shape, with today's values as examples.
 */
export function fieldsOf(business: Business): Fields {
  return {
    ...peopleFields(business),
    ...visitFields(business),
    ...shopFields(business),
    ...listFields,
    ...sharedFields,
  };
}

function peopleFields({ country }: Business): Fields {
  return {
    name: { description: "A person's name.", example: "Awa Ngo" },
    email: { description: "An e-mail address.", example: "awa@example.com" },
    "BookingRequest.email": {
      description: "Where the confirmation goes. Without it, keep the reply's `manageUrl`.",
      example: "awa@example.com",
    },
    phone: {
      description: `A phone number in any spelling; without a country code it is a number of ${country}.`,
      example: "6 51 84 46 64",
    },
    "Customer.phone": { description: "The phone number in E.164.", example: "+237651844664" },
    age: { description: "In whole years.", example: 30 },
    customerId: { description: "The same for all bookings of one phone number." },
    customerName: { description: "The customer's name.", example: "Awa Ngo" },
    customerEmail: { description: "The customer's e-mail address.", format: "email" },
    customerPhone: { description: "The customer's phone number in E.164." },
    userId: { ...uuid, description: "The user's id.", example: exampleIds.user },
  };
}

const listFields: Fields = {
  from: { description: "The first day; default today." },
  to: { description: "The last day, at most 92 days after the first; default 30 days after it." },
  "listCustomers.from": { description: "The first day; default 31 days ago." },
  "listCustomers.to": { description: "The last day; default 92 days after the first." },
  "listBookings.status": { description: "Only bookings with this status." },
  "listBookings.email": {
    description: "All bookings of one customer; `from` and `to` still count.",
  },
  "listCustomers.email": { description: "Only the customer with this address." },
  limit: { description: "How many items a page holds at most." },
  cursor: { description: "Where the next page starts: the `cursor` of the page before." },
  lastKey: { description: "Where the next page starts: the `lastKey` of the page before." },
  count: { ...number, description: "How many visits the site has had.", example: 1204 },
  "UserList.count": { ...number, description: "How many users this page holds." },
  "ReviewErasure.deleted": { ...number, description: "How many reviews there were." },
  "eraseFeedback.email": { description: "Whose reviews to erase.", example: "awa@example.com" },
};

const sharedFields: Fields = {
  "Idempotency-Key": {
    pattern: "^[A-Za-z0-9_-]{8,64}$",
    minLength: 8,
    maxLength: 64,
    example: "f3b1c7d2-5a40-4f0e-9c1d-7e2a8b6c4d50",
  },
  code: { description: "Stable: what programs decide by." },
  error: { description: "A sentence for people, in the reader's language." },
  fields: { description: "What is wrong with which field, in the reader's language." },
  dependencies: { description: "The state of each table." },
};
