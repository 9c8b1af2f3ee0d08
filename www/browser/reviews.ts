import { ReviewsPage } from "../reviews/reviews-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

mount(ReviewsPage);
keepFragment();
