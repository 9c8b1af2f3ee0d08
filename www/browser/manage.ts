import type { Business } from "../../contract/business";
import { ManagePage } from "../manage/manage-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

/** Starts the page of one visit. */
export function start(business: Business): void {
  mount(business, ManagePage);
  keepFragment();
}
