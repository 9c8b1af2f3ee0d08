import { ManagePage } from "../manage/manage-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

/** Starts the page of one visit. */
mount(ManagePage);
keepFragment();
