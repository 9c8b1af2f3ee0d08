import { expect } from "chai";
import { settings } from "./deployed";
import { Engine } from "./engine";

describe("A setting that is refused", () => {
  it("ends a preview with its sentence, and with no stack below it", async () => {
    const engine = await Engine.start({ ...settings, "shopfront:dns": "elsewhere" });
    const { status, output } = await engine.run(["preview"]);
    engine.remove();
    expect(status).to.not.equal(0);
    expect(output).to.include(
      'shopfront:dns is "elsewhere" but must be one of none, route53, external.',
    );
    expect(output).to.not.match(/unhandled|^ *at /im);
  });

  it("is one that was kept as a secret, where it could not stay one", async () => {
    const engine = await Engine.start(settings);
    await engine.run(["config", "set", "--secret", "shopfront:canaryPercent", "10"]);
    const { status, output } = await engine.run(["preview"]);
    engine.remove();
    expect(status).to.not.equal(0);
    expect(output).to.include("set it again without --secret.");
  });
});
