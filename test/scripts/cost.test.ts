import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { expect } from "chai";
import { costQuestion } from "../../scripts/cost";

describe("npm run cost", () => {
  it("asks for the visitors, and takes a stage, bookings and settings", () => {
    const args = ["--visitors", "10000", "--stage", "dev", "--bookings", "40", "--json"];
    expect(costQuestion([...args, "--config", "shopfront:firewall=true"])).to.deep.equal({
      visitors: 10_000,
      bookings: 40,
      stage: "dev",
      config: { "shopfront:firewall": "true" },
      json: true,
    });
    expect(costQuestion(["--visitors", "0"])).to.deep.equal({
      visitors: 0,
      stage: "prod",
      config: {},
      json: false,
    });
  });

  const mistakes: [string, string[], RegExp][] = [
    ["no visitors", [], /State the monthly visitors: npm run cost -- --visitors 10000/],
    ["words", ["--visitors", "many"], /--visitors is "many"; it must be a whole number per month/],
    ["a fraction", ["--visitors", "1.5"], /--visitors is "1.5"; it must be/],
    ["bad bookings", ["--visitors", "1", "--bookings", "x"], /--bookings is "x"; it must be/],
    [
      "a bad setting",
      ["--visitors", "1", "--config", "firewall"],
      /--config is "firewall"; it must be/,
    ],
    ["an unknown option", ["--visitors", "1", "--month", "5"], /Unknown option '--month'/],
  ];
  for (const [mistake, args, sentence] of mistakes) {
    it(`refuses ${mistake} with a sentence that names the option`, () => {
      expect(() => costQuestion(args)).to.throw(sentence);
    });
  }

  it("ends with an error for a stage that is none, and prints no table", async function () {
    this.timeout(30_000);
    const script = resolve(__dirname, "../../scripts/cost.ts");
    const args = ["--require", "tsx/cjs", script, "--visitors", "10", "--stage", "mars"];
    const { code, out, err } = await new Promise<{ code: unknown; out: string; err: string }>(
      (done) =>
        execFile(process.execPath, args, (error, out, err) =>
          done({ code: error?.code ?? 0, out, err }),
        ),
    );
    expect(code).to.equal(1);
    expect(out).to.equal("");
    expect(err.trim()).to.equal(
      'There is no Pulumi.mars.yaml: "mars" is not a stage of this project.',
    );
  });
});
