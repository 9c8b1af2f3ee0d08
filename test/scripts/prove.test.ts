import { expect } from "chai";
import { proveQuestion } from "../../scripts/prove";
import { around, openHistory } from "../support/prove/history";
import type { Proof } from "../support/prove/prove";
import { proofTable, total } from "../support/prove/table";

describe("npm run prove", () => {
  it("shares the operations among its seeds", () => {
    const question = proveQuestion(["--seeds", "20", "--operations", "10000"]);
    expect(question.seeds).to.have.length(20).and.include.members([1, 20]);
    expect(question).to.include({ operations: 500, clients: 16, help: false });
  });

  it("runs one seed again with all the operations", () => {
    const question = proveQuestion(["--seed", "7", "--operations", "500"]);
    expect(question.seeds).to.deep.equal([7]);
    expect(question.operations).to.equal(500);
  });

  const mistakes: [args: string[], sentence: string][] = [
    [["--seeds", "0"], '--seeds is "0"; it must be a whole number from 1 to 1000.'],
    [
      ["--operations", "many"],
      '--operations is "many"; it must be a whole number from 1 to 10000000.',
    ],
    [["--clients", "1.5"], '--clients is "1.5"; it must be a whole number from 1 to 100.'],
    [["--seed=-1"], '--seed is "-1"; it must be a whole number from 1 to 1000000.'],
    [
      ["--seeds", "20", "--operations", "10"],
      "--operations is 10; it must be at least --seeds, which is 20.",
    ],
  ];
  for (const [args, sentence] of mistakes) {
    it(`refuses ${args.join(" ")} with a sentence`, () => {
      expect(() => proveQuestion(args)).to.throw(sentence);
    });
  }

  it("names the stores that it can break", () => {
    expect(() => proveQuestion(["--broken", "x"])).to.throw(
      /^--broken is "x"; it must be one of ledger-condition, .+\.$/,
    );
    expect(proveQuestion(["--broken", "release-takes"]).broken).to.equal("release-takes");
  });

  it("refuses an option that it does not know", () => {
    expect(() => proveQuestion(["--sedes", "2"])).to.throw(/Unknown option '--sedes'/);
  });

  it("adds up the figures of its seeds", () => {
    const proof: Proof = {
      operations: 10,
      answers: new Map([["200", 12]]),
      unknown: 1,
      calls: 40,
      faults: new Map([["lost", 3]]),
      kills: { engine: 1, functions: 2 },
      bookings: 5,
      overlaps: 0,
      seconds: 1.5,
      violations: [{ sentence: "a review is lost", around: [] }],
    };
    const rows = proofTable(total([proof, proof]), 2).split("\n");
    expect(rows.map((row) => row.replace(/ {2,}/, ": "))).to.deep.equal([
      "seeds: 2",
      "operations: 20",
      "requests sent: 24",
      "answers by status: 200: 24",
      "outcome unknown: 2",
      "calls to tables: 80",
      "faults: 6 (lost: 6)",
      "kills: engine: 2, functions: 4",
      "bookings stored: 10",
      "overlaps: 0",
      "violations: 2",
      "duration: 3.0 s",
    ]);
  });

  it("tells what was asked of the thing that a violation names, unanswered copies included", async () => {
    const history = openHistory();
    const id = "7c6f1f0e-95b4-4a3c-8f3a-0d8a1f5b2c11";
    const about = { client: "Client b a", key: "k1" };
    history.follow(
      { ...about, line: `POST /booking/${id}/cancel` },
      Promise.resolve({ status: 200, text: "{}" }),
    );
    history.follow(
      { ...about, line: `POST /booking/${id}/cancel` },
      Promise.reject(new Error("killed")),
    );
    history.follow({ ...about, line: "GET /count" }, Promise.resolve({ status: 200, text: "" }));
    await new Promise((done) => setTimeout(done, 5));
    history.accuse(`the booking ${id} is lost`);
    const told = around(history, history.wrong[0] as (typeof history.wrong)[number]);
    expect(told).to.have.length(2);
    expect(told[0]).to.match(/Client b a: POST .+ \[k1\] → 200/);
    expect(told[1]).to.match(/→ unknown$/);
    expect([...history.answers.keys()]).to.have.members([
      "POST /booking/{id}/cancel 200",
      "GET /count 200",
      "POST /booking/{id}/cancel lost",
    ]);
  });
});
