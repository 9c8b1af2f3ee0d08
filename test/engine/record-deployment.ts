// Writes docs/deploying-recorded.md: npx tsx test/engine/record-deployment.ts, with pulumi on the PATH.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../scripts/shop";
import { DeployCommand } from "./deploy-command";
import { Engine, settingsOf, succeeded } from "./engine";

const stack = "pr-123";

/** What a person would type, and what is told of it. */
const runs: readonly { readonly told: string; readonly words: string }[] = [
  {
    told: "A stack for a pull request, from nothing:",
    words: `${stack} --ttl 3d --yes --no-smoke`,
  },
  { told: "The same again:", words: `preview ${stack}` },
  { told: "What it exports:", words: `outputs ${stack}` },
  { told: "And away with it:", words: `destroy ${stack} --yes` },
];

async function main(): Promise<void> {
  const engine = await Engine.start(settingsOf("dev"), stack);
  // The command makes it itself.
  succeeded(await engine.run(["stack", "rm", "--yes"]));
  const command = await DeployCommand.start(engine);
  const parts = [
    "# A deployment, recorded",
    "What `npm run deploy` prints, under the real Pulumi engine and with the tests' stand-in for the AWS provider, so that no account was",
    "changed and no site can be asked: the smoke test is left out. `npx tsx test/engine/record-deployment.ts` writes this page.",
  ];
  try {
    for (const { told, words } of runs) {
      const began = Date.now();
      const { output, status } = await command.run(words.split(" "), { settings: "own" });
      const seconds = Math.round((Date.now() - began) / 1000);
      if (status !== 0) throw new Error(output);
      const text = output.trim().replaceAll(`${projectFolder}/`, "");
      parts.push(
        `\n${told}\n\n\`\`\`text\n$ npm run deploy -- ${words}\n${text}\n\`\`\`\n\n${seconds} seconds.`,
      );
    }
  } finally {
    command.stop();
    engine.remove();
  }
  writeFileSync(join(projectFolder, "docs/deploying-recorded.md"), `${tidy(parts)}\n`);
}

function tidy([title, ...rest]: readonly string[]): string {
  return `${title}\n\n${rest.join("\n")}`;
}

void main();
