import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Graph } from "local-stage";
import { program } from "../support/pulumi";
import { openTestStage, ownLink, type TestStage, visitorRequest } from "../support/stage";

/** The values that nobody outside may learn: the edge's keys. */
const keysOf = (graph: Graph): string[] =>
  graph.ofType("aws:apigateway/apiKey:ApiKey").map(({ outputs }) => outputs.value);

describe("the edge keys", () => {
  it("are secrets wherever the program passes them on", async () => {
    const graph = await program("prod");
    // A list with a secret in it is one as a whole, so the engine encrypts all origins.
    const { secrets } = graph.only("aws:cloudfront/distribution:Distribution");
    expect(secrets).to.deep.equal(["origins"]);
    expect(keysOf(graph)).to.have.lengthOf(2);
    for (const key of keysOf(graph)) {
      const holders = graph.resources.filter(
        (one) => one.custom && JSON.stringify(one.inputs).includes(key),
      );
      expect(holders.map(({ type }) => type)).to.deep.equal([
        "aws:cloudfront/distribution:Distribution",
      ]);
    }
  });

  it("are in no function's environment and in no output of the stack", async () => {
    const graph = await program("prod");
    const functions = graph.ofType("aws:lambda/function:Function");
    expect(functions.length).to.be.above(30);
    for (const { name, inputs, secrets } of functions) {
      expect(secrets, name).to.deep.equal([]);
      for (const [variable, value] of Object.entries<string>(inputs.environment?.variables ?? {})) {
        expect(variable, name).not.to.match(/KEY|SECRET|TOKEN|PASSWORD|SALT/);
        for (const key of keysOf(graph)) expect(value, `${name} ${variable}`).not.to.include(key);
      }
    }
    for (const key of keysOf(graph)) expect(JSON.stringify(graph.exports)).not.to.include(key);
  });
});

describe("the built site", () => {
  it("holds no key, no account, no address of the API past the edge, and no private key", async () => {
    const graph = await program("prod");
    const objects = graph.ofType("aws:s3/bucketObjectv2:BucketObjectv2");
    expect(objects.length).to.be.above(20);
    const apiHost = new URL(graph.only("aws:apigateway/stage:Stage").outputs.invokeUrl).hostname;
    for (const { inputs } of objects) {
      const path = await inputs.source?.path;
      const text = path ? readFileSync(path, "latin1") : inputs.content;
      expect(text.length, inputs.key).to.be.above(0);
      for (const word of [...keysOf(graph), apiHost, "execute-api", "000000000000", "arn:aws:"]) {
        expect(text.includes(word), `${inputs.key} has ${word}`).to.equal(false);
      }
      expect(text, inputs.key).not.to.match(/-----BEGIN|AKIA[0-9A-Z]{16}|x-api-key": ?"\w{20}/i);
    }
  });
});

describe("the logs", () => {
  const person = {
    name: "Ngozi Ekwueme-Tabi",
    email: "ngozi.private@example.com",
    phone: "677123456",
  };
  let test: TestStage;
  const said: string[] = [];
  let secrets: string[] = [];

  before(async () => {
    test = await openTestStage();
    const booking = await test.api("POST", "/booking", { body: visitorRequest(person) });
    expect(booking.status).to.equal(201);
    const { bookingId, headers } = ownLink(booking.json.manageUrl);
    const refused = { ...headers, "X-Manage-Token": "forged-token-of-somebody" };
    const statuses = [
      await test.api("POST", "/booking", { body: visitorRequest(person) }),
      await test.api("POST", "/booking", { body: { ...visitorRequest(person), date: "soon" } }),
      await test.api("POST", "/booking", { text: `{"email": "${person.email}"` }),
      await test.api("GET", `/booking/${bookingId}`, { headers }),
      await test.api("GET", `/booking/${bookingId}`, { headers: refused }),
      await test.api("GET", `/admin/customers?email=${person.email}`, {
        headers: await test.adminHeaders(),
      }),
      await test.api("POST", "/feedback", {
        body: { name: person.name, email: person.email, rating: 5, message: "Lovely, Ngozi says" },
      }),
      await test.api("POST", "/count", { body: {} }),
      await test.api("POST", `/booking/${bookingId}/cancel`, { body: {}, headers }),
    ].map(({ status }) => status);
    expect(statuses.slice(0, 5)).to.deep.equal([409, 400, 400, 200, 403]);
    await test.mail(({ to, subject }) => to.includes(person.email) && /cancel/i.test(subject));
    secrets = [
      ...keysOf(test.stage.graph),
      headers["X-Manage-Token"] as string,
      "forged-token-of-somebody",
      person.name,
      "Ekwueme",
      person.email,
      "677123456",
      "+237677123456",
      "Lovely, Ngozi says",
      test.admin.email,
    ];
    const logs = join(test.stage.dataFolder, "logs");
    for (const name of readdirSync(logs)) said.push(readFileSync(join(logs, name), "utf8"));
  });
  after(() => test?.close());

  it("of functions and of the gateway name no person, token or key, whatever went wrong", () => {
    const text = said.join("\n");
    expect(text).to.include("POST");
    expect(text.split("\n").length).to.be.above(15);
    for (const secret of secrets) expect(text.includes(secret), secret).to.equal(false);
  });

  it("of the stage itself neither", () => {
    const text = test.lines.join("\n");
    expect(text).to.include("mail: ");
    for (const secret of secrets) expect(text.includes(secret), secret).to.equal(false);
  });
});
