import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { DataFolder } from "../../data-folder";
import { hasOwnKey, type OwnKey } from "../../gate/own-key";
import type { Graph, Resource } from "../../graph";
import { listen, readBody } from "../../http/server";
import type { Log } from "../../log";
import type { Seed } from "../../service";
import type { Authorizer } from "../api-gateway/authorization";
import { CognitoError, cognitoActions, type OpenPool } from "./actions";
import { poolAuthorizer } from "./authorizer";
import { issueTokens, openKey, type SigningKey } from "./tokens";
import { readPools } from "./user-pool";
import { openUsers } from "./users";

export interface CognitoOptions {
  readonly graph: Graph;
  readonly folder: DataFolder;
  readonly log: Log;
  /** What an administrator's calls are signed with. */
  readonly ownKey: OwnKey;
  /** Who can sign in to the first pool from the start. */
  readonly seeds: readonly Seed[];
}

/** Somebody who can sign in. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** A server that answers for the user pools of a captured program. */
export interface Cognito {
  readonly url: string;
  readonly authorizer: Authorizer;
  /** Who can sign in from the start; nobody where the program has no pool. */
  readonly seeded: readonly Account[];
  /** Adds somebody with a password that need not be changed. */
  addUser(email: string, groups?: readonly string[]): Promise<Account>;
  /** An ID token as if that person had signed in then; for tests of what has expired. */
  idToken(email: string, signedInAt?: Date): Promise<string>;
  close(): Promise<void>;
}

/** Serves every user pool of the graph on a free loopback port. */
export async function startCognito(options: CognitoOptions): Promise<Cognito> {
  const { graph, folder, log } = options;
  const pools = readPools(graph).map((pool): OpenPool => {
    if (pool.mfa === "ON") log(`user pool ${pool.id}: the local stage asks for no second factor`);
    let key: Promise<SigningKey> | undefined;
    return {
      pool,
      users: openUsers(folder, pool.id),
      // Made on the first sign-in: an RSA key takes a while, and most runs have no need of it.
      key: () => {
        key ??= openKey(folder, pool);
        return key;
      },
    };
  });
  const [first] = pools;
  const seeded = first ? options.seeds.map((one) => seed(first, folder, one)) : [];
  const ready = Promise.all(seeded.map(({ done }) => done));
  // One that fails says so where it is awaited.
  ready.catch(() => {});
  const answer = server(pools, options.ownKey, log);
  const listening = await listen(
    (message, response) => {
      void ready
        .then(() => answer(message, response))
        .catch((error) => {
          log(`The local user pool failed: ${error}`);
          response.destroy();
        });
    },
    { hosts: graph.ofType("aws:cognito/userPool:UserPool").map(hostOf) },
  );
  return {
    url: listening.url,
    authorizer: poolAuthorizer(pools),
    seeded: seeded.map(({ account }) => account),
    async addUser(email, groups = []) {
      const password = newPassword();
      await firstOf(pools).users.put(email, password, { groups });
      return { email, password };
    },
    async idToken(email, signedInAt = new Date()) {
      await ready;
      const { pool, users, key } = firstOf(pools);
      const [user, client] = [users.find(email), pool.clients[0]];
      if (!user || !client) throw new Error(`${email} cannot sign in to ${pool.id}.`);
      const seconds = Math.floor(signedInAt.getTime() / 1000);
      const times = { signedInAt: seconds, issuedAt: seconds };
      const signIn = { user, client, originJti: randomUUID(), ...times };
      return (await issueTokens(pool, await key(), signIn)).IdToken;
    },
    async close() {
      await ready;
      await listening.close();
    },
  };
}

/** Where AWS has a pool: what the program's own distribution calls it. */
export function hostOf({ outputs }: Resource): string {
  return String(outputs.endpoint).split("/")[0] as string;
}

function firstOf(pools: readonly OpenPool[]): OpenPool {
  const [first] = pools;
  if (!first) throw new Error("The program declares no user pool.");
  return first;
}

/**
 * A seeded password stays in the data folder, so that every start can print it. Nobody has to wait
 * for its hash before somebody signs in.
 */
function seed({ pool, users }: OpenPool, folder: DataFolder, { email, groups }: Seed) {
  const file = `cognito/${pool.id}/seeded.json`;
  const kept = folder.readJson<Record<string, string>>(file) ?? {};
  const known = kept[email];
  if (known !== undefined && users.find(email)) {
    return { account: { email, password: known }, done: Promise.resolve() };
  }
  const account: Account = { email, password: newPassword() };
  const done = users.put(email, account.password, { groups: groups ?? pool.groups }).then(() => {
    const all = folder.readJson<Record<string, string>>(file) ?? {};
    folder.writeJson(file, { ...all, [email]: account.password });
  });
  return { account, done };
}

/** Has one of every kind of character that a policy may ask for. */
function newPassword(): string {
  return `${randomBytes(9).toString("base64url")}-Aa1`;
}

const jsonType = "application/x-amz-json-1.1";

function server(pools: readonly OpenPool[], ownKey: OwnKey, log: Log) {
  const actions = cognitoActions(pools);
  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (status: number, body: object) => {
      const type = status === 200 ? undefined : (body as { __type?: string }).__type;
      response.writeHead(status, {
        "content-type": jsonType,
        "x-amzn-requestid": randomUUID(),
        ...(type && { "x-amzn-errortype": `${type}:` }),
      });
      response.end(JSON.stringify(body));
    };
    const fail = (type: string, text: string) => reply(400, { __type: type, message: text });
    const jwks = pools.find(({ pool }) => message.url === `/${pool.id}/.well-known/jwks.json`);
    if (message.method === "GET" && jwks) {
      return reply(200, { keys: [(await jwks.key()).publicJwk] });
    }
    const { "x-amz-target": target = "", "content-type": contentType = "" } = message.headers;
    // A page of another origin can send no other type without a preflight, which finds no answer.
    if (message.method !== "POST" || contentType.split(";")[0] !== jsonType) {
      return fail("UnknownOperationException", "Send a POST of application/x-amz-json-1.1.");
    }
    const name = /^AWSCognitoIdentityProviderService\.(\w+)$/.exec(String(target))?.[1] ?? "";
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) {
      log(`The local user pool has no action ${name}.`);
      return fail("UnknownOperationException", `The local user pool has no action ${name}.`);
    }
    if (name.startsWith("Admin") && !hasOwnKey(message, ownKey)) {
      const isSigned = message.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ");
      return isSigned
        ? fail(
            "UnrecognizedClientException",
            "The security token included in the request is invalid.",
          )
        : fail("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    try {
      const body = await readBody(message, 64 * 1024);
      return reply(200, await action(JSON.parse(body?.toString("utf8") ?? "")));
    } catch (error) {
      if (error instanceof CognitoError) return fail(error.type, error.message);
      if (error instanceof SyntaxError) return fail("SerializationException", "Not JSON.");
      throw error;
    }
  };
}
