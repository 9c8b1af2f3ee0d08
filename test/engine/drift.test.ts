import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { drifts } from "../../scripts/drift/drift";
import { driftReport } from "../../scripts/drift/report";
import { deployed } from "./deployed";
import { type Engine, succeeded } from "./engine";

describe("The drift of a deployed stack", () => {
  let engine: Engine;
  const folder = mkdtempSync(join(tmpdir(), "shopfront-drift-"));
  const look = async () => {
    const log = join(folder, `${Math.random()}`);
    succeeded(await engine.run(["refresh", "--preview-only", "--event-log", log]));
    return drifts(readFileSync(log, "utf8"));
  };

  before(async () => {
    // Only with it the CLI knows --event-log, as the Automation API knows.
    process.env.PULUMI_DEBUG_COMMANDS = "true";
    engine = await deployed();
  });
  after(() => {
    delete process.env.PULUMI_DEBUG_COMMANDS;
    engine?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is none right after a deployment", async () => {
    expect(await look()).to.deep.equal([]);
  });

  it("is what somebody deleted by hand, and looking changes no state", async () => {
    const lost = engine.deeds().find(({ name }) => name === "api-gateway-access-log");
    engine.meddle({ ...(lost as NonNullable<typeof lost>), deed: "delete" });
    const state = engine.stateText();
    const found = driftReport("dev", await look());
    expect(found).to.include("1 resource not as deployed");
    expect(found).to.include(
      "- `api-gateway-access-log` (`aws:cloudwatch/logGroup:LogGroup`) is gone",
    );
    expect(engine.stateText()).to.equal(state);
  });
});
