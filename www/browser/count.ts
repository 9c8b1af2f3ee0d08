import type { Language } from "../../business";
import { countVisit, getCount } from "../../handlers/routes";
import { call } from "../client";
import { wholeNumber } from "../format";

/** Set in a tab whose visit has been sent, so that a reload only asks. */
const sentKey = "shopfront.visit";

async function showVisits(place: HTMLElement): Promise<void> {
  const result = wasSent() ? await call(getCount, {}) : await call(countVisit, { body: {} });
  // The counter is an ornament: where it cannot be had, its place stays empty.
  if (!result.ok) return;
  rememberSent();
  const { count } = result.reply;
  const language = document.documentElement.lang as Language;
  const words = count === 1 ? place.dataset.one : place.dataset.many;
  place.textContent = (words ?? "").replace("#", wholeNumber(count, language));
}

function wasSent(): boolean {
  try {
    return sessionStorage.getItem(sentKey) !== null;
  } catch {
    return false;
  }
}

function rememberSent(): void {
  try {
    sessionStorage.setItem(sentKey, "1");
  } catch {
    // Private windows may refuse; the server counts a visitor once a day all the same.
  }
}

const place = document.getElementById("visits");
if (place) showVisits(place);
