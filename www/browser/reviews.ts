import { ReviewsPage } from "../reviews/reviews-page";
import { keepFragment } from "./keep-fragment";
import { mount } from "./mount";

/** Starts the reviews page. */
mount(ReviewsPage);
keepFragment();
