import { readFileSync } from "node:fs";
import { expect } from "chai";
import { deployed } from "./deployed";
import { type Engine, succeeded } from "./engine";
import { secretMarker } from "./provider/values";

describe("A secret", () => {
  let engine: Engine;
  before(async () => {
    engine = await deployed();
  });
  after(() => engine.remove());

  it("that AWS makes is nowhere in the state in plain text", () => {
    expect(placesOf(secretMarker, engine)).to.deep.equal([]);
    const given = JSON.stringify(engine.deeds());
    expect(given.split(secretMarker).length, "secrets in the account").to.be.above(4);
  });

  it("keeps no output of the stack from being read that is none itself", async () => {
    const outputs = await engine.outputs();
    expect(Object.entries(outputs).filter(([, value]) => value === "[secret]")).to.deep.equal([]);
    expect(JSON.stringify(outputs)).to.not.include(secretMarker);
    expect(outputs.dnsRecords).to.have.property("records").with.lengthOf(5);
  });

  it("among the settings is one in the state too, and reaches AWS as it is", async () => {
    const email = "nobody-is-to-read-this@example.com";
    const copy = engine.copy();
    succeeded(await copy.run(["config", "set", "--secret", "shopfront:alertEmail", email]));
    expect(readFileSync(copy.settingsFile, "utf8")).to.not.include(email);
    const { deeds } = await copy.up();
    expect(deeds.map(({ name, inputs }) => [name, inputs.endpoint])).to.have.deep.members([
      ["alerts-critical-email", email],
      ["alerts-edge-email", email],
      ["alerts-warning-email", email],
    ]);
    expect(placesOf(email, copy)).to.deep.equal([]);
    expect(copy.stateText()).to.not.include(email);
    copy.remove();
  });
});

/** The resources and properties of the state in which a text stands. */
function placesOf(text: string, engine: Engine): string[] {
  return engine.resources().flatMap(({ urn, inputs = {}, outputs = {} }) =>
    Object.entries({ inputs, outputs }).flatMap(([side, properties]) =>
      Object.entries(properties)
        .filter(([, value]) => JSON.stringify(value)?.includes(text))
        .map(([property]) => `${urn.split("::").at(-1)} ${side}.${property}`),
    ),
  );
}
