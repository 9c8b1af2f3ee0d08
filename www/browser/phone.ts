/** The rules of a request with the phone number plans of the world, which weigh as much as the page's script. */
export { requestProblems } from "../../contract/rules/booking-request";
