import { createPrivateKey, type KeyObject } from "node:crypto";
import { getSignedUrl } from "@aws-sdk/cloudfront-signer";

export interface SigningKey {
  /** What CloudFront calls the public half. */
  readonly id: string;
  /** In PEM. */
  readonly privateKey: string;
}

/** Reads a private key that CloudFront can check: RSA of 2048 bits, in PEM. */
export function signingKey(id: string, pem: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new Error("The key file must hold a PEM private key without a passphrase.");
  }
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (key.asymmetricKeyType !== "rsa" || bits !== 2048) {
    throw new Error("The key file must hold a 2048-bit RSA key.");
  }
  return { id, privateKey: pem };
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

  return getSignedUrl({
    url: url.href,
    keyPairId: id,
    privateKey,
    // The signer rounds, and the address must not outlive its moment.
    dateLessThan: new Date(Math.floor(until.getTime() / 1000) * 1000),
    algorithm: "SHA256",
  });
}

const signatureParameters = ["Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm"];
