import { connect } from "node:net";

/** What a server wrote back to a raw request, until it or the patience ended. */
export function rawRequest(port: number, text: string, patienceMs = 1500): Promise<string> {
  return new Promise((done) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text, "latin1"));
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      done(answer);
    });
  });
}

/** The status of a raw answer; undefined where nothing came. */
export function statusOf(answer: string): number | undefined {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** A whole request with the headers that each has to have. */
export const get = (target: string, ...headers: string[]) =>
  [`GET ${target} HTTP/1.1`, "Host: 127.0.0.1", "Connection: close", ...headers, "", ""].join(
    "\r\n",
  );

const host = "Host: 127.0.0.1\r\nConnection: close\r\n";
const json = "Content-Type: application/json\r\n";

/** Requests that are none: each is answered with 400, wherever it is sent. */
export const malformed: Readonly<Record<string, string>> = {
  "OPTIONS *": `OPTIONS * HTTP/1.1\r\n${host}\r\n`,
  "GET *": `GET * HTTP/1.1\r\n${host}\r\n`,
  "an absolute target without a host": `GET http:// HTTP/1.1\r\n${host}\r\n`,
  "an absolute target with half an address": `GET http://[ HTTP/1.1\r\n${host}\r\n`,
  "an absolute target with a bad port": `GET http://127.0.0.1:99999/ HTTP/1.1\r\n${host}\r\n`,
  "a target of another scheme": `GET ftp://127.0.0.1/ HTTP/1.1\r\n${host}\r\n`,
  "a target without a slash": `GET book HTTP/1.1\r\n${host}\r\n`,
  "a target with bytes beyond ASCII": `GET /\xe9t\xe9 HTTP/1.1\r\n${host}\r\n`,
  "a target with NUL": `GET /\0 HTTP/1.1\r\n${host}\r\n`,
  "a tunnel": `CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n`,
  "a tunnel to nowhere": `CONNECT [ HTTP/1.1\r\n${host}\r\n`,
  "a method that is none": `BREW / HTTP/1.1\r\n${host}\r\n`,
  "a version that is none": `GET / HTTP/9.9\r\n${host}\r\n`,
  "HTTP/0.9": "GET /\r\n\r\n",
  "HTTP/1.0 without Host": "GET / HTTP/1.0\r\n\r\n",
  "HTTP/1.1 without Host": "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
  "an empty Host": "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
  "two Host headers": `GET / HTTP/1.1\r\n${host}Host: 127.0.0.1\r\n\r\n`,
  "a Host with a path": "GET / HTTP/1.1\r\nHost: 127.0.0.1/x\r\nConnection: close\r\n\r\n",
  "a Host with a user": "GET / HTTP/1.1\r\nHost: a@127.0.0.1\r\nConnection: close\r\n\r\n",
  "half a Host": "GET / HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n",
  "a header without a colon": `GET / HTTP/1.1\r\n${host}nothing\r\n\r\n`,
  "a header with a space in its name": `GET / HTTP/1.1\r\n${host}a b: c\r\n\r\n`,
  "a header with NUL": `GET / HTTP/1.1\r\n${host}x: \0\r\n\r\n`,
  "two lengths": `POST / HTTP/1.1\r\n${host}${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  "a length and chunks": `POST / HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  "a length that is none": `POST / HTTP/1.1\r\n${host}Content-Length: two\r\n\r\n`,
  "a negative length": `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`,
  "a coding that is none": `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip\r\n\r\n`,
  TLS: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  "HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
};

/** Requests that are odd and yet requests: each gets an answer that is no failure of the server. */
export const odd: Readonly<Record<string, string>> = {
  "a header named __proto__": get("/", "__proto__: x", "constructor: y", "hasOwnProperty: z"),
  "a parameter named __proto__": get("/?__proto__=x&constructor=y&__proto__[a]=b&toString"),
  "an absolute target": `GET http://127.0.0.1/ HTTP/1.1\r\n${host}\r\n`,
  "dot segments": get("/a/../../../etc/passwd"),
  "escaped dot segments": get("/a/%2e%2e/%2E%2E/etc/passwd"),
  "escapes that are none": get("/%zz%"),
  "an escaped NUL": get("/%00"),
  "two slashes": get("//[/x"),
  "only slashes": get("////"),
  "a query of question marks": get("/?????=&&&==%"),
  "a range that is none": get("/", "Range: bytes=5-2"),
  "a range beyond the end": get("/", "Range: bytes=99999999-"),
  "many ranges": get("/", `Range: bytes=${"0-0,".repeat(500)}1-1`),
  "a range in other units": get("/", "Range: lines=1-2"),
  "cookies that are none": get("/", "Cookie: ;;=;a;=b;__proto__=c"),
  "an upgrade": get("/", "Upgrade: websocket", "Sec-WebSocket-Version: 13"),
  "an expectation": get("/", "Expect: 200-ok"),
  "a body with GET": `GET / HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`,
  "a chunked body that breaks off": `POST / HTTP/1.1\r\n${host}${json}Transfer-Encoding: chunked\r\n\r\n5\r\nab`,
  "a chunk with a bad size": `POST / HTTP/1.1\r\n${host}${json}Transfer-Encoding: chunked\r\n\r\nzz\r\nab`,
  "a body that breaks off": `POST / HTTP/1.1\r\n${host}${json}Content-Length: 100\r\n\r\n{"a":`,
  "two requests at once": get("/").replace("close", "keep-alive") + get("/"),
  "a request and then nonsense": `${get("/").replace("close", "keep-alive")}\x00\x01\x02`,
};
