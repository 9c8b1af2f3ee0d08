import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { deployStack } from "../../scripts/deploy/deploy-stack";
import { deployQuestion } from "../../scripts/deploy/question";
import type { Terminal } from "../../scripts/deploy/terminal";
import { keepVariables } from "../support/variables";
import { expectAccountAsInState } from "./account";
import { DeployCommand } from "./deploy-command";
import { Engine, settingsOf, succeeded } from "./engine";
import { secretMarker } from "./provider/values";

const stack = "try-engine";
const settings = settingsOf("dev");

/** Steps of one stack's life, in their order. */
describe("npm run deploy under the real engine", () => {
  let engine: Engine;
  let command: DeployCommand;
  before(async () => {
    engine = await Engine.start(settings, stack);
    command = await DeployCommand.start(engine);
  });
  after(() => {
    command.stop();
    engine.remove();
  });

  it("changes nothing of a locked stack, and says how to free it", async () => {
    const folder = join(
      dirname(engine.settingsFile),
      ".pulumi/locks/organization/shopfront",
      stack,
    );
    mkdirSync(folder, { recursive: true });
    const lock = { pid: 1, username: "somebody", hostname: "elsewhere", timestamp: new Date() };
    writeFileSync(join(folder, "of-another-machine.json"), JSON.stringify(lock));
    const { status, output, deeds } = await command.run([stack, "--yes", "--no-smoke"]);
    rmSync(folder, { recursive: true });
    expect(status).to.equal(1);
    expect(output).to.match(
      /^Stack try-engine is locked: .*run "pulumi cancel --stack try-engine"/m,
    );
    expect(deeds).to.deep.equal([]);
  });

  it("makes no lasting stack that is missing for a mere yes: its state may be lost", async () => {
    const { status, output } = await command.run(["dev", "--yes", "--no-smoke"], {
      settings: "own",
    });
    expect(status).to.equal(1);
    expect(output).to.match(
      /^There is no stack dev in the backend file:\/\/.*--create makes it.*state is lost/m,
    );
    expect(existsSync(join(dirname(engine.stateFile), "dev.json"))).to.equal(false);
  });

  it("deploys a stack by the plan that it showed, and says where and what it costs", async () => {
    const { status, output, deeds } = await command.run([stack, "--yes", "--no-smoke"]);
    expect(status, output).to.equal(0);
    expect(output).to.include(`Stack ${stack} in account 123456789012, region ca-central-1, as `);
    expect(output).to.match(/^Policy: \d+ rules: .* 0 unexplained/m);
    expect(output).to.match(/^Bill: \$[\d.]+ per month before tax, with 10,000 visitors/m);
    const [, count] = /^(\d+) to create; 0 unchanged\.$/m.exec(output) ?? [];
    // The provider itself is no deed.
    expect(Number(count)).to.equal(deeds.length + 1);
    expect(output).to.include(`${count} of ${count} done.`);
    expect(output).to.match(/created {2}aws:dynamodb\/table:Table data-bookings$/m);
    expect(output).to.match(/^siteUrl +https:/m);
    expect(output).to.include("set shopfront:alertEmail");
    expect(output).to.include("The smoke test was left out");
    expectAccountAsInState(engine);
  });

  it("leaves nothing for pulumi preview to change", () => engine.expectNoChanges());

  it("has nothing to change itself after pulumi up", async () => {
    engine.configure({ ...settings, "shopfront:slowApiMs": 500 });
    await engine.up();
    const { status, output } = await command.run(["preview", stack]);
    expect(status, output).to.equal(0);
    expect(output).to.include("Nothing changes.");
  });

  it("shows the outputs", async () => {
    const { status, output } = await command.run(["outputs", stack]);
    expect(status, output).to.equal(0);
    expect(output).to.match(/^tables\n(?: {2}.*\n)* {2}bookings: data-bookings-/m);
  });

  it("changes nothing without an answer, where nobody can give one", async () => {
    engine.configure({ ...settings, "shopfront:slowApiMs": 600 });
    const { status, output, deeds } = await command.run([stack, "--no-smoke"]);
    expect(status).to.equal(1);
    expect(output).to.match(
      /^ {2}update +aws:cloudwatch\/metricAlarm:MetricAlarm alerts-slow-api/m,
    );
    expect(output).to.match(/There is nobody to ask here: answer with --yes\.$/m);
    expect(deeds).to.deep.equal([]);
  });

  it("refuses to replace an identity, unless its URN is allowed", async () => {
    engine.configure({ ...settings, "shopfront:mailFrom": "noreply@other.example" });
    const refused = await command.run([stack, "--yes", "--no-smoke"]);
    expect(refused.status).to.equal(1);
    expect(refused.output).to.match(
      /replace +aws:sesv2\/emailIdentity:EmailIdentity mail-identity/,
    );
    expect(refused.deeds).to.deep.equal([]);
    const urn = /--allow '([^']+)'/.exec(refused.output)?.[1] as string;
    const allowed = await command.run(["preview", stack, "--allow", urn]);
    expect(allowed.status, allowed.output).to.equal(0);
  });

  it("applies a plan that was kept, and refuses it once something else would be done", async () => {
    const plan = join(dirname(engine.settingsFile), "plan.json");
    engine.configure({ ...settings, "shopfront:slowApiMs": 650 });
    const kept = await command.run(["preview", stack, "--save-plan", plan]);
    expect(kept.status, kept.output).to.equal(0);
    engine.configure({ ...settings, "shopfront:slowApiMs": 675 });
    const refused = await command.run([stack, "--yes", "--no-smoke", "--plan", plan]);
    expect(refused.status).to.equal(1);
    expect(refused.output).to.match(/is no longer what was shown/);
    expect(refused.deeds).to.deep.equal([]);
    engine.configure({ ...settings, "shopfront:slowApiMs": 650 });
    const applied = await command.run([stack, "--yes", "--no-smoke", "--plan", plan]);
    expect(applied.status, applied.output).to.equal(0);
    expect(applied.deeds.map(({ name }) => name)).to.deep.equal(["alerts-slow-api"]);
  });

  it("refuses what the plan does not hold, and leaves the state as it was", async () => {
    engine.configure({ ...settings, "shopfront:slowApiMs": 700 });
    command.takeSettings();
    const before = [engine.stateText(), engine.deeds().length];
    const lines: string[] = [];
    const terminal: Terminal = {
      isInteractive: false,
      print: (line = "") => lines.push(line),
      write: () => undefined,
      async confirm() {
        engine.configure({
          ...settings,
          "shopfront:slowApiMs": 700,
          "shopfront:logRetentionDays": 90,
        });
        command.takeSettings();
        return true;
      },
    };
    const problem = await withVariables(command.variables(), () =>
      deployStack(deployQuestion([stack, "--no-smoke"]), terminal).catch((error: Error) => error),
    );
    expect(lines.join("\n")).to.match(/^1 to update; \d{3} unchanged\.$/m);
    expect((problem as Error)?.message).to.match(/is no longer what was shown/);
    expect([engine.stateText(), engine.deeds().length]).to.deep.equal(before);
  });

  it("refuses another account than the stack's", async () => {
    engine.configure({ ...settings, "aws:allowedAccountIds": ["999999999999"] });
    const { status, output, deeds } = await command.run([stack, "--yes"]);
    expect(status).to.equal(1);
    expect(output).to.match(
      /^These credentials are of account 123456789012 .* 999999999999: sign in/,
    );
    expect(deeds).to.deep.equal([]);
  });

  it("ends cleanly on Ctrl-C, says how to go on, and goes on", async () => {
    engine.configure({ ...settings, "shopfront:logRetentionDays": 90 });
    const ended = await command.run([stack, "--yes", "--no-smoke"], { interruptAfter: 5 });
    expect(ended.status, ended.output).to.equal(1);
    expect(ended.output).to.match(/Ended early, as asked.*run the same command again/);
    expect(ended.deeds).to.have.lengthOf.at.least(5);
    expectAccountAsInState(engine);
    // How much was under way at that moment is the engine's matter; something was left.
    const { status, output, deeds } = await command.run([stack, "--yes", "--no-smoke"]);
    expect(status, output).to.equal(0);
    expect(deeds, "left by the first").to.not.be.empty;
    const names = [...ended.deeds, ...deeds].map(({ name }) => name);
    expect(new Set(names).size, "nothing twice").to.equal(names.length);
  });

  it("ends cleanly on two of them in a terminal, which would signal the engine as well", async function () {
    if (!isOnPath("script")) {
      console.log("    NOT RUN: the terminal is made by script(1), which is not on the PATH");
      return this.skip();
    }
    engine.configure({ ...settings, "shopfront:logRetentionDays": 60 });
    const ended = await command.run([stack, "--yes", "--no-smoke"], {
      interruptAfter: 5,
      terminal: true,
    });
    expect(ended.output).to.match(/Still ending; once more would leave the stack half done/);
    expect(ended.output).to.match(/Ended early, as asked.*run the same command again/);
    expectAccountAsInState(engine);
    const { status, output } = await command.run([stack, "--yes", "--no-smoke"]);
    expect(status, output).to.equal(0);
  });

  it("leaves no secret on the disk while it asks, nor anything once it is gone", async () => {
    engine.configure({ ...settings, "shopfront:slowApiMs": 800 });
    command.takeSettings();
    const folders = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith("shopfront-deploy-"));
    const before = folders();
    const files = () =>
      folders()
        .filter((name) => !before.includes(name))
        .flatMap((name) =>
          readdirSync(join(tmpdir(), name)).map((one) => join(tmpdir(), name, one)),
        );
    let left: string[] = [];
    const terminal: Terminal = {
      isInteractive: false,
      print: () => undefined,
      write: () => undefined,
      async confirm() {
        left = files();
        for (const file of left) {
          expect(readFileSync(file, "utf8"), file).to.not.include(secretMarker);
        }
        return false;
      },
    };
    await withVariables(command.variables(), () =>
      deployStack(deployQuestion([stack, "--no-smoke"]), terminal).catch(() => undefined),
    );
    expect(left.map((file) => basename(file))).to.deep.equal(["plan.json"]);
    expect(files()).to.deep.equal([]);
  });

  it("refuses credentials of another account than the one that the stack is in", async () => {
    const other = await DeployCommand.start(engine, "999999999999");
    const { status, output, deeds } = await other.run([stack, "--yes", "--no-smoke"]);
    const destroyed = await other.run(["destroy", stack, "--yes"]);
    other.stop();
    expect([status, destroyed.status]).to.deep.equal([1, 1]);
    for (const said of [output, destroyed.output]) {
      expect(said).to.match(/^Stack try-engine is in account 123456789012, .* of 999999999999/m);
    }
    expect([...deeds, ...destroyed.deeds]).to.deep.equal([]);
  });

  it("destroys nothing while anything is protected", async () => {
    const copy = engine.copy();
    const pool = copy.resources().find(({ urn }) => urn.endsWith("::admins-pool"))?.urn as string;
    succeeded(await copy.run(["state", "protect", pool, "--yes"]));
    const other = await DeployCommand.start(copy);
    const { status, output, deeds } = await other.run(["destroy", stack, "--yes"]);
    other.stop();
    copy.remove();
    expect(status).to.equal(1);
    expect(output).to.match(/is protected, so nothing was destroyed: admins-pool\. .*protectData/);
    expect(deeds).to.deep.equal([]);
  });

  it("destroys the stack after a preview", async () => {
    const { status, output } = await command.run(["destroy", stack, "--yes"]);
    expect(status, output).to.equal(0);
    expect(output).to.match(/^\d+ to delete; 0 unchanged\.$/m);
    expect(output).to.include(`${stack} is gone.`);
  });
});

function isOnPath(program: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}

async function withVariables<Result>(variables: NodeJS.ProcessEnv, run: () => Promise<Result>) {
  const restore = keepVariables();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    return await run();
  } finally {
    restore();
  }
}
