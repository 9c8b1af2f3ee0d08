import type { Business } from "../../contract/business";
import { ReviewsPage } from "../reviews/reviews-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

/** Starts the reviews page. */
export function start(business: Business): void {
  mount(business, ReviewsPage);
  keepFragment();
}
