import type { ComponentChildren } from "preact";
import {
  bookables,
  confirmations,
  drawings,
  placesInMonth,
  publications,
  schemaTypes,
  weekdays,
} from "../../../contract/business";
import type { PictureUse } from "../pictures/sized";
import type { Json, JsonObject, Path } from "./json";
import type { Label } from "./words";

/** One field of the document, and how a person fills it in. */
export type Field = {
  readonly key: Label;
  /** Left out of the document where nothing is entered. */
  readonly optional?: true;
} & (
  | {
      readonly kind:
        | "line"
        | "long"
        | "colour"
        | "date"
        | "days"
        | "decimal"
        | "money"
        | "openings"
        | "ownOpenings"
        | "ownWeek"
        | "services"
        | "terms"
        | "text"
        | "longText"
        | "tick"
        | "time"
        | "week"
        | "weekdays"
        | "whole";
    }
  | { readonly kind: "choice"; readonly of: Choice }
  | { readonly kind: "picture"; readonly use: PictureUse }
  | { readonly kind: "group"; readonly fields: readonly Field[] }
  | {
      readonly kind: "list";
      readonly fields: readonly Field[];
      /** What a new entry is before anything is entered. */
      readonly fresh: Json;
    }
);

/** What can be chosen: values with words of their own, or what the document has. */
export type Choice =
  | readonly (
      | typeof bookables
      | typeof confirmations
      | typeof placesInMonth
      | typeof publications
      | typeof drawings
      | typeof schemaTypes
      | typeof weekdays
    )[number][]
  | "categories"
  | "servicesOfCategory";

/** Shows the fields of an object at a path. */
export type FieldsOf = (
  fields: readonly Field[],
  path: Path,
  value: JsonObject,
) => ComponentChildren;

export interface Section {
  readonly id: "services" | "people" | "hours" | "rules" | "contact" | "texts" | "shop";
  readonly fields: readonly Field[];
}

const text = { en: "", fr: "" };
const noOpenings = Object.fromEntries(weekdays.map((day) => [day, []]));

/** The days of an exception; which of them an exception has tells what kind of days it is for. */
export const dayFields = {
  date: [{ key: "date", kind: "date" }],
  range: [
    { key: "from", kind: "date" },
    { key: "until", kind: "date" },
    { key: "weekdays", kind: "weekdays", optional: true },
  ],
  weeks: [
    { key: "from", kind: "date" },
    { key: "everyWeeks", kind: "whole" },
    { key: "days", kind: "whole" },
    { key: "until", kind: "date", optional: true },
  ],
  month: [
    { key: "inMonth", kind: "choice", of: placesInMonth },
    { key: "weekday", kind: "choice", of: weekdays },
    { key: "from", kind: "date", optional: true },
    { key: "until", kind: "date", optional: true },
  ],
} as const satisfies Readonly<Record<string, readonly Field[]>>;

/** What a person does differently from what a service says. */
export const termFields: readonly Field[] = [
  { key: "durationMinutes", kind: "whole", optional: true },
  { key: "price", kind: "money", optional: true },
];

/** Everything of the document that the desk edits, in the order of the page. */
export const sections: readonly Section[] = [
  {
    id: "services",
    fields: [
      {
        key: "services",
        kind: "list",
        fresh: {
          id: "",
          name: text,
          description: text,
          durationMinutes: 30,
          bufferMinutes: 0,
          price: 0,
          category: "",
        },
        fields: [
          { key: "name", kind: "text" },
          { key: "description", kind: "longText" },
          { key: "category", kind: "choice", of: "categories" },
          { key: "price", kind: "money" },
          { key: "isFromPrice", kind: "tick", optional: true },
          { key: "durationMinutes", kind: "whole" },
          { key: "bufferBeforeMinutes", kind: "whole", optional: true },
          { key: "bufferMinutes", kind: "whole" },
          {
            key: "gap",
            kind: "group",
            optional: true,
            fields: [
              { key: "afterMinutes", kind: "whole" },
              { key: "minutes", kind: "whole" },
            ],
          },
          {
            key: "options",
            kind: "list",
            optional: true,
            fresh: {
              id: "",
              name: text,
              choices: [
                { id: "", name: text },
                { id: "", name: text },
              ],
            },
            fields: [
              { key: "name", kind: "text" },
              {
                key: "choices",
                kind: "list",
                fresh: { id: "", name: text },
                fields: [
                  { key: "name", kind: "text" },
                  { key: "addedMinutes", kind: "whole", optional: true },
                  { key: "addedPrice", kind: "money", optional: true },
                ],
              },
            ],
          },
          { key: "bookable", kind: "choice", of: bookables, optional: true },
        ],
      },
      {
        key: "categories",
        kind: "list",
        fresh: { id: "", name: text },
        fields: [
          { key: "name", kind: "text" },
          { key: "standardService", kind: "choice", of: "servicesOfCategory", optional: true },
        ],
      },
    ],
  },
  {
    id: "people",
    fields: [
      {
        key: "staff",
        kind: "list",
        fresh: { id: "", name: "", role: text, services: "all" },
        fields: [
          { key: "name", kind: "line" },
          { key: "role", kind: "text" },
          { key: "photo", kind: "picture", use: "photo", optional: true },
          { key: "services", kind: "services" },
          { key: "terms", kind: "terms", optional: true },
          { key: "hours", kind: "ownWeek", optional: true },
          {
            key: "breaks",
            kind: "list",
            optional: true,
            fresh: { starts: "12:00", ends: "13:00" },
            fields: [
              { key: "starts", kind: "time" },
              { key: "ends", kind: "time" },
              { key: "weekdays", kind: "weekdays", optional: true },
            ],
          },
          {
            key: "exceptions",
            kind: "list",
            optional: true,
            fresh: { date: "" },
            fields: [
              { key: "days", kind: "days" },
              { key: "reason", kind: "line", optional: true },
              { key: "openings", kind: "ownOpenings", optional: true },
            ],
          },
        ],
      },
    ],
  },
  {
    id: "hours",
    fields: [
      { key: "openingHours", kind: "week" },
      {
        key: "exceptions",
        kind: "list",
        fresh: { date: "", name: text },
        fields: [
          { key: "name", kind: "text" },
          { key: "days", kind: "days" },
          { key: "openings", kind: "ownOpenings", optional: true },
        ],
      },
    ],
  },
  {
    id: "rules",
    fields: [
      {
        key: "booking",
        kind: "group",
        fields: [
          { key: "noticeMinutes", kind: "whole" },
          { key: "horizonDays", kind: "whole" },
          { key: "gridMinutes", kind: "whole" },
          { key: "maxServices", kind: "whole" },
          { key: "maxOpenVisits", kind: "whole" },
          { key: "maxOwnMoves", kind: "whole" },
          { key: "cancelUntilMinutes", kind: "whole", optional: true },
          { key: "moveUntilMinutes", kind: "whole", optional: true },
          { key: "confirmation", kind: "choice", of: confirmations, optional: true },
          { key: "answerWithinHours", kind: "whole", optional: true },
          { key: "reminderHours", kind: "whole", optional: true },
        ],
      },
      {
        key: "reviews",
        kind: "group",
        fields: [{ key: "publication", kind: "choice", of: publications, optional: true }],
      },
      { key: "currency", kind: "line" },
      { key: "timeZone", kind: "line" },
      { key: "country", kind: "line" },
    ],
  },
  {
    id: "contact",
    fields: [
      { key: "name", kind: "line" },
      { key: "phone", kind: "line" },
      { key: "email", kind: "line" },
      {
        key: "address",
        kind: "group",
        fields: [
          { key: "street", kind: "text" },
          { key: "district", kind: "line" },
          { key: "postalCode", kind: "line", optional: true },
          { key: "city", kind: "line" },
          { key: "country", kind: "text" },
          { key: "mapUrl", kind: "line" },
          {
            key: "geo",
            kind: "group",
            optional: true,
            fields: [
              { key: "latitude", kind: "decimal" },
              { key: "longitude", kind: "decimal" },
            ],
          },
        ],
      },
      {
        key: "legal",
        kind: "group",
        optional: true,
        fields: [
          { key: "publisher", kind: "line" },
          { key: "form", kind: "text", optional: true },
          {
            key: "registration",
            kind: "group",
            optional: true,
            fields: [
              { key: "register", kind: "line" },
              { key: "number", kind: "line" },
            ],
          },
          { key: "vatNumber", kind: "line", optional: true },
          { key: "director", kind: "line", optional: true },
          {
            key: "host",
            kind: "group",
            fields: [
              { key: "name", kind: "line" },
              { key: "address", kind: "line" },
              { key: "phone", kind: "line", optional: true },
            ],
          },
        ],
      },
    ],
  },
  {
    id: "texts",
    fields: [
      { key: "tagline", kind: "longText" },
      { key: "about", kind: "longText" },
      {
        key: "phrases",
        kind: "group",
        fields: [
          { key: "team", kind: "text" },
          { key: "teamLead", kind: "longText" },
          { key: "closing", kind: "text" },
          { key: "noteHint", kind: "longText" },
          { key: "shop", kind: "text" },
        ],
      },
      { key: "schemaType", kind: "choice", of: schemaTypes, optional: true },
      { key: "logo", kind: "picture", use: "logo", optional: true },
      { key: "drawings", kind: "choice", of: drawings, optional: true },
      {
        key: "colours",
        kind: "group",
        optional: true,
        fields: [
          { key: "main", kind: "colour" },
          { key: "accent", kind: "colour" },
          { key: "background", kind: "colour" },
        ],
      },
    ],
  },
  {
    id: "shop",
    fields: [
      {
        key: "productCategories",
        kind: "list",
        fresh: { id: "", name: text },
        fields: [{ key: "name", kind: "text" }],
      },
    ],
  },
];

/** What an optional group is when it is added. */
export function freshOf(fields: readonly Field[]): Json {
  return Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      if (field.optional) return [];
      if (field.kind === "group") return [[field.key, freshOf(field.fields)]];
      if (field.kind === "text" || field.kind === "longText") return [[field.key, text]];
      if (field.kind === "colour") return [[field.key, "#000000"]];
      if (field.kind === "week") return [[field.key, noOpenings]];
      return [[field.key, field.kind === "list" ? [] : ""]];
    }),
  );
}
