import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { deployQuestion } from "../../scripts/deploy/question";

const docs = join(__dirname, "../../docs");
const commands = ["../README.md", "deploying.md", "deploying-recorded.md"].flatMap((page) =>
  [...readFileSync(join(docs, page), "utf8").matchAll(/npm run deploy -- ([^`\n#]+)/g)].map(
    ([, words = ""]) => ({ page, words: words.trim() }),
  ),
);

describe("the commands that the docs name", () => {
  it("are all there", () => {
    expect(commands.length).to.be.above(8);
  });

  for (const { page, words } of commands) {
    it(`are understood: npm run deploy -- ${words} (${page})`, () => {
      const filledIn = words.replace(/<(stage|stack)>/g, "dev");
      expect(deployQuestion(filledIn.split(/\s+/)).verb).to.be.a("string");
    });
  }
});
