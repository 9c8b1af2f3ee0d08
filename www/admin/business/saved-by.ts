import { readTokens, signedInId } from "../session/session";
import type { Saved } from "./use-business";
import type { BusinessPlaceWords } from "./words";

/** Who saved a version, as far as this account can tell. */
export function savedByText({ savedBy }: Pick<Saved, "savedBy">, w: BusinessPlaceWords): string {
  if (!savedBy) return w.by.program;
  return savedBy === signedInId(readTokens()) ? w.by.you : w.by.other;
}
