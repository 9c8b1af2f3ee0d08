import { expect } from "chai";
import { heldBy, quartersOf, type Stretch } from "../../../../handlers/bookings/diary/held";

const at = { staff: "petra", appointmentDate: "2026-11-23" };
const stretches = (held: readonly Stretch[] | undefined, buckets: readonly number[]) =>
  heldBy({ ...at, ...(held && { held }), buckets }).stretches;

describe("the time that a booking holds", () => {
  it("is what is stored with it", () => {
    expect(heldBy({ ...at, held: [[605, 625]], buckets: [40, 41] })).to.deep.equal({
      staff: "petra",
      date: "2026-11-23",
      stretches: [[605, 625]],
    });
    const withPause: Stretch[] = [
      [600, 620],
      [665, 690],
    ];
    expect(stretches(withPause, [40, 41, 44, 45])).to.deep.equal(withPause);
  });

  it("is its quarters of an hour where the release before stored it", () => {
    expect(stretches(undefined, [40, 41, 95, 96])).to.deep.equal([
      [600, 630],
      [1425, 1455],
    ]);
    expect(stretches(undefined, [])).to.deep.equal([]);
  });

  it("is its quarters of an hour where the release before has moved it", () => {
    expect(stretches([[600, 645]], [44, 45, 46])).to.deep.equal([[660, 705]]);
  });

  it("is in every quarter of an hour that it touches, on any day", () => {
    expect(quartersOf([[605, 620]])).to.deep.equal([40, 41]);
    expect(quartersOf([[1435, 1445]])).to.deep.equal([95, 96]);
    expect(quartersOf([[-5, 5]])).to.deep.equal([-1, 0]);
    expect(
      quartersOf([
        [600, 605],
        [610, 615],
      ]),
    ).to.deep.equal([40]);
  });
});
