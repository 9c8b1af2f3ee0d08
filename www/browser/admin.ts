import { AdminPage } from "../admin/admin-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

/** Starts the owner's page. */
mount(AdminPage);
keepFragment();
