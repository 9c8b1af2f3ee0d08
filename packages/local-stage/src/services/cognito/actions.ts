import { randomUUID } from "node:crypto";
import { openLockout } from "./lockout";
import { issueTokens, type SigningKey, verifyToken } from "./tokens";
import type { PoolClient, UserPool } from "./user-pool";
import type { User, Users } from "./users";

/** A pool with all that it takes to answer for it. */
export interface OpenPool {
  readonly pool: UserPool;
  readonly users: Users;
  readonly key: () => Promise<SigningKey>;
}

/** An error as Cognito names it; always a 400. */
export class CognitoError extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the input of each action has its own shape
type Input = any;
type Action = (input: Input) => Promise<object>;

/** What Cognito's API does, by its own names of actions; those that begin with Admin want a signature. */
export function cognitoActions(pools: readonly OpenPool[]): Readonly<Record<string, Action>> {
  const lockout = openLockout();
  const firstPasswords = new Map<string, { readonly sub: string; readonly clientId: string }>();

  const byClient = (clientId: unknown) => {
    for (const open of pools) {
      const client = open.pool.clients.find(({ id }) => id === clientId);
      if (client) return { ...open, client };
    }
    throw new CognitoError("ResourceNotFoundException", "User pool client does not exist.");
  };
  const byId = (poolId: unknown) => {
    const open = pools.find(({ pool }) => pool.id === poolId);
    if (open) return open;
    throw new CognitoError("ResourceNotFoundException", "User pool does not exist.");
  };
  const known = ({ users }: OpenPool, name: unknown): User => {
    const user = users.find(String(name));
    if (user) return user;
    throw new CognitoError("UserNotFoundException", "User does not exist.");
  };

  return {
    async InitiateAuth({ ClientId, AuthFlow, AuthParameters = {} }) {
      const open = byClient(ClientId);
      const flow = AuthFlow === "REFRESH_TOKEN" ? "REFRESH_TOKEN_AUTH" : String(AuthFlow);
      if (!open.client.flows.includes(`ALLOW_${flow}`)) {
        const message = `${flow} flow not enabled for this client`;
        throw new CognitoError("InvalidParameterException", message);
      }
      if (flow === "REFRESH_TOKEN_AUTH") return refresh(open, AuthParameters.REFRESH_TOKEN);
      if (flow !== "USER_PASSWORD_AUTH") throw unsupported(flow);
      const name = String(AuthParameters.USERNAME ?? "");
      const password = String(AuthParameters.PASSWORD ?? "");
      const user = open.users.find(name);
      // However the name is written, it is one person's; nobody's names count each by itself.
      const tried = `${open.pool.id} ${user?.sub ?? name.trim()}`;
      if (lockout.isLocked(tried)) {
        throw new CognitoError("NotAuthorizedException", "Password attempts exceeded");
      }
      // Counted before it is looked at, or many at once would all pass.
      lockout.failed(tried);
      if (!(await open.users.isPassword(user, password)) || !user) throw wrongPassword();
      lockout.succeeded(tried);
      if (!user.temporary) return signIn(open, user);
      const session = randomUUID();
      firstPasswords.set(session, { sub: user.sub, clientId: open.client.id });
      return {
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: session,
        ChallengeParameters: {
          USER_ID_FOR_SRP: user.sub,
          requiredAttributes: "[]",
          userAttributes: JSON.stringify({ email: user.email, email_verified: "true" }),
        },
      };
    },

    async RespondToAuthChallenge({ ClientId, ChallengeName, Session, ChallengeResponses = {} }) {
      const open = byClient(ClientId);
      if (ChallengeName !== "NEW_PASSWORD_REQUIRED") throw unsupported(ChallengeName);
      const first = firstPasswords.get(Session);
      const user = first && open.users.find(first.sub);
      if (!user || first.clientId !== open.client.id) {
        throw new CognitoError("NotAuthorizedException", "Invalid session for the user.");
      }
      const password = allowed(open, ChallengeResponses.NEW_PASSWORD);
      firstPasswords.delete(Session);
      return signIn(open, await open.users.put(user.email, password, { groups: user.groups }));
    },

    async RevokeToken({ ClientId, Token }) {
      const { users, client } = byClient(ClientId);
      if (users.session(String(Token))?.clientId === client.id) users.closeSession(String(Token));
      return {};
    },

    async GetUser({ AccessToken }) {
      const user = await holder(pools, String(AccessToken));
      return { Username: user.sub, UserAttributes: attributes(user) };
    },

    async AdminCreateUser({ UserPoolId, Username, TemporaryPassword }) {
      const open = byId(UserPoolId);
      if (open.users.find(String(Username))) {
        throw new CognitoError("UsernameExistsException", "User account already exists");
      }
      const password = allowed(open, TemporaryPassword);
      const user = await open.users.put(String(Username), password, {
        groups: [],
        temporary: true,
      });
      const status = { Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" };
      return { User: { Username: user.sub, Attributes: attributes(user), ...status } };
    },

    async AdminSetUserPassword({ UserPoolId, Username, Password, Permanent = false }) {
      const open = byId(UserPoolId);
      const { email, groups } = known(open, Username);
      await open.users.put(email, allowed(open, Password), { groups, temporary: !Permanent });
      return {};
    },

    async AdminAddUserToGroup({ UserPoolId, Username, GroupName }) {
      const open = byId(UserPoolId);
      const user = known(open, Username);
      if (!open.pool.groups.includes(GroupName)) {
        throw new CognitoError("ResourceNotFoundException", "Group not found.");
      }
      open.users.setGroups(user, [...new Set([...user.groups, String(GroupName)])]);
      return {};
    },
  };
}

type Asked = OpenPool & { readonly client: PoolClient };

async function signIn({ pool, users, key, client }: Asked, user: User) {
  const now = Math.floor(Date.now() / 1000);
  const started = { originJti: randomUUID(), signedInAt: now };
  const RefreshToken = users.openSession({
    ...started,
    sub: user.sub,
    clientId: client.id,
    expiresAt: now + client.refreshSeconds,
  });
  const tokens = await issueTokens(pool, await key(), { ...started, user, client, issuedAt: now });
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken } };
}

async function refresh({ pool, users, key, client }: Asked, refreshToken: unknown) {
  const session = users.session(String(refreshToken));
  const user = session && users.find(session.sub);
  if (!user || session.clientId !== client.id) {
    throw new CognitoError("NotAuthorizedException", "Invalid Refresh Token");
  }
  const issuedAt = Math.floor(Date.now() / 1000);
  const tokens = await issueTokens(pool, await key(), { ...session, user, client, issuedAt });
  return { ChallengeParameters: {}, AuthenticationResult: tokens };
}

function allowed({ pool }: OpenPool, password: unknown): string {
  const problem = pool.passwordProblem(String(password ?? ""));
  if (!problem) return String(password);
  const message = `Password did not conform with policy: ${problem}`;
  throw new CognitoError("InvalidPasswordException", message);
}

/** Whose access token it is. */
async function holder(pools: readonly OpenPool[], token: string): Promise<User> {
  for (const { pool, users, key } of pools) {
    const claims = await verifyToken(token, pool, await key());
    const user = claims?.token_use === "access" && users.find(String(claims.sub));
    if (user) return user;
  }
  throw new CognitoError("NotAuthorizedException", "Invalid Access Token");
}

function attributes({ sub, email }: User) {
  return Object.entries({ sub, email, email_verified: "true" }).map(([Name, Value]) => ({
    Name,
    Value,
  }));
}

/** The same words whether the address is known or not. */
function wrongPassword(): CognitoError {
  return new CognitoError("NotAuthorizedException", "Incorrect username or password.");
}

function unsupported(what: unknown): CognitoError {
  return new CognitoError("InvalidParameterException", `The local user pool has no ${what}.`);
}
