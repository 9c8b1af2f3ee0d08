import { connect } from "node:net";
import { expect } from "chai";
import { headersOf } from "../src/http/headers";
import { type Handler, type Listening, type ListenOptions, listen } from "../src/http/server";
import { get, malformed, odd, rawRequest, statusOf } from "./raw-request";

describe("a port of the local stage", () => {
  const open: Listening[] = [];
  const start = async (handler: Handler, options: ListenOptions = {}) => {
    const server = await listen(handler, options);
    open.push(server);
    return server.port;
  };
  const hello: Handler = (_, response) => response.end("hello");
  const withHost = (host: string, ...headers: string[]) =>
    get("/", ...headers).replace("Host: 127.0.0.1", `Host: ${host}`);

  after(() => Promise.all(open.map(({ close }) => close())));

  describe("given a request that is none", () => {
    let port: number;
    before(async () => {
      port = await start(hello);
    });
    for (const [name, text] of Object.entries(malformed)) {
      it(`refuses ${name} with 400, and goes on`, async () => {
        expect(statusOf(await rawRequest(port, text))).to.equal(400);
        expect(await rawRequest(port, get("/"))).to.match(/hello$/);
      });
    }
    for (const [name, text] of Object.entries(odd)) {
      it(`stands ${name}, and goes on`, async () => {
        expect(statusOf(await rawRequest(port, text, 300)) ?? 0).to.be.lessThan(500);
        expect(await rawRequest(port, get("/"))).to.match(/hello$/);
      });
    }
    it("refuses headers that are too long with 431", async () => {
      const text = get("/", `x: ${"x".repeat(40_000)}`);
      expect(statusOf(await rawRequest(port, text))).to.equal(431);
    });
  });

  it("answers 500 where its handler throws, at once or later", async () => {
    const atOnce = await start(() => {
      throw new Error("broken");
    });
    const later = await start(async () => {
      await new Promise((resume) => setTimeout(resume, 1));
      throw new Error("broken");
    });
    for (const port of [atOnce, later]) {
      expect(statusOf(await rawRequest(port, get("/")))).to.equal(500);
    }
  });

  it("gives up on a body that drips in", async () => {
    const port = await start(
      async (message, response) => {
        for await (const _ of message);
        response.end();
      },
      { patienceMs: 200 },
    );
    const answer = await new Promise<string>((done) => {
      let text = "";
      const head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n";
      const socket = connect(port, "127.0.0.1", () => socket.write(head));
      const drip = setInterval(() => socket.write("x"), 20);
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", () => {});
      socket.on("close", () => {
        clearInterval(drip);
        done(text);
      });
    });
    expect(statusOf(answer)).to.equal(408);
  });

  it("keeps a header of any name", async () => {
    let seen = {};
    const port = await start((message, response) => {
      seen = { ...headersOf(message) };
      response.end();
    });
    await rawRequest(port, get("/", "__proto__: a", "constructor: b", "__Proto__: c"));
    expect(Object.entries(seen)).to.deep.include.members([
      ["__proto__", ["a", "c"]],
      ["constructor", ["b"]],
    ]);
  });

  it("brings an absolute target into the form of the others", async () => {
    const port = await start(({ url, headers }, response) =>
      response.end(JSON.stringify([url, headers.host])),
    );
    const text = get("/").replace("GET /", "GET http://localhost:1?a=b");
    expect(await rawRequest(port, text)).to.match(/\["\/\?a=b","localhost:1"\]$/);
  });

  describe("asked by another name", () => {
    const status = async (port: number, host: string, ...headers: string[]) =>
      statusOf(await rawRequest(port, withHost(host, ...headers)));

    it("answers to loopback names and to those it was given, and to no other", async () => {
      const port = await start(hello, { hosts: ["www.example.com"] });
      for (const host of ["localhost", "LOCALHOST:1", "shop.localhost:4000", "[::1]:80"]) {
        expect(await status(port, host), host).to.equal(200);
      }
      expect(await status(port, "www.example.com")).to.equal(200);
      for (const host of ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1"])
        expect(await status(port, host), host).to.equal(403);
    });

    it("refuses the pages of other origins, also those at another port", async () => {
      const port = await start(hello);
      const own = `127.0.0.1:${port}`;
      expect(await status(port, own, `Origin: http://${own}`)).to.equal(200);
      for (const origin of ["https://evil.example", "http://127.0.0.1:1", "null", `https://${own}`])
        expect(await status(port, own, `Origin: ${origin}`), origin).to.equal(403);
    });

    it("refuses what another page embeds, and not a link that somebody follows", async () => {
      const port = await start(hello);
      const from = (mode: string) => [`Sec-Fetch-Site: cross-site`, `Sec-Fetch-Mode: ${mode}`];
      expect(await status(port, "127.0.0.1", ...from("no-cors"))).to.equal(403);
      expect(await status(port, "127.0.0.1", ...from("navigate"))).to.equal(200);
    });

    it("lets every page call what visitors reach", async () => {
      const port = await start(hello, { open: true });
      expect(await status(port, "127.0.0.1", "Origin: https://evil.example")).to.equal(200);
      expect(await status(port, "evil.example")).to.equal(403);
    });
  });
});
