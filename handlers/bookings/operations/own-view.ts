import type { Business } from "../../../contract/business";
import type { OwnBooking } from "../../../contract/schemas/bookings";
import { type Booking, sharedView } from "../booking";
import { ownCancelProblem } from "../cancel-visit";
import { ownMoveProblem } from "../move-visit";
import { ownMovesLeft } from "../records";

/** A booking as its customer sees it; what can still be done is what the operations will do. */
export function ownView(business: Business, booking: Booking, now: string): OwnBooking {
  return {
    ...sharedView(business, booking),
    changeable: ownCancelProblem(business, booking, now) === undefined,
    movable: ownMoveProblem(business, booking, now) === undefined,
    movesLeft: ownMovesLeft(business, booking),
  };
}
