import type { Business } from "../../contract/business";
import { BookingPage } from "../booking/booking-page";
import { mount } from "./mount";

/** Starts the booking page. */
export function start(business: Business): void {
  mount(business, BookingPage);
}
