import { AdminPage } from "../admin/admin-page";
import { mount } from "./mount";

mount(AdminPage);

/** The language links keep the place on the desk. */
function keepFragment(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
    link.hash = location.hash;
  }
}

keepFragment();
addEventListener("hashchange", keepFragment);
