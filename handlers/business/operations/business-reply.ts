import type { SavedBusinessReply } from "../../../contract/schemas/business";
import type { SavedBusiness } from "../saved-business";

/** A version of the document as the desk gets it. */
export function businessReply({ business, ...version }: SavedBusiness): SavedBusinessReply {
  return { ...version, business: business as unknown as SavedBusinessReply["business"] };
}
