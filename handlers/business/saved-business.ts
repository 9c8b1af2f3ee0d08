import type { Business } from "../../contract/business";

/** When and by whom a version of the document was saved. */
export interface BusinessVersion {
  /** Counts from 1. */
  readonly version: number;
  /** UTC, ISO 8601. */
  readonly savedAt: string;
  /** The user pool's id of whoever saved it; absent on what a deployment or a command wrote. */
  readonly savedBy?: string;
}

/** One version of the business document. */
export interface SavedBusiness extends BusinessVersion {
  readonly business: Business;
}

/** The business as a function follows it, with the document's version, which is stored with what is sold. */
export interface BusinessInForce extends Business {
  /** Absent where nobody saved the document, as in a command. */
  readonly documentVersion?: number;
}

/** A saved version as the functions get it. */
export function inForceAt({ business, version }: SavedBusiness): BusinessInForce {
  return { ...business, documentVersion: version };
}
