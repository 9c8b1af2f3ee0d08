import type { CsvFile, CsvLine } from "./csv";

/** What is in a column, by the words that English and French programs put above it; folded, see `folded`. */
const names = {
  date: "date day jour appointmentdate dateofappointment daterendezvous daterdv datedurendezvous datedurdv",
  time: "time hour start starttime from heure debut heuredebut heurededebut de horaire appointmenttime",
  end: "end endtime until to fin heurefin heuredefin",
  minutes: "minutes duration durationminutes durationmin length duree dureemin dureeminutes",
  name: "name customer customername client clientname fullname cliente nomcomplet nomclient nomduclient nom",
  firstName: "firstname givenname prenom",
  lastName: "lastname surname familyname nomdefamille",
  phone:
    "phone phonenumber mobile mobilephone cell cellphone telephone tel portable numero numerodetelephone telportable gsm whatsapp customerphone",
  email: "email mail emailaddress adresseemail adressemail courriel customeremail",
  service: "service services treatment appointment prestation prestations soin soins acte",
  staff:
    "staff staffmember person employee with stylist barber avec employe employee collaborateur collaboratrice coiffeur coiffeuse praticien praticienne personne",
  price: "price amount total prix montant tarif",
  status: "status state statut etat",
  language: "language locale langue",
  note: "note notes comment comments remark remarks remarque remarques commentaire commentaires",
} as const;

/** What a column can say. */
export type Field = keyof typeof names;
export const fields = Object.keys(names) as Field[];

/** Which column says what. */
export interface Columns {
  /** The place of each field's column. */
  readonly places: ReadonlyMap<Field, number>;
  /** Headers that say nothing to us. */
  readonly unused: readonly string[];
}

/**
 * Guesses from the headers what each column says.
 * @param told columns that somebody named, as "field=Header"; throws where there is no such field or header
 */
export function guessColumns({ name: file, header }: CsvFile, told: readonly string[]): Columns {
  const places = new Map<Field, number>();
  for (const one of told) {
    const [field = "", title = ""] = one.split(/=(.*)/s);
    const place = header.findIndex((each) => folded(each) === folded(title));
    if (!isField(field)) {
      throw new Error(`--column ${one} names no field; it must be one of ${fields.join(", ")}.`);
    }
    if (place >= 0) places.set(field, place);
  }
  for (const field of fields) {
    if (places.has(field)) continue;
    const known = names[field].split(" ");
    const place = header.findIndex(
      (title, at) => known.includes(folded(title)) && ![...places.values()].includes(at),
    );
    if (place >= 0) places.set(field, place);
  }
  // Beside a first name, a name is the rest of it.
  const name = places.get("name");
  if (name !== undefined && places.has("firstName") && !places.has("lastName")) {
    places.delete("name");
    places.set("lastName", name);
  }
  if (places.size === 0) {
    throw new Error(
      `The first line of ${file} names no column that is known, like "Name" or "Téléphone".`,
    );
  }
  const used = new Set(places.values());
  return { places, unused: header.filter((title, at) => !used.has(at) && title !== "") };
}

/** What a line says in a field; "" where it has no such column. */
export function cellOf({ places }: Columns, { cells }: CsvLine, field: Field): string {
  const place = places.get(field);
  return (place === undefined ? undefined : cells[place]) ?? "";
}

/** The person's whole name on a line. */
export function nameOf(columns: Columns, line: CsvLine): string {
  const parts = (["name", "firstName", "lastName"] as const).map((field) =>
    cellOf(columns, line, field),
  );
  return parts.filter(Boolean).join(" ");
}

/** A word as people type it, whatever its accents, capitals and dashes: "N° de Tél." is "ndetel". */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function isField(text: string): text is Field {
  return text in names;
}
