import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { transformSync } from "esbuild";
import { sentenceOf } from "../src/command/mistake";
import { StageError } from "../src/log";

const folder = "/programs/site";

describe("what the command says of a mistake", () => {
  it("is where a file cannot be read, and no more", () => {
    let slip: unknown;
    try {
      const sourcefile = join(folder, "settings.ts");
      transformSync('const name = {\n  en: "a" fr };', { loader: "ts", sourcefile });
    } catch (error) {
      slip = error;
    }
    expect(sentenceOf(slip, folder)).to.equal(
      'settings.ts, line 2, column 11: Expected "}" but found "fr"',
    );
  });

  it("is the sentence of a setting or of an option, and nothing for a bug", () => {
    expect(sentenceOf(new StageError("PORT is taken."), folder)).to.equal("PORT is taken.");
    expect(sentenceOf(new Error("site:dns is wrong."), folder)).to.equal("site:dns is wrong.");
    expect(sentenceOf(new pulumi.RunError("site:dns is wrong."), folder)).to.equal(
      "site:dns is wrong.",
    );
    expect(sentenceOf(new TypeError("x is undefined"), folder)).to.equal(undefined);
    expect(sentenceOf("thrown text", folder)).to.equal(undefined);
  });
});
