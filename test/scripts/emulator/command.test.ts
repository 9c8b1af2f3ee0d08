import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { neededServices } from "../../../scripts/emulator/find-emulator";
import { projectFolder } from "../../../scripts/shop";
import { ended } from "../../support/ended";

/** The command as a person starts it, where only this folder has programs. */
async function emulator(path: string, ...words: string[]) {
  const script = ["--require", require.resolve("tsx/cjs"), "scripts/emulator.ts"];
  const child = spawn(process.execPath, [...script, ...words], {
    cwd: projectFolder,
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { status, output } = await ended(child);
  return { status, output: output.trim() };
}

describe("npm run emulator, in one sentence", function () {
  this.timeout(60_000);
  const bin = mkdtempSync(join(tmpdir(), "shopfront-emulator-test-"));
  const servers: Server[] = [];
  after(() => {
    rmSync(bin, { recursive: true, force: true });
    for (const server of servers) server.close();
  });

  /** A program of this name that prints by its first word. */
  const program = (name: string, script: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const engine = (plugins: string) =>
    program(
      "pulumi",
      `case "$1" in version) echo v3.248.0;; plugin) echo '${plugins}';; *) exit 9;; esac`,
    );
  const refused = async (sentence: RegExp, ...words: string[]) => {
    const { status, output } = await emulator(bin, ...words);
    expect(output, output).to.match(sentence);
    expect(output.split("\n")).to.have.length.below(3);
    expect(status).to.equal(1);
  };

  it("says that there is no engine", async () => {
    await refused(
      /^npm run emulator needs the Pulumi CLI 3\.248 or newer, and there is none here\. https/,
    );
  });

  it("says that there is no provider, or another one", async () => {
    symlinkSync("/bin/sh", join(bin, "sh"));
    engine("[]");
    await refused(
      /^The emulator stage needs the AWS provider's plugin 7\.\d+\.\d+, and there is none here: run pulumi plugin install resource aws 7/,
    );
    engine('[{"name":"aws","kind":"resource","version":"6.0.0"}]');
    await refused(/and only 6\.0\.0 is here: run pulumi/);
  });

  it("says that there is no emulator, and starts none without being asked", async () => {
    program("pulumi-resource-aws", "exit 9");
    await refused(
      /^No emulator answers at http:\/\/127\.0\.0\.1:9: start MiniStack or LocalStack, .* or add --start/,
      "--address",
      "http://127.0.0.1:9",
    );
  });

  it("says that the emulator takes no OpenAPI document, before the engine is asked for anything", async () => {
    const services = Object.fromEntries(neededServices.map((service) => [service, "running"]));
    const server = createServer(({ method, url = "" }, response) => {
      const pages: Record<string, unknown> = {
        "GET /_localstack/health": { services, version: "4.9.0" },
        "POST /restapis": { id: "a1b2c3d4" },
      };
      const page = pages[`${method} ${url}`];
      response.writeHead(page ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(page ?? { message: "Unknown path" }));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await refused(
      /^LocalStack 4\.9\.0 is at .*\nLocalStack 4\.9\.0 takes no API from an OpenAPI document \(Unknown path\)/,
      "--address",
      `http://127.0.0.1:${port}`,
    );
  });

  it("says what cannot be started from PyPI, and where an emulator must be", async () => {
    await refused(
      /^MiniStack could not be installed from PyPI \(.*python3.*\): it needs Python 3\.10/,
      ...["--address", "http://127.0.0.1:9", "--start", "pypi"],
    );
    await refused(
      /^--address https:\/\/sts\.amazonaws\.com must be an address of this machine/,
      "--address",
      "https://sts.amazonaws.com",
    );
  });
});
