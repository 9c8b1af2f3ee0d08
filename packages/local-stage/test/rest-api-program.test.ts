import { expect } from "chai";
import { type OpenProgram, openProgram } from "./programs/open";

describe("a program with a REST API of single resources and an inline callback", function () {
  this.timeout(60_000);
  let program: OpenProgram;
  before(async () => {
    program = await openProgram("rest-api", "dev", { word: "Salut" });
  });
  after(() => program?.close());

  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${program.stage.url}${path}`, init);
    return { status: response.status, body: await response.json() };
  };

  it("answers through its callback, which captures a setting and writes to its table", async () => {
    expect(program.lines).to.deep.equal([]);
    expect(program.stage.notSimulated).to.deep.equal([]);
    const first = await ask("/hello/Ada");
    expect(first).to.deep.equal({ status: 200, body: { greeting: "Salut, Ada!", times: 1 } });
    expect((await ask("/hello/Ada")).body).to.include({ times: 2 });
    expect((await ask("/hello/Bea")).body).to.include({ times: 1 });
  });

  it("is reached first, under the address that the program exports", () => {
    const { url, graph, services } = program.stage;
    expect(url).to.equal(services.apiGateway.stageUrl);
    expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    expect(graph.exports.url).to.match(
      /^https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com\/v1$/,
    );
  });

  it("has no route, method or stage that was not declared", async () => {
    const missing = { status: 403, body: { message: "Missing Authentication Token" } };
    for (const path of ["/hello", "/hello/Ada/more", "/other"]) {
      expect(await ask(path), path).to.deep.equal(missing);
    }
    expect(await ask("/hello/Ada", { method: "POST" })).to.deep.equal(missing);
    const root = new URL(program.stage.url).origin;
    expect((await fetch(`${root}/v2/hello/Ada`)).status).to.equal(403);
  });

  it("lets nobody use a method whose authorization is not simulated", async () => {
    expect((await ask("/hello/Ada", { method: "DELETE" })).status).to.equal(500);
    expect(program.lines.join()).to.include('"AWS_IAM", so it refuses');
    expect((await ask("/hello/Ada")).body).to.include({ times: 3 });
  });

  it("is denied where no permission lets the gateway in", async () => {
    const { graph } = program.stage;
    const permission = graph.named("aws:lambda/permission:Permission", "api-may-greet");
    const { sourceArn } = permission.inputs;
    permission.inputs.sourceArn = `${sourceArn}/other`;
    try {
      expect((await ask("/hello/Ada")).status).to.equal(500);
    } finally {
      permission.inputs.sourceArn = sourceArn;
    }
    expect((await ask("/hello/Ada")).body).to.include({ times: 4 });
  });
});
