import { ShopPage } from "../shop/shop-page";
import { mount } from "./mount";

mount(ShopPage);
