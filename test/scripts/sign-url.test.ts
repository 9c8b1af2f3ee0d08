import { spawnSync } from "node:child_process";
import { generateKeyPairSync, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { signedUrl, signingKey } from "../../scripts/signed-url";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
const until = new Date("2026-11-21T12:00:00.900Z");
const address = "https://www.example.com/private/a%20b.pdf";

describe("signing an address", () => {
  it("signs the documented policy of the address and the moment it ends", () => {
    const url = signedUrl(`${address}?page=2`, signingKey("K2JC", pem), until);
    const [, signature = ""] = /&Signature=([^&]+)&Hash/.exec(url) ?? [];
    expect(signature).to.match(/^[A-Za-z0-9_~-]+$/);
    expect(url.replace(signature, "…")).to.equal(
      `${address}?page=2&Expires=1795262400&Key-Pair-Id=K2JC&Signature=…&Hash-Algorithm=SHA256`,
    );
    const policy = `{"Statement":[{"Resource":"${address}?page=2","Condition":{"DateLessThan":{"AWS:EpochTime":1795262400}}}]}`;
    const base64 = signature.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/");
    const bytes = Buffer.from(base64, "base64");
    expect(verify("RSA-SHA256", Buffer.from(policy), publicKey, bytes)).to.equal(true);
  });

  const mistakes: [what: string, address: string, sentence: string][] = [
    ["a path alone", "/private/a.pdf", "is not a full URL"],
    ["another protocol", "s3://bucket/private/a.pdf", "is not a full URL"],
    ["a public page", "https://www.example.com/book", "is not under /private/"],
    ["the folder itself", "https://www.example.com/private/", "is not under /private/"],
    ["what is signed already", `${address}?Expires=1`, "already has a parameter Expires"],
  ];
  for (const [what, wrong, sentence] of mistakes) {
    it(`refuses ${what}`, () => {
      expect(() => signedUrl(wrong, signingKey("K2JC", pem), until)).to.throw(sentence);
    });
  }

  it("refuses a key that CloudFront would not take", () => {
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    const wrong: [pem: string, sentence: string][] = [
      ["no key", "The key file must hold a PEM private key without a passphrase."],
      [
        publicKey.export({ type: "spki", format: "pem" }) as string,
        "The key file must hold a PEM private key without a passphrase.",
      ],
      [
        ec.export({ type: "pkcs8", format: "pem" }) as string,
        "The key file must hold a 2048-bit RSA key.",
      ],
    ];
    for (const [text, sentence] of wrong) {
      expect(() => signingKey("K2JC", text)).to.throw(sentence);
    }
  });

  it("prints the address as a command, and one sentence where something is missing", function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "shopfront-sign-"));
    const file = join(folder, "private.pem");
    writeFileSync(file, pem);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ["--require", "tsx/cjs", "scripts/sign-url.ts", ...args], {
        encoding: "utf8",
      });
    const done = run("--key", file, "--key-id", "K2JC", "--hours", "1", address);
    const failed = run("--key", join(folder, "nothing.pem"), "--key-id", "K2JC", address);
    rmSync(folder, { recursive: true });
    expect(done.stderr).to.equal("");
    expect(done.stdout).to.include(`${address}?Expires=`).and.include("&Key-Pair-Id=K2JC&");
    expect(failed.status).to.equal(1);
    expect(failed.stderr).to.equal(`Can't read the key file ${join(folder, "nothing.pem")}.\n`);
  });
});
