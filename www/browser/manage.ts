import { ManagePage } from "../manage/manage-page";
import { mount } from "./mount";

mount(ManagePage);

/** The language links keep the visit: its fragment is known to this browser alone. */
function keepFragment(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) {
    link.hash = location.hash;
  }
}

keepFragment();
addEventListener("hashchange", keepFragment);
