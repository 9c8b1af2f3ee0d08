import { createPrivateKey, type KeyObject, sign } from "node:crypto";

export interface SigningKey {
  /** What CloudFront calls the public half. */
  readonly id: string;
  readonly privateKey: KeyObject;
}

/** Reads a private key that CloudFront can check: RSA of 2048 bits, in PEM. */
export function signingKey(id: string, pem: string): SigningKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch {
    throw new Error("The key file must hold a PEM private key without a passphrase.");
  }
  const bits = privateKey.asymmetricKeyDetails?.modulusLength;
  if (privateKey.asymmetricKeyType !== "rsa" || bits !== 2048) {
    throw new Error("The key file must hold a 2048-bit RSA key.");
  }
  return { id, privateKey };
}

/**
 * An address below `/private/` that opens until a moment. CloudFront compares the address to the
 * letter, so a signature for one file or host opens no other.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-canned-policy.html
 */
export function signedUrl(address: string, { id, privateKey }: SigningKey, until: Date): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hash !== "") {
    throw new Error(
      `"${address}" is not a full URL such as https://www.example.com/private/a.pdf.`,
    );
  }
  if (!url.pathname.startsWith("/private/") || url.pathname === "/private/") {
    throw new Error(`"${address}" is not under /private/, so it needs no signature.`);
  }
  const taken = signatureParameters.find((name) => url.searchParams.has(name));
  if (taken) throw new Error(`"${address}" already has a parameter ${taken}.`);

  const expires = Math.floor(until.getTime() / 1000);
  const policy = JSON.stringify({
    Statement: [{ Resource: url.href, Condition: { DateLessThan: { "AWS:EpochTime": expires } } }],
  });
  const signature = sign("RSA-SHA256", Buffer.from(policy), privateKey).toString("base64");
  const parameters = [
    `Expires=${expires}`,
    `Signature=${signature.replace(/[+=/]/g, (char) => standIns[char] as string)}`,
    `Key-Pair-Id=${id}`,
    "Hash-Algorithm=SHA256",
  ];
  return `${url.href}${url.search === "" ? "?" : "&"}${parameters.join("&")}`;
}

const signatureParameters = ["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];
/** CloudFront's own replacement of what an address can't hold, which is not base64url. */
const standIns: Readonly<Record<string, string>> = { "+": "-", "=": "_", "/": "~" };
