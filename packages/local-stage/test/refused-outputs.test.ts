import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { StageError } from "../src/log";
import { runProgram } from "../src/program/program";
import { registry } from "../src/registry";
import { temporaryFolder } from "./fixtures";

/** Small programs, written where they find the packages of this one. */
const folder = temporaryFolder(__dirname);

describe("an output that has no value on this machine", function () {
  this.timeout(30_000);
  after(() => folder.remove());

  let count = 0;
  async function run(source: string) {
    const program = join(folder.path, `program-${++count}`);
    mkdirSync(program);
    writeFileSync(join(program, "Pulumi.yaml"), "name: small\nruntime: nodejs\n");
    writeFileSync(join(program, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-1\n");
    const head =
      'const aws = require("@pulumi/aws");\nconst pulumi = require("@pulumi/pulumi");\n' +
      'const thing = new aws.transfer.Server("thing", {});\n' +
      'const bucket = new aws.s3.Bucket("files", {});\n';
    writeFileSync(join(program, "index.js"), head + source);
    return runProgram({ folder: program, stage: "dev" });
  }
  async function failure(source: string): Promise<unknown> {
    return run(source).then(
      () => "It went on.",
      (error: unknown) => error,
    );
  }

  const unknown =
    'aws:transfer/server:Server "thing" has no value for "endpoint" on this machine; add it to the registry of packages/local-stage';
  const uses: [string, string, string][] = [
    ["an export of a type that no service knows", "exports.host = thing.endpoint;", unknown],
    [
      "an input of another resource",
      'new aws.s3.BucketObject("o", { bucket: bucket.id, content: thing.endpoint });',
      unknown,
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a program
    ["a part of a text", "exports.url = pulumi.interpolate`https://${thing.endpoint}/`;", unknown],
    ["an apply", "thing.endpoint.apply((host) => host.length);", unknown],
    ["an id", "exports.id = thing.id;", unknown.replace('"endpoint"', '"id"')],
    [
      "an output that a known type has on AWS alone",
      "exports.zone = bucket.hostedZoneId;",
      'aws:s3/bucket:Bucket "files" has no value for "hostedZoneId" on this machine; add it to the registry of packages/local-stage',
    ],
  ];
  for (const [title, source, sentence] of uses) {
    it(`fails where the program uses it: ${title}`, async () => {
      const error = await failure(source);
      expect(error).to.be.instanceOf(StageError);
      expect((error as Error).message).to.equal(sentence);
    });
  }

  it("hurts nobody who does not use it, nor one who waits for the resource", async () => {
    const graph = await run(
      'new aws.s3.BucketObject("o", { bucket: bucket.id, content: "x" }, { dependsOn: [thing] });\n' +
        "exports.arn = bucket.arn;\nexports.thing = thing.urn;",
    );
    expect(graph.exports.arn).to.equal("arn:aws:s3:::files");
    expect(graph.ofType("aws:transfer/server:Server")).to.have.length(1);
  });
});

describe("the registry", () => {
  it("has values for every type that a service acts on, and each type once", () => {
    const valued = registry.flatMap(({ values }) => Object.keys(values));
    expect(new Set(valued).size).to.equal(valued.length);
    const acting = registry.flatMap(({ types }) => types);
    expect(new Set(acting).size).to.equal(acting.length);
    expect(acting.filter((type) => !valued.includes(type))).to.deep.equal([]);
  });

  it("has each service once, by a name of its own, and each signing name once", () => {
    const names = registry.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    const apis = registry.flatMap(({ api = {} }) => Object.keys(api));
    expect(apis.sort()).to.deep.equal(
      [
        "apigateway",
        "cloudfront",
        "dynamodb",
        "lambda",
        "monitoring",
        "s3",
        "ses",
        "sns",
        "sqs",
      ].sort(),
    );
  });
});
