import type { Language } from "../../contract/business";
import { countVisit } from "../../contract/operations";
import { call } from "../client";
import { wholeNumber } from "../format";

/** Holds what a tab was told when its visit was counted, so that its other pages need not ask. */
const toldKey = "shopfront.visits";

async function showVisits(place: HTMLElement): Promise<void> {
  const count = told() ?? (await countThisVisit());
  // The counter is an ornament: where it cannot be had, its place stays empty.
  if (count === undefined) return;
  const language = document.documentElement.lang as Language;
  const words = count === 1 ? place.dataset.one : place.dataset.many;
  place.textContent = (words ?? "").replace("#", wholeNumber(count, language));
}

async function countThisVisit(): Promise<number | undefined> {
  const result = await call(countVisit, { body: {} });
  if (!result.ok) return undefined;
  const { count } = result.reply;
  try {
    sessionStorage.setItem(toldKey, String(count));
  } catch {
    // Private windows may refuse; the server counts a visitor once a day all the same.
  }
  return count;
}

function told(): number | undefined {
  try {
    const count = Number(sessionStorage.getItem(toldKey));
    return Number.isInteger(count) && count > 0 ? count : undefined;
  } catch {
    return undefined;
  }
}

const place = document.getElementById("visits");
if (place) showVisits(place);
