import { ShopPage } from "../shop/shop-page";
import { mount } from "./mount";

/** Starts the shop. */
mount(ShopPage);
