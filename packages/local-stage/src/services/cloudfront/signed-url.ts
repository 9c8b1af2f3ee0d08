import { verify } from "node:crypto";
import type { Graph } from "../../graph";
import { type EdgeRequest, type EdgeResponse, queryPairs } from "./message";
import { declared } from "./policies";

/** The public keys whose signatures open a behaviour, by their ids. */
export type TrustedKeys = ReadonlyMap<string, string>;

/** The keys of a behaviour's key groups; nothing where everybody may read it. */
export function trustedKeysOf(
  graph: Graph,
  keyGroupIds: readonly string[] | undefined,
): TrustedKeys | undefined {
  if (!keyGroupIds?.length) return undefined;
  const keyIds = keyGroupIds.flatMap(
    (id) => declared(graph, "aws:cloudfront/keyGroup:KeyGroup", id).items as string[],
  );
  return new Map(
    keyIds.map((id) => [
      id,
      declared(graph, "aws:cloudfront/publicKey:PublicKey", id).encodedKey as string,
    ]),
  );
}

const own = ["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];

/**
 * Why CloudFront refuses a request that needs a signed URL; nothing where the signature holds. Only
 * signed URLs with a canned policy are known here: custom policies and signed cookies are refused.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 */
export function signatureRefusal(
  keys: TrustedKeys,
  viewer: EdgeRequest,
  nowMs: number,
): EdgeResponse | undefined {
  const pairs = queryPairs(viewer.query);
  const sent = new Map(pairs.filter(([name]) => own.includes(name)));
  const keyId = sent.get("Key-Pair-Id");
  const custom = sent.has("Policy") || /CloudFront-/.test(String(viewer.headers.cookie ?? ""));
  if (custom) {
    const why = "Only signed URLs with a canned policy are checked locally.";
    return { ...refused("AccessDenied", "Access denied"), why };
  }
  if (!keyId) {
    return refused("MissingKey", "Missing Key-Pair-Id query parameter or cookie value");
  }
  const key = keys.get(keyId);
  if (!key) return refused("InvalidKey", "Unknown Key");
  const expires = Number(sent.get("Expires"));
  const policy = cannedPolicy(signedAddress(viewer), expires);
  const hash = hashes[sent.get("Hash-Algorithm") ?? "SHA1"];
  const signature = Buffer.from(
    (sent.get("Signature") ?? "").replace(/[-_~]/g, (char) => plainChars[char] as string),
    "base64",
  );
  const holds =
    hash !== undefined &&
    verify(hash, Buffer.from(policy), key, signature) &&
    expires * 1000 > nowMs;
  return holds ? undefined : refused("AccessDenied", "Access denied");
}

/** The request without what is about the signature, as it goes on to functions, cache and origin. */
export function withoutSignature(viewer: EdgeRequest): EdgeRequest {
  return { ...viewer, query: unsignedQuery(viewer.query) };
}

const hashes: Readonly<Record<string, string>> = { SHA1: "RSA-SHA1", SHA256: "RSA-SHA256" };
/** CloudFront's stand-ins for the characters of base64 that an address can't hold. */
const plainChars: Readonly<Record<string, string>> = { "-": "+", _: "=", "~": "/" };

function signedAddress({ headers, uri, query }: EdgeRequest): string {
  const rest = unsignedQuery(query);
  // The local stage is plain HTTP.
  return `http://${headers.host?.[0]}${uri}${rest && `?${rest}`}`;
}

function unsignedQuery(query: string): string {
  const parts = query === "" ? [] : query.split("&");
  return parts.filter((part) => !own.includes(part.split("=")[0] as string)).join("&");
}

function cannedPolicy(address: string, expires: number): string {
  return JSON.stringify({
    Statement: [{ Resource: address, Condition: { DateLessThan: { "AWS:EpochTime": expires } } }],
  });
}

function refused(code: string, message: string): EdgeResponse {
  return {
    status: 403,
    headers: { "content-type": ["text/xml"], server: ["CloudFront"] },
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    ),
    outcome: "Error",
  };
}
