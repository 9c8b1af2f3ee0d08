import type { Language } from "../../contract/business";
import { countVisit } from "../../contract/operations";
import { wholeNumber } from "../../contract/rules/amounts";
import { call } from "../client";

/** Where a tab keeps the count, so that it is asked for once. */
const toldKey = "shopfront.visits";

async function showVisits(element: HTMLElement): Promise<void> {
  const count = told() ?? (await countThisVisit());
  // The counter is an ornament: without an answer it stays empty.
  if (count === undefined) return;
  const language = document.documentElement.lang as Language;
  const words = count === 1 ? element.dataset.one : element.dataset.many;
  element.textContent = (words ?? "").replace("#", wholeNumber(count, language));
}

async function countThisVisit(): Promise<number | undefined> {
  const result = await call(countVisit, { body: {} });
  if (!result.ok) return undefined;
  const { count } = result.reply;
  try {
    sessionStorage.setItem(toldKey, String(count));
  } catch {
    // Private windows may refuse; the server counts a visitor once a day anyway.
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

const element = document.getElementById("visits");
if (element) showVisits(element);
