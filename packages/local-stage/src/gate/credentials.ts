import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What a function signs its calls with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Who signed for which service: "AWS4-HMAC-SHA256 Credential=AKID/date/region/service/aws4_request, …". */
export function credentialScope({ headers }: IncomingMessage): {
  accessKeyId: string;
  service: string;
} {
  const [, accessKeyId = "", service = ""] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  return { accessKeyId, service };
}

/** Credentials that nobody has yet. DynamoDB Local takes only letters and digits in an access key. */
export function makeCredentials(): Credentials {
  return {
    accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(48).toString("base64"),
  };
}
