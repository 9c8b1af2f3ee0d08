import * as v from "valibot";
import type { Business } from "../../contract/business";
import { toE164 } from "../../contract/rules/booking-request";
import { emailSchema, visitorNameSchema } from "../../contract/schemas/fields";
import { type Columns, cellOf, folded, nameOf } from "./columns";
import type { CsvFile, CsvLine } from "./csv";

/** Somebody in a file; what is missing is not there. */
export interface Person {
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  readonly email?: string;
}

/** A line that can't be used, and why. */
export interface BadLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** The person on a line, or what is wrong with it. */
export function readPerson(
  business: Business,
  columns: Columns,
  line: CsvLine,
):
  | { readonly ok: true; readonly person: Person }
  | { readonly ok: false; readonly reason: string } {
  const typedName = nameOf(columns, line);
  const typedPhone = cellOf(columns, line, "phone");
  const typedEmail = cellOf(columns, line, "email");
  const bad = (reason: string) => ({ ok: false, reason }) as const;
  if (typedName === "") return bad("has no name");
  const name = v.safeParse(visitorNameSchema, typedName);
  if (!name.success) return bad(`has a name that can't be used: "${typedName}"`);
  const phone = typedPhone === "" ? undefined : toE164(business, typedPhone);
  if (typedPhone !== "" && !phone) return bad(`has no valid phone number: "${typedPhone}"`);
  const email = typedEmail === "" ? undefined : v.safeParse(emailSchema, typedEmail);
  if (email && !email.success) return bad(`has no valid e-mail address: "${typedEmail}"`);
  return {
    ok: true,
    person: { name: name.output, ...(phone && { phone }), ...(email && { email: email.output }) },
  };
}

/** The people of a file of customers, by how a diary may name them. */
export interface AddressBook {
  readonly people: readonly Person[];
  readonly bad: readonly BadLine[];
  /** Completes somebody whom a diary tells less of; the same where nobody else, or more than one, fits. */
  complete(person: Person): Person;
}

/** Reads a file of customers. */
export function readCustomers(business: Business, file: CsvFile, columns: Columns): AddressBook {
  const bad: BadLine[] = [];
  const people = new Map<string, Person>();
  for (const line of file.lines) {
    const read = readPerson(business, columns, line);
    if (read.ok) people.set(JSON.stringify(read.person), read.person);
    else bad.push({ file: file.name, line: line.number, reason: read.reason });
  }
  const all = [...people.values()];
  const only = (fits: (one: Person) => boolean) => {
    const found = all.filter(fits);
    return found.length === 1 ? found[0] : undefined;
  };
  return {
    people: all,
    bad,
    complete(person) {
      const { phone, email, name } = person;
      const known =
        (phone && only((one) => one.phone === phone)) ||
        (email && only((one) => one.email === email)) ||
        only((one) => folded(one.name) === folded(name));
      return known ? { ...known, ...person } : person;
    },
  };
}
