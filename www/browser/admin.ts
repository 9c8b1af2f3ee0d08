import type { Business } from "../../contract/business";
import { AdminPage } from "../admin/admin-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

/** Starts the owner's page. */
export function start(business: Business): void {
  mount(business, AdminPage);
  keepFragment();
}
