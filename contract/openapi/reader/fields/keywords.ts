import type { Model } from "../../model";

/** The keywords that several fields share. */
export const uuid = { format: "uuid" } as const;
export const moment = { format: "date-time", example: "2026-11-23T09:00:00.000Z" } as const;
export const number = { type: "integer", minimum: 0 } as const;

/** What properties and parameters are for, by name or by "Model.name". */
export type Fields = Readonly<Record<string, Model>>;

/** The ids of things that the owner edits, as they are today. */
export function today(things: readonly { readonly id: string }[]): string {
  return things.map(({ id }) => `\`${id}\``).join(", ");
}

/** The ids that the examples share, so that a reader sees which values are the same. */
export const exampleIds = {
  booking: "6f1c2a52-9d0e-4b7c-8a4f-2d1f0c6b9e31",
  product: "0b8d5f0e-41c6-4c52-9a8e-5a3f7f2f9d10",
  review: "c2a7e9d4-7d1b-4f3a-b6f5-83e2d9a4c017",
  user: "a94d1f7b-3c58-4e0d-8e6a-1b7c5d2f8e46",
  block: "4be0c7a1-62d9-4f58-9c3e-7a15d8f0b264",
  picture: "d7e31b06-5a94-4c2f-b8d1-0f6a93c7e542",
} as const;
