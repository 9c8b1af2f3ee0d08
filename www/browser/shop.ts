import type { Business } from "../../contract/business";
import { ShopPage } from "../shop/shop-page";
import { mount } from "./mount";

/** Starts the shop. */
export function start(business: Business): void {
  mount(business, ShopPage);
}
