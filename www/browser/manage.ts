import { ManagePage } from "../manage/manage-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

mount(ManagePage);
keepFragment();
