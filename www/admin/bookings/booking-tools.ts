/** What stands beside the bookings and is loaded after them, as one script. */
export { BlockedTime } from "../blocks/blocked-time";
export { RemoveMany } from "./removal/remove-many";
