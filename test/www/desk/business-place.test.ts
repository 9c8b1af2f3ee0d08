import { expect } from "chai";
import type { GenericSchema } from "valibot";
import { business } from "../../../business";
import { type Business, weekdays } from "../../../contract/business";
import { differences } from "../../../contract/business/differences";
import { pathText } from "../../../contract/business/path-text";
import { problemsOf } from "../../../contract/business/problems";
import { businessSchema } from "../../../contract/business/schema";
import { businessWords } from "../../../contract/wording/business";
import { business as barbershop } from "../../../examples/barbershop/business";
import { changesBetween } from "../../../www/admin/business/changes";
import { completed, eachField, typingProblems } from "../../../www/admin/business/check";
import { dayFields, type Field, sections, termFields } from "../../../www/admin/business/form";
import { type JsonObject, pathOf, withValue } from "../../../www/admin/business/json";
import { mergeInto } from "../../../www/admin/business/merge";
import { placeWords } from "../../../www/admin/business/words";

/** What the place leaves to others: ids are made once, a deployment makes languages. */
const notEdited = /(^|\.)(id|languages)(\.|$)/;
const json = (document: Business) => JSON.parse(JSON.stringify(document)) as JsonObject;

/** Every place of the schema that holds a value, "services[].price". */
function leavesOf(schema: GenericSchema, path: string): string[] {
  const any = schema as unknown as {
    type: string;
    pipe?: GenericSchema[];
    wrapped?: GenericSchema;
    entries?: Record<string, GenericSchema>;
    item?: GenericSchema;
    rest?: GenericSchema;
    value?: GenericSchema;
    getter?: (input: unknown) => GenericSchema;
  };
  if (any.wrapped) return leavesOf(any.wrapped, path);
  if (any.getter) {
    const samples = [{ date: "" }, { from: "", until: "" }, { everyWeeks: 1 }, { inMonth: "" }, []];
    return samples.flatMap((sample) => leavesOf(any.getter?.(sample) as GenericSchema, path));
  }
  if (any.entries) {
    return Object.entries(any.entries).flatMap(([key, entry]) =>
      leavesOf(entry, path ? `${path}.${key}` : key),
    );
  }
  const item = any.item ?? any.rest;
  if (item && path !== "languages") return leavesOf(item, `${path}[]`);
  if (any.value) return leavesOf(any.value, `${path}{}`);
  return [path];
}

/** Every place that the form has a field for, in the same words. */
function placesOf(fields: readonly Field[], path: string): string[] {
  return fields.flatMap((field) => {
    const here = path ? `${path}.${field.key}` : field.key;
    const openings = (at: string) => [`${at}[].opens`, `${at}[].closes`];
    switch (field.kind) {
      case "text":
      case "longText":
        return [`${here}.en`, `${here}.fr`];
      case "picture":
        return ["path", "widthPixels", "heightPixels", "alt.en", "alt.fr"].map(
          (part) => `${here}.${part}`,
        );
      case "group":
        return placesOf(field.fields, here);
      case "list":
        return placesOf(field.fields, `${here}[]`);
      case "days":
        return Object.values(dayFields).flatMap((each) => placesOf(each, path));
      case "weekdays":
        return [`${here}[]`];
      case "ownOpenings":
        return openings(here);
      case "week":
      case "ownWeek":
        return weekdays.flatMap((day) => openings(`${here}.${day}`));
      case "services":
        return [here, `${here}[]`];
      case "terms":
        return placesOf(termFields, `${here}{}`);
      default:
        return [here];
    }
  });
}

describe("the Business place of the desk", () => {
  it("has a field for every place of a business document, and for nothing else", () => {
    const leaves = [...new Set(leavesOf(businessSchema(businessWords.en), ""))].filter(
      (path) => !notEdited.test(path),
    );
    const places = [...new Set(sections.flatMap(({ fields }) => placesOf(fields, "")))];
    expect(places.sort()).to.deep.equal(leaves.sort());
  });

  for (const document of [business, barbershop]) {
    it(`sends ${document.name} as it was where nothing is changed`, () => {
      const [language] = document.languages;
      expect(JSON.stringify(completed(json(document), language))).to.equal(
        JSON.stringify(document),
      );
      expect(typingProblems(json(document), placeWords.en, "28.50")).to.deep.equal({});
      const reached = new Set<string>();
      eachField(json(document), (_, __, path) => reached.add(pathText(path)));
      expect(reached).to.include("services[0].price").and.include("staff[1].role");
    });
  }

  it("says of what was typed and is no number what would be", () => {
    const path = pathOf("services[1].price");
    const typed = withValue(json(business), path, "lots") as JsonObject;
    const empty = withValue(typed, pathOf("booking.horizonDays"), "") as JsonObject;
    expect(typingProblems(empty, placeWords.fr, "28,50")).to.deep.equal({
      "services[1].price": "Indiquez un montant comme 28,50.",
      "booking.horizonDays": "À remplir.",
    });
  });

  it("names what is new after its name, and lets nobody do a service that is gone", () => {
    const document = json(barbershop);
    const services = document.services as readonly JsonObject[];
    const added = { ...services[0], id: "", name: { en: "Trim", fr: "Coupe d'été" } };
    const next = completed(
      { ...document, services: [...services.slice(1), added, { ...added }] } as JsonObject,
      "fr",
    );
    const ids = (next.services as readonly JsonObject[]).map(({ id }) => id);
    expect(ids.slice(-2)).to.deep.equal(["coupe-d-ete", "coupe-d-ete-2"]);
    expect(JSON.stringify(next.staff)).not.to.include('"coupe"');
    expect(problemsOf(next).map(({ path }) => path)).not.to.include("staff[2].services[0]");
  });

  it("gives new options ids of their own among all services, and choices in theirs", () => {
    const name = { en: "Fulani length", fr: "Longueur" };
    const choices = ["waist", "Waist"].map((en) => ({ id: "", name: { en, fr: en } }));
    const options = [{ id: "", name, choices }];
    const document = json(business);
    const services = (document.services as readonly JsonObject[]).map((one) =>
      one.options ? one : { ...one, options },
    );
    const next = completed({ ...document, services } as JsonObject, "en");
    expect(problemsOf(next)).to.deep.equal([]);
    const made = (next.services as readonly JsonObject[])
      .map((service) => JSON.stringify(service.options))
      .join();
    expect(made).to.include('"fulani-length"').and.include('"fulani-length-2"');
    expect(made).to.include('"waist"').and.include('"waist-2"');
  });

  it("puts one's own changes into a version that somebody else has saved", () => {
    const base = json(business);
    const mine = withValue(base, pathOf("services[0].price"), 26_000) as JsonObject;
    const theirs = withValue(base, pathOf("booking.horizonDays"), 90) as JsonObject;
    const merged = mergeInto(base, mine, theirs);
    expect(merged.both).to.deep.equal([]);
    expect(differences(base, merged.document).map(({ path }) => path)).to.have.members([
      "services[0].price",
      "booking.horizonDays",
    ]);
    const clash = withValue(base, pathOf("services[1].price"), 1) as JsonObject;
    expect(mergeInto(base, mine, clash).both).to.deep.equal(["services"]);
  });

  it("tells what two versions differ in, as a person would", () => {
    const base = json(business);
    const [first, ...others] = base.services as readonly JsonObject[];
    const next = withValue(base, pathOf("services[0].price"), 26_000) as JsonObject;
    expect(changesBetween(base, next, "en", placeWords.en)).to.deep.equal([
      "Services · Box braids · Price: FCFA\u00a025,000 → FCFA\u00a026,000",
    ]);
    const fewer = { ...base, services: others } as JsonObject;
    expect(changesBetween(base, fewer, "fr", placeWords.fr)).to.deep.equal([
      "Prestations · Box braids\u00a0: retrait",
    ]);
    const moved = { ...base, services: [...others, first] } as JsonObject;
    expect(differences(base, moved).map(({ path }) => path)).to.deep.equal(["services"]);
  });
});
