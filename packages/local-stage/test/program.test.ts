import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect } from "chai";
import { StageError } from "../src/log";
import { forgetProgram } from "../src/program/modules";
import { runProgram } from "../src/program/program";
import { stageSettings } from "../src/program/settings";
import { temporaryFolder } from "./fixtures";

describe("a program in a folder of its own", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  after(() => folder.remove());

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), text);
    }
  }
  before(() => {
    const packages = dirname(dirname(dirname(require.resolve("@pulumi/pulumi/package.json"))));
    symlinkSync(packages, join(folder.path, "node_modules"));
    write({
      "Pulumi.yaml":
        "name: small\nruntime:\n  name: nodejs\nmain: src/main.js\nconfig:\n  size: 3\n  colour:\n    default: red\n",
      "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  small:size: 4\n  list: [1, 2]\n",
      "Pulumi.secret.yaml": "config:\n  aws:region: eu-west-1\n  small:word:\n    secure: AAAB\n",
      "Pulumi.nowhere.yaml": "config: {}\n",
      "Pulumi.broken.yaml": "config:\n  a: [\n",
      "src/settings.js":
        'const pulumi = require("@pulumi/pulumi");\nconst config = new pulumi.Config();\nexports.colour = config.require("colour");\nexports.size = config.requireNumber("size");\n',
      "src/plain.js": "globalThis.loadedPlain = (globalThis.loadedPlain ?? 0) + 1;\n",
      "src/main.js":
        'const aws = require("@pulumi/aws");\nrequire("./plain");\nconst settings = require("./settings");\nnew aws.sqs.Queue(settings.colour, { delaySeconds: settings.size });\nmodule.exports = { folder: process.cwd(), project: require("@pulumi/pulumi").getProject(), stack: require("@pulumi/pulumi").getStack() };\n',
    });
  });

  const run = (settings: Readonly<Record<string, string>> = {}, stage = "dev") =>
    runProgram({ folder: folder.path, stage, settings });
  async function sentence(stage: string): Promise<string> {
    try {
      await run({}, stage);
    } catch (error) {
      expect(error).to.be.instanceOf(StageError);
      return (error as Error).message;
    }
    throw new Error("It ran.");
  }

  it("runs in its folder, under its own name, from what `main` says", async () => {
    const before = process.cwd();
    const graph = await run();
    expect(graph.exports).to.deep.equal({
      folder: realpathSync(folder.path),
      project: "small",
      stack: "dev",
    });
    expect(process.cwd()).to.equal(before);
    const queue = graph.only("aws:sqs/queue:Queue");
    expect(queue.urn).to.equal("urn:pulumi:dev::small::aws:sqs/queue:Queue::red");
    expect(queue.outputs.arn).to.equal("arn:aws:sqs:eu-west-1:000000000000:red");
  });

  it("takes something else for a setting that the stage keeps encrypted, and says so", () => {
    const sealed = "config:\n  small:colour:\n    secure: AAAB\n";
    const file = join(folder.path, "Pulumi.sealed.yaml");
    writeFileSync(file, sealed);
    const program = { folder: folder.path, stage: "sealed" };
    expect(() => stageSettings(program)).to.throw(
      "small:colour of Pulumi.sealed.yaml is encrypted",
    );
    const said: string[] = [];
    const tell = (sentence: string) => said.push(sentence);
    const encrypted = { "small:colour": "grey" };
    expect(stageSettings({ ...program, encrypted, tell })).to.include({ "small:colour": "grey" });
    expect(said).to.deep.equal([
      "The setting small:colour of Pulumi.sealed.yaml is encrypted: took grey instead.",
    ]);
  });

  it("has the settings of the project, of the stage and of the caller, the last ones first", async () => {
    expect(
      stageSettings({ folder: folder.path, stage: "dev", settings: { size: "5" } }),
    ).to.include({
      "small:size": "5",
      "small:colour": "red",
      "small:list": "[1,2]",
    });
    const { inputs } = (await run({ size: "7" })).only("aws:sqs/queue:Queue");
    expect(inputs.delaySeconds).to.equal(7);
  });

  it("reads its settings anew each time, and loads again only what may have read them", async () => {
    const cached = Object.keys(require.cache);
    const stage = cached.filter((file) => /local-stage\/src\//.test(file));
    const kept = new Map(stage.map((file) => [file, require.cache[file]]));
    const sdk = require("@pulumi/pulumi");
    expect((await run({ colour: "blue" })).only("aws:sqs/queue:Queue").name).to.equal("blue");
    expect((await run({ colour: "green" })).only("aws:sqs/queue:Queue").name).to.equal("green");
    for (const [file, module] of kept) expect(require.cache[file], file).to.equal(module);
    expect(require("@pulumi/pulumi")).to.equal(sdk);
    expect((globalThis as { loadedPlain?: number }).loadedPlain).to.equal(1);
  });

  it("keeps the stage and what runs it, also where they lie in the program's folder", () => {
    const around = resolve(__dirname, "..");
    const ours = Object.keys(require.cache).filter(
      (file) => file.startsWith(around) && !file.includes("node_modules"),
    );
    // This helper of the tests loads both the stage and the SDK.
    expect(ours).to.include(require.resolve("./fixtures"));
    forgetProgram(around, join(around, "index.ts"));
    expect(ours.filter((file) => !require.cache[file])).to.deep.equal([]);
  });

  it("says in one sentence what is missing or cannot be read", async () => {
    expect(await sentence("other")).to.equal(
      'There is no Pulumi.other.yaml: "other" is not a stage of this project.',
    );
    expect(await sentence("broken")).to.match(/^Pulumi\.broken\.yaml cannot be read\. [^\n]+$/);
    expect(await sentence("secret")).to.include("The setting small:word of Pulumi.secret.yaml");
    const { AWS_REGION } = process.env;
    delete process.env.AWS_REGION;
    try {
      expect(await sentence("nowhere")).to.include("set aws:region in Pulumi.nowhere.yaml");
    } finally {
      if (AWS_REGION !== undefined) process.env.AWS_REGION = AWS_REGION;
    }
  });
});
