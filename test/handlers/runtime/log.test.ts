import { expect } from "chai";
import { log } from "../../../handlers/runtime/log";

describe("the log", () => {
  const { error } = console;
  let lines: Record<string, string>[];
  beforeEach(() => {
    lines = [];
    console.error = (line) => lines.push(line);
  });
  afterEach(() => {
    console.error = error;
  });

  /** What services and the runtime say of what they were given. */
  const sentences = [
    "Email address is not verified. The following identities failed the check in region CA-CENTRAL-1: awa@example.com, Awa Ngo <awa+visits@mail.example.co.uk>",
    "Invalid parameter: PhoneNumber Reason: +237651844664 is not valid to publish to",
    "Value '+237 6 51 84 46 64' at 'phoneNumber' failed to satisfy constraint",
    `Unexpected token 'a', "awa@example.com" is not valid JSON`,
    "User account already exists: awa@example",
  ];
  for (const sentence of sentences) {
    it(`holds no address and no number of: ${sentence.slice(0, 40)}`, () => {
      log.error({ event: "request.failed" }, new Error(sentence));
      log.error({ event: "request.failed" }, sentence);
      expect(lines).to.have.length(2);
      expect(JSON.stringify(lines)).not.to.match(/awa|@example|651|51 84/);
    });
  }

  it("says what failed and where", () => {
    const failed = new TypeError("No service 'cornrows' on 2026-11-23, at 10:00:00.");
    log.error({ event: "request.failed", path: "/booking" }, failed);
    expect(lines).to.deep.equal([
      {
        event: "request.failed",
        path: "/booking",
        error: "TypeError",
        message: failed.message,
        stack: failed.stack,
      },
    ]);
    expect(lines[0]?.stack).to.contain("log.test.ts");
  });

  it("takes a long word in its stride", () => {
    // An expression that tries each part of it anew would outlast the test's time by hours.
    log.error({ event: "request.failed" }, new Error("x".repeat(500_000)));
    expect(lines).to.have.length(1);
  });
});
