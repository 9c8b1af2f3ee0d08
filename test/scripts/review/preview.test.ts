import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import type { CliSources } from "../../../scripts/deploy/engine/pulumi-cli";
import { engineCli } from "../../../scripts/engine-cli";
import { type EnginePreview, enginePreview } from "../../../scripts/review/programs/engine-preview";
import { resourceChanges } from "../../../scripts/review/resources/resource-changes";
import { review } from "../../../scripts/review/review";
import { previewSection } from "../../../scripts/review/sections/preview";
import { Repository } from "./repository";
import { declared, types, urnOf } from "./snapshots";

/** What a CLI gives whose commands are that script. */
async function previewBy(script: string): Promise<EnginePreview> {
  const bin = mkdtempSync(join(tmpdir(), "shopfront-bin-"));
  writeFileSync(
    join(bin, "pulumi"),
    `#!/bin/sh\n[ "$1" = version ] && echo v3.248.0 && exit\n${script}\n`,
  );
  chmodSync(join(bin, "pulumi"), 0o755);
  const { PATH } = process.env;
  process.env.PATH = `${bin}${delimiter}${PATH}`;
  try {
    return await enginePreview(await engineCli("--preview", false), tmpdir(), "dev");
  } finally {
    process.env.PATH = PATH;
    rmSync(bin, { recursive: true });
  }
}

const printing = (value: object) => `cat <<'END'\n${JSON.stringify(value)}\nEND`;

describe("npm run review --preview", () => {
  it("refuses to begin without an engine, or with one that is too old, and installs none", async () => {
    const repository = new Repository({ "index.ts": "" }, {});
    const asked = { base: "base", stacks: ["dev"], preview: true };
    for (const [version, here] of [
      [undefined, "there is none here"],
      ["3.100.0", "only pulumi 3.100.0 is here"],
    ]) {
      const sources: CliSources = {
        async get(options) {
          if (version === undefined || options) throw new Error("spawn pulumi ENOENT");
          return { version: { major: 3, minor: 100, toString: () => version } } as never;
        },
        install: () => expect.fail("It was installed."),
      };
      const message = await review(repository.folder, asked, { sources }).then(
        String,
        (error: Error) => error.message,
      );
      expect(message).to.match(
        new RegExp(`^--preview needs the Pulumi CLI 3.248 or newer, and ${here}\\.`),
      );
    }
    repository.remove();
  });

  it("takes the project's own CLI where there is none on the PATH", async () => {
    const own = { version: { major: 3, minor: 248 } };
    const found = await engineCli("--preview", false, {
      async get(options) {
        if (!options?.root.endsWith(".pulumi-cli")) throw new Error("spawn pulumi ENOENT");
        return own as never;
      },
      install: () => expect.fail("It was installed."),
    });
    expect(found).to.equal(own);
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
    const preview = await previewBy(printing(output));
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
    const preview = await previewBy(script);
    expect(previewSection(preview, []).warnings.map(({ text }) => text)).to.deep.equal([
      "The engine has no preview: `error: no stack named dev found`",
    ]);
    const failed = { diagnostics: [{ severity: "error", message: "Set shopfront:domain.\n" }] };
    const refused = await previewBy(`${printing(failed)}\nexit 1`);
    expect(refused).to.deep.equal({ problem: "Set shopfront:domain." });
  });
});
