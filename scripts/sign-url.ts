/** Signs the URL of a file under `/private/`, so that whoever has it can read the file for a limited time. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { command } from "./command";
import { signedUrl, signingKey } from "./signed-url";
import { stackOutputs } from "./stack-outputs";

const usage = `Signs the URL of a private file.

  npx tsx scripts/sign-url.ts --key private.pem --stack prod  https://www.example.com/private/a.pdf
  npx tsx scripts/sign-url.ts --key private.pem --key-id K2JC https://www.example.com/private/a.pdf

  --key FILE    the private key that belongs to the stage's signedUrlKey
  --key-id ID   CloudFront's id of the key; default: the stack's output signedUrlKeyId
  --hours N     how long the URL stays valid; default 24

To create a key pair: openssl genrsa -out private.pem 2048 && openssl rsa -in private.pem -pubout
`;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: "string" },
      "key-id": { type: "string" },
      stack: { type: "string" },
      hours: { type: "string", default: "24" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const [address] = positionals;
  if (!address || positionals.length > 1) throw new Error("Give one URL to sign; see --help.");
  if (!values.key) throw new Error("Give the private key file with --key.");
  if (!/^[1-9]\d{0,3}$/.test(values.hours)) {
    throw new Error(`--hours is "${values.hours}" but must be a whole number from 1 to 9999.`);
  }
  const { stack } = values;
  const keyId = values["key-id"] ?? (stack && stackOutputs(stack).signedUrlKeyId);
  if (typeof keyId !== "string") {
    throw new Error("Unknown key id: give --key-id, or a --stack that has one.");
  }
  const until = new Date(Date.now() + Number(values.hours) * 3_600_000);
  console.log(signedUrl(address, signingKey(keyId, read(values.key)), until));
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`Can't read the key file ${file}.`);
  }
}

command(main);
