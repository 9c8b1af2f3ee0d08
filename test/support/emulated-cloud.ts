import { spawn } from "node:child_process";
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { neededServices } from "../../scripts/emulator/find-emulator";
import { projectFolder } from "../../scripts/shop";
import { ended } from "./ended";
import type { TestStage } from "./stage";

const health = {
  services: Object.fromEntries(neededServices.map((name) => [name, "available"])),
  version: "1.5.33",
};

/** What an emulator answers at its one address, with a local stage behind it. */
export class EmulatedCloud {
  private password = "";
  private readonly server: Server;

  private constructor(private readonly test: TestStage) {
    this.server = createServer((message, response) => this.answer(message, response));
  }

  static async start(test: TestStage): Promise<EmulatedCloud> {
    const cloud = new EmulatedCloud(test);
    await new Promise<void>((resolve) => cloud.server.listen(0, "127.0.0.1", resolve));
    return cloud;
  }

  stop(): void {
    this.server.close();
  }

  /** `npm run emulator` with this as the emulator; SIGINT comes once `interruptOnce` is so. */
  async run(environment: NodeJS.ProcessEnv, interruptOnce?: () => boolean) {
    const { port } = this.server.address() as AddressInfo;
    const script = ["--require", require.resolve("tsx/cjs"), "scripts/emulator.ts"];
    const words = ["--address", `http://127.0.0.1:${port}`];
    const child = spawn(process.execPath, [...script, ...words], {
      cwd: projectFolder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { status, output } = await ended(child, interruptOnce && { isDue: interruptOnce });
    return { status, output: output.trim() };
  }

  private answer(message: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "", headers } = message;
    const { siteUrl, apiUrl } = this.test.stage;
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const api = /^\/_aws\/execute-api\/[^/]+\/api(\/.*)$/.exec(url)?.[1];
    const target = String(headers["x-amz-target"]).split(".")[1] ?? "";
    if (url === "/_ministack/health") json(health);
    else if (api) forward(message, response, `${apiUrl}${api}`);
    else if (/^(Admin|InitiateAuth)/.test(target)) this.userPool(target, message, json);
    else if (/cloudfront\.net/.test(headers.host ?? "")) {
      forward(message, response, `${siteUrl}${url}`);
    } else if (url.startsWith("/restapis")) json({ id: "a1b2c3d4" });
    else json({ message: `Nothing is at ${method} ${url}.` }, 404);
  }

  /** The local stage lets nobody else make users, so its own owner signs in for the one that was made. */
  private async userPool(
    action: string,
    message: IncomingMessage,
    json: (body: unknown, status?: number) => void,
  ): Promise<void> {
    const { Password, AuthParameters } = JSON.parse(await text(message));
    if (action === "AdminSetUserPassword") this.password = Password;
    if (action !== "InitiateAuth") return json({});
    if (AuthParameters.PASSWORD !== this.password) return json({ __type: "NotAuthorized" }, 400);
    const { email } = this.test.admin;
    json({ AuthenticationResult: { IdToken: await this.test.stage.cognito.idToken(email) } });
  }
}

function forward(message: IncomingMessage, response: ServerResponse, url: string): void {
  const { host: _, ...headers } = message.headers;
  const sent = request(url, { method: message.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  sent.on("error", () => response.destroy());
  message.pipe(sent);
}
