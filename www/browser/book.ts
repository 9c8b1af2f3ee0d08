import { BookingPage } from "../booking/booking-page";
import { mount } from "./mount";

mount(BookingPage);
