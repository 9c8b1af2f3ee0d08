import { expect } from "chai";
import { canBecome, isOpen, releasesTime } from "../../../contract/rules/status";
import type { BookingStatus } from "../../../contract/schemas/bookings";

/** Every status with what it may become, written down a second time on purpose. */
const allowed: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  pending: ["confirmed", "cancelled", "rejected", "expired"],
  confirmed: ["completed", "no_show", "cancelled"],
  completed: [],
  no_show: [],
  cancelled: [],
  rejected: [],
  expired: [],
};
const statuses = Object.keys(allowed) as BookingStatus[];

describe("the status of a booking", () => {
  for (const from of statuses) {
    it(`goes from ${from} to ${allowed[from].join(", ") || "nothing else"}`, () => {
      const reached = statuses.filter((to) => canBecome(from, to));
      expect(reached).to.have.members(allowed[from]);
    });
  }

  it("is open while the visit is still to come", () => {
    expect(statuses.filter(isOpen)).to.deep.equal(["pending", "confirmed"]);
  });

  it("gives the time back when the visit will not take place", () => {
    expect(statuses.filter(releasesTime)).to.deep.equal(["cancelled", "rejected", "expired"]);
  });
});
