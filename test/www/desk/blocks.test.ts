import { expect } from "chai";
import { languages } from "../../../contract/business";
import {
  asBlock,
  emptyForm,
  keepWho,
  requestAgain,
  requestOf,
} from "../../../www/admin/blocks/form";
import { presetsAt } from "../../../www/admin/blocks/presets";
import { blockText } from "../../../www/admin/blocks/words";
import { business } from "../../support/fixture-business";

const plain = (text: string) => text.replace(/\s/g, " ");

describe("blocked time on the desk", () => {
  // A Tuesday, by the clock of Douala an hour ahead.
  const at = (time: string) => presetsAt("Africa/Douala", new Date(`2026-12-01T${time}:00Z`));

  it("offers what can still be blocked, by the clock of the business", () => {
    expect(at("09:32")).to.deep.equal({
      afternoon: { from: "2026-12-01", fromTime: "12:00", to: "2026-12-01", toTime: "" },
      rest: { from: "2026-12-01", fromTime: "10:30", to: "2026-12-01", toTime: "" },
      tomorrow: { from: "2026-12-02", fromTime: "", to: "2026-12-02", toTime: "" },
      nextWeek: { from: "2026-12-07", fromTime: "", to: "2026-12-13", toTime: "" },
    });
    expect(at("11:00")).not.to.have.property("afternoon");
    expect(at("23:10").rest).to.deep.include({ from: "2026-12-02", fromTime: "00:10" });
    const monday = presetsAt("Africa/Douala", new Date("2026-12-07T08:00:00Z"));
    expect(monday.nextWeek?.from).to.equal("2026-12-14");
  });

  it("asks for what the form shows, and again for what was removed", () => {
    const form = { ...emptyForm(business), ...at("09:00").afternoon, note: "  Dentist " };
    const request = requestOf(form);
    expect(request).to.deep.equal({
      people: ["petra"],
      from: "2026-12-01",
      fromTime: "12:00",
      to: "2026-12-01",
      reason: "off",
      note: "Dentist",
    });
    const made = {
      ...asBlock(business, request),
      reason: request.reason,
      note: "Dentist",
      heldDays: 1,
      leftDays: 0,
    };
    expect(requestAgain(made)).to.deep.equal(request);
    expect(requestOf({ ...form, who: "*", to: "" })).to.deep.include({ to: "2026-12-01" });
    expect(requestOf({ ...form, who: "*" })).not.to.have.property("people");
  });

  it("opens for whoever it was the last time, unless they have left", () => {
    keepWho("solange");
    expect(emptyForm(business).who).to.equal("solange");
    keepWho("nobody");
    expect(emptyForm(business).who).to.equal("petra");
    keepWho("*");
    expect(emptyForm(business).who).to.equal("*");
  });

  it("says who and when in words", () => {
    const day = { from: "2026-12-01", fromTime: "00:00", to: "2026-12-01", toTime: "24:00" };
    const all = business.staff.map(({ id }) => id);
    const said = (changes: object, people = ["petra"]) =>
      languages.map((language) =>
        plain(blockText(business, { ...day, ...changes, people }, language)),
      );
    expect(said({})).to.deep.equal([
      "Petra: Tuesday 1 December, all day",
      "Petra : mardi 1er décembre, toute la journée",
    ]);
    expect(said({ fromTime: "12:30" }, all)).to.deep.equal([
      "Everybody: Tuesday 1 December, from 12:30 to the end of the day",
      "Toute l’équipe : mardi 1er décembre, de 12 h 30 à la fin de la journée",
    ]);
    expect(said({ toTime: "10:00" })[1]).to.equal("Petra : mardi 1er décembre, jusqu’à 10 h");
    expect(said({ fromTime: "09:00", toTime: "10:00" })[0]).to.equal(
      "Petra: Tuesday 1 December, 09:00 to 10:00",
    );
    expect(said({ to: "2026-12-04", fromTime: "14:00" }, ["petra", "gone"])).to.deep.equal([
      "Petra, gone: Tuesday 1 December, 14:00 to Friday 4 December",
      "Petra, gone : du mardi 1er décembre à 14 h au vendredi 4 décembre",
    ]);
  });
});
