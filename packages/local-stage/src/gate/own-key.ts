import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { DataFolder } from "../data-folder";
import { type Credentials, credentialScope, makeCredentials } from "./credentials";

/** What people's own tools sign with, to reach what no function's role opens. */
export type OwnKey = Pick<Credentials, "accessKeyId" | "secretAccessKey">;

/**
 * The stage's own key, the same from one run to the next. It is kept as the AWS command line reads it:
 * `AWS_SHARED_CREDENTIALS_FILE=<data folder>/credentials aws dynamodb list-tables --endpoint-url …`.
 */
export function ownKey(folder: DataFolder): OwnKey {
  const file = folder.file("credentials");
  const kept = readKey(file);
  if (kept) return kept;
  const { accessKeyId, secretAccessKey } = makeCredentials();
  folder.write(
    "credentials",
    `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  return { accessKeyId, secretAccessKey };
}

function readKey(file: string): OwnKey | undefined {
  try {
    const text = readFileSync(file, "utf8");
    const value = (name: string) => new RegExp(`^${name} = (\\S+)$`, "m").exec(text)?.[1];
    const [accessKeyId, secretAccessKey] = [
      value("aws_access_key_id"),
      value("aws_secret_access_key"),
    ];
    return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a call carries the stage's own key. Its id is what nobody can guess, so a signature need not
 * be computed again.
 */
export function hasOwnKey(message: IncomingMessage, { accessKeyId }: OwnKey): boolean {
  return credentialScope(message).accessKeyId === accessKeyId;
}
