import { randomBytes } from "node:crypto";
import type { Declared } from "../../values";

/** An API key's value: the program's own, or one that AWS would make up. */
export function apiKeyValue({ inputs }: Declared): string {
  return inputs.value ?? randomBytes(20).toString("hex");
}
