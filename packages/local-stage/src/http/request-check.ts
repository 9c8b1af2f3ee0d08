import type { IncomingMessage } from "node:http";

/** Why a request is not served, as a status and a sentence. */
export interface Refused {
  readonly status: number;
  readonly reason: string;
}

/** Whom a server answers. */
export interface Audience {
  /**
   * Names that it answers to besides those of the loopback interface, lower case, without a port; one that
   * begins with a dot stands for all that end with it.
   */
  readonly hosts?: readonly string[];
  /** Whether pages of other origins may call it, as they may call what visitors reach. Default false. */
  readonly open?: boolean;
}

/**
 * Says why a request is not served, or nothing. A browser reaches every port of this machine for any
 * website: the Host keeps out a name that was rebound to the loopback address, the Origin and
 * Sec-Fetch-Site the requests of other pages. A target in absolute form is brought into origin form.
 */
export function refusalOf(message: IncomingMessage, audience: Audience): Refused | undefined {
  const hostAt = message.rawHeaders.findIndex(
    (name, i) => i % 2 === 0 && name.toLowerCase() === "host",
  );
  const hosts = message.rawHeaders.filter((name, i) => i % 2 === 0 && /^host$/i.test(name));
  if (hosts.length !== 1) return bad("A request has one Host header.");
  const coding = message.headers["transfer-encoding"];
  if (coding !== undefined && !/^chunked$/i.test(coding)) return bad("The body is not chunked.");
  const target = readTarget(message.url ?? "");
  if (!target) return bad("The request line names no path.");
  message.url = target.path;
  if (target.host !== undefined) {
    message.rawHeaders[hostAt + 1] = target.host;
    message.headers.host = target.host;
  }
  const host = message.headers.host ?? "";
  if (!/^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(host)) {
    return bad("The Host header is not a name and a port.");
  }
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (isLoopback(name)) return audience.open ? undefined : foreignPage(message, host);
  // No page is at a name that AWS has; who sends it is another part of the stage.
  const isOurs = (host: string) => (host.startsWith(".") ? name.endsWith(host) : name === host);
  if (audience.hosts?.some(isOurs)) return undefined;
  return { status: 403, reason: `Nothing on this port is called ${name}.` };
}

function readTarget(url: string): { path: string; host?: string } | undefined {
  if (/[^\x21-\x7e]/.test(url)) return undefined;
  if (url.startsWith("/")) return { path: url };
  const [, host, path = ""] = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(url) ?? [];
  if (host === undefined || !URL.canParse(url)) return undefined;
  return { path: path.startsWith("/") ? path : `/${path}`, host };
}

function isLoopback(name: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(name) || name.endsWith(".localhost");
}

/** A request that another page makes; somebody who follows a link from there is let in. */
function foreignPage({ headers }: IncomingMessage, host: string): Refused | undefined {
  const { origin, "sec-fetch-site": site, "sec-fetch-mode": mode } = headers;
  const isForeign =
    origin !== undefined ? origin.toLowerCase() !== `http://${host.toLowerCase()}` : false;
  const isEmbedded = site === "cross-site" && mode !== "navigate";
  if (!isForeign && !isEmbedded) return undefined;
  return { status: 403, reason: "Pages of other origins may not call this port." };
}

function bad(reason: string): Refused {
  return { status: 400, reason };
}
