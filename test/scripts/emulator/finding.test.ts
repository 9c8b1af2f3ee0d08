import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { childEnvironment } from "../../../scripts/emulator/child-environment";
import { findEmulator, neededServices } from "../../../scripts/emulator/find-emulator";
import { emulatorQuestion } from "../../../scripts/emulator/question";

const servers: Server[] = [];

/** A server that answers these paths with JSON. */
async function answering(pages: Record<string, unknown>): Promise<string> {
  const server = createServer(({ url = "" }, response) => {
    response.statusCode = url in pages ? 200 : 404;
    response.end(JSON.stringify(pages[url] ?? {}));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const all = Object.fromEntries(neededServices.map((service) => [service, "available"]));

describe("finding an emulator", () => {
  after(() => {
    for (const server of servers) server.close();
  });

  it("knows MiniStack and LocalStack by their health", async () => {
    const mini = await answering({
      "/_ministack/health": { services: all, version: "1.5.33" },
      "/_localstack/health": { services: all },
    });
    expect(await findEmulator(mini)).to.deep.equal({ name: "MiniStack 1.5.33", address: mini });
    const local = await answering({ "/_localstack/health": { services: all, version: "4.9.0" } });
    expect(await findEmulator(local)).to.deep.equal({ name: "LocalStack 4.9.0", address: local });
  });

  it("takes nothing else for one", async () => {
    expect(await findEmulator(await answering({ "/_ministack/health": "ok" }))).to.equal(undefined);
    expect(await findEmulator("http://127.0.0.1:9")).to.equal(undefined);
  });

  it("refuses one that lacks a service of the program", async () => {
    const { cloudfront, ...services } = all;
    const address = await answering({
      "/_localstack/health": { services: { ...services, "cognito-idp": "disabled" } },
    });
    const problem = await findEmulator(address).catch((error: Error) => error);
    expect((problem as Error).message).to.match(
      /^LocalStack at http:\S+ has no cloudfront, cognito-idp, which the program needs: start an/,
    );
  });
});

describe("the command line of npm run emulator", () => {
  it("has an address and a way to start of its own", () => {
    expect(emulatorQuestion([])).to.deep.equal({ address: "http://localhost:4566" });
    const given = ["--address", "http://127.0.0.1:4600/", "--start", "pypi"];
    expect(emulatorQuestion(given)).to.deep.equal({
      address: "http://127.0.0.1:4600",
      start: "pypi",
    });
  });

  it("refuses every address that is not on this machine", () => {
    for (const address of [
      "https://localhost:4566",
      "http://10.0.0.7:4566",
      "http://localhost:99999",
      "http://localhost.example.com:4566",
      "http://127.0.0.1:4566@example.com",
      "http://user@localhost:4566",
      "localhost:4566",
    ]) {
      expect(() => emulatorQuestion(["--address", address]), address).to.throw(
        /must be an address of this machine like http:\/\/localhost:4566/,
      );
    }
    expect(() => emulatorQuestion(["--start", "npm"])).to.throw("must be pypi or docker");
  });
});

describe("the variables of an emulator's engine", () => {
  const places = { address: "http://localhost:4566", region: "ca-central-1", folder: "/state" };

  it("say nothing of a real account or of another state", () => {
    const real = {
      AWS_ACCESS_KEY_ID: "AKIAREAL",
      AWS_SECRET_ACCESS_KEY: "real",
      AWS_SESSION_TOKEN: "real",
      AWS_PROFILE: "real",
      AWS_ROLE_ARN: "real",
      AWS_WEB_IDENTITY_TOKEN_FILE: "real",
      AWS_CONTAINER_CREDENTIALS_FULL_URI: "real",
      AWS_ENDPOINT_URL_S3: "https://real",
      aws_endpoint_url_iam: "https://real",
      TF_VAR_x: "real",
      PULUMI_ACCESS_TOKEN: "real",
      PULUMI_BACKEND_URL: "s3://real",
      PULUMI_STACK: "real",
    };
    const environment = childEnvironment({ ...real, HOME: "/home", PULUMI_HOME: "/p" }, places);
    expect(Object.values(environment).filter((value) => value?.includes("real"))).to.deep.equal([]);
    expect(environment).to.include({
      HOME: "/home",
      PULUMI_HOME: "/p",
      PULUMI_BACKEND_URL: "file:///state",
      AWS_ACCESS_KEY_ID: "000000000000",
      AWS_ENDPOINT_URL: "http://localhost:4566",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });
});
