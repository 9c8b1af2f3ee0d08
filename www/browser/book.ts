import { BookingPage } from "../booking/booking-page";
import { type RequestRules, setRequestRules } from "../booking/request";
import { readTyped } from "../booking/typed";
import { mount } from "./mount";

/** Starts the booking page with what was ticked and typed before its script was here. */
mount(BookingPage, { typed: readTyped(document) });
loadRequestRules();

/** After the page lives; without them the API says what is wrong with a number. */
async function loadRequestRules(): Promise<void> {
  const address = document.querySelector<HTMLScriptElement>("script[data-later]")?.dataset.later;
  if (!address) return;
  const loaded: { requestProblems: RequestRules } | undefined = await import(address).catch(
    () => undefined,
  );
  if (loaded) setRequestRules(loaded.requestProblems);
}
