import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { settingsFile } from "../../scripts/deploy/settings-file";
import { expectAccountAsInState } from "./account";
import { DeployCommand } from "./deploy-command";
import { Engine, settingsOf, succeeded } from "./engine";

const stack = "try-state";
const settings = settingsOf("dev");

/** The rehearsals of docs/runbooks/state-lost.md and docs/runbooks/two-deployments.md. */
describe("The state of a stack", () => {
  let engine: Engine;
  let command: DeployCommand;
  before(async () => {
    engine = await Engine.start(settings, stack);
    await engine.up();
    command = await DeployCommand.start(engine);
  });
  after(() => {
    command.stop();
    engine.remove();
  });

  it("that was lost comes back from its last version, and nothing differs", async () => {
    const version = readFileSync(engine.stateFile);
    rmSync(engine.stateFile);
    const lost = await command.run(["outputs", stack]);
    expect(lost.status).to.equal(1);
    expect(lost.output).to.match(/There is no stack try-state in this backend/);
    writeFileSync(engine.stateFile, version);
    await engine.expectNoChanges();
  });

  it("that was lost comes back from an export, and nothing differs", async () => {
    const file = join(dirname(engine.settingsFile), "exported.json");
    succeeded(await engine.run(["stack", "export", "--file", file]));
    rmSync(engine.stateFile);
    // As another machine would: the settings file, and with it the key of the secrets, is in git.
    const kept = readFileSync(engine.settingsFile, "utf8");
    succeeded(await engine.run(["stack", "init", stack]));
    writeFileSync(engine.settingsFile, kept);
    succeeded(await engine.run(["stack", "import", "--file", file]));
    await engine.expectNoChanges();
    expectAccountAsInState(engine);
  });

  it("is locked while a deployment runs: a second one is refused, and the first one ends well", async () => {
    engine.configure({ ...settings, "shopfront:logRetentionDays": 60 });
    const first = engine.run(["up", "--yes", "--skip-preview"]);
    await locked(engine);
    const second = await engine.run(["up", "--yes", "--skip-preview"]);
    expect(second.status).to.not.equal(0);
    expect(second.output).to.match(/currently locked by 1 lock/);
    expect(second.deeds.length).to.be.below(47);
    succeeded(await first);
    expectAccountAsInState(engine);
  });

  it("whose deployment was killed is locked and then half done, with the way out of each", async () => {
    engine.configure({ ...settings, "shopfront:logRetentionDays": 120 });
    await command.killed(["up", "--yes", "--skip-preview"], 5);
    const refused = await command.run([stack, "--yes", "--no-smoke"]);
    expect(refused.status).to.equal(1);
    expect(refused.output).to.match(
      /(is locked: another deployment of it is running, or one was cut off)|(was cut off while it changed)/,
    );
    succeeded(await engine.run(["cancel", "--yes"]));
    succeeded(await engine.run(["refresh", "--yes", "--skip-preview"]));
    const { status, output } = await command.run([stack, "--yes", "--no-smoke"]);
    expect(status, output).to.equal(0);
    await engine.expectNoChanges();
    expectAccountAsInState(engine);
  });

  it("of an ephemeral stack goes with the stack once its time is up, and not before", async () => {
    const early = await command.run([stack, "--yes", "--no-smoke", "--ttl", "1h"]);
    expect(early.output).to.match(/^try-state may be swept away after 20\d\d-/m);
    const kept = await command.run(["--sweep", "--yes"]);
    expect(kept.output).to.include("1 ephemeral stack, 0 of them past the time.");
    expect(kept.deeds).to.deep.equal([]);

    succeeded(
      await engine.run(["stack", "tag", "set", "shopfront:expires", "2026-01-01T00:00:00Z"]),
    );
    // On a CI runner the settings were never written.
    const swept = await command.run(["--sweep", "--yes"], { settings: "none" });
    expect(swept.status, swept.output).to.equal(0);
    expect(swept.output).to.include("try-state is gone.");
    expect([engine.stateFile, settingsFile(stack)].filter(existsSync)).to.deep.equal([]);
  });
});

/** Waits until a deployment has taken the lock. */
async function locked(engine: Engine): Promise<void> {
  const folder = join(dirname(engine.settingsFile), ".pulumi/locks");
  const isThere = () =>
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith(".json"));
  while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
}
