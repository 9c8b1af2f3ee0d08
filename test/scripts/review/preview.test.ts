import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { enginePreview } from "../../../scripts/review/programs/engine-preview";
import { resourceChanges } from "../../../scripts/review/resources/resource-changes";
import { review } from "../../../scripts/review/review";
import { previewSection } from "../../../scripts/review/sections/preview";
import { Repository } from "./repository";
import { declared, types, urnOf } from "./snapshots";

/** Puts a program called pulumi first on the PATH while something is done. */
async function withPulumi<Value>(script: string, run: () => Promise<Value>): Promise<Value> {
  const bin = mkdtempSync(join(tmpdir(), "shopfront-bin-"));
  writeFileSync(join(bin, "pulumi"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "pulumi"), 0o755);
  const { PATH } = process.env;
  process.env.PATH = `${bin}${delimiter}${PATH}`;
  try {
    return await run();
  } finally {
    process.env.PATH = PATH;
    rmSync(bin, { recursive: true });
  }
}

const printing = (value: object) => `cat <<'END'\n${JSON.stringify(value)}\nEND`;

describe("npm run review --preview", () => {
  it("refuses to begin without an engine, or with one that is too old", async () => {
    const repository = new Repository({ "index.ts": "" }, {});
    const asked = { base: "base", stacks: ["dev"], preview: true };
    for (const script of ["exit 1", "echo v3.100.0"]) {
      const message = await withPulumi(script, () =>
        review(repository.folder, asked).then(String, (error: Error) => error.message),
      );
      expect(message).to.equal("--preview needs the Pulumi CLI, 3.248 or newer, on the PATH.");
    }
    repository.remove();
  });

  it("points out where the engine and the review differ, and nothing else", async () => {
    const step = (op: string, type: string, name: string, replaceReasons?: string[]) => ({
      op,
      urn: urnOf(type, name),
      ...(replaceReasons && { replaceReasons }),
    });
    const output = {
      steps: [
        step("same", types.topic, "same"),
        step("update", types.function, "book"),
        step("replace", types.table, "users", ["hashKey"]),
        step("create-replacement", types.table, "users", ["hashKey"]),
        step("delete-replaced", types.table, "users"),
        step("create", types.topic, "drifted"),
        step("delete", types.object, "style"),
        step("update", "shopfront:infra:Site", "site"),
      ],
    };
    const table = (name: string, billingMode: string) =>
      declared(types.table, name, { billingMode });
    const code = (timeout: number) => declared(types.function, "book", { timeout });
    const style = declared(types.object, "style", {}, { options: { retainOnDelete: true } });
    const changes = resourceChanges(
      [table("users", "A"), table("slots", "A"), code(1), style],
      [table("users", "B"), table("slots", "B"), code(2)],
    );
    const preview = await withPulumi(printing(output), () => enginePreview(tmpdir(), "dev"));
    const { title, warnings, lines } = previewSection(preview, changes);
    expect(title).to.equal("Preview by the engine: 4 resources, 3 differences from this review");
    expect(warnings.map(({ text }) => text)).to.deep.equal([
      "**The engine replaces `users`** because of `hashKey`.",
    ]);
    expect(lines.slice(1).map(({ text }) => text)).to.deep.equal([
      "- `users`: by the engine **replaced** because of `hashKey`, by this review **changed**.",
      "- `drifted`: by the engine **created**, by this review unchanged.",
      "- `slots`: by the engine unchanged, by this review **changed**.",
    ]);
  });

  it("says why there is no preview", async () => {
    const script = 'echo "error: no stack named dev found" >&2; exit 255';
    const preview = await withPulumi(script, () => enginePreview(tmpdir(), "dev"));
    expect(previewSection(preview, []).warnings.map(({ text }) => text)).to.deep.equal([
      "The engine has no preview: `error: no stack named dev found`",
    ]);
    const failed = { diagnostics: [{ severity: "error", message: "Set shopfront:domain.\n" }] };
    const refused = await withPulumi(`${printing(failed)}\nexit 1`, () =>
      enginePreview(tmpdir(), "x"),
    );
    expect(refused).to.deep.equal({ problem: "Set shopfront:domain." });
  });
});
