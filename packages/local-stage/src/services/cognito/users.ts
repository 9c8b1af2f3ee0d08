import { createHash, randomBytes, randomUUID, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { DataFolder } from "../../data-folder";

/** Somebody in a pool; the address is the name they sign in with. */
export interface User {
  readonly sub: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** "<salt>:<hash>", both base64. */
  readonly password: string;
  /** Whether the password was given by somebody else and has to be changed first. */
  readonly temporary: boolean;
}

/** What a refresh token stands for; the token itself is only kept as its hash. */
export interface Session {
  readonly sub: string;
  readonly clientId: string;
  readonly originJti: string;
  /** Seconds since 1970. */
  readonly signedInAt: number;
  readonly expiresAt: number;
}

/** The people of one pool and who is signed in, kept in the data folder. */
export interface Users {
  /** By e-mail address or id. */
  find(name: string): User | undefined;
  /** Adds somebody, or gives who is there a new password and groups. */
  put(email: string, password: string, options: PutOptions): Promise<User>;
  setGroups(user: User, groups: readonly string[]): void;
  /** Takes as long for nobody, so that the time does not tell who there is. */
  isPassword(user: User | undefined, password: string): Promise<boolean>;
  openSession(session: Session): string;
  session(refreshToken: string): Session | undefined;
  closeSession(refreshToken: string): void;
}

export interface PutOptions {
  readonly groups: readonly string[];
  readonly temporary?: boolean;
}

const nobodysPassword = `${randomBytes(16).toString("base64")}:${randomBytes(32).toString("base64")}`;

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Reads a pool's people from the data folder. */
export function openUsers(folder: DataFolder, poolId: string): Users {
  const name = `cognito/${poolId}/users.json`;
  const { users = [], sessions = {} } =
    folder.readJson<{ users: User[]; sessions: Record<string, Session> }>(name) ?? {};
  const save = () => folder.writeJson(name, { users, sessions });
  const find = (wanted: string) =>
    users.find(({ sub, email }) => sub === wanted || email === wanted.trim().toLowerCase());
  const replace = (user: User) => {
    const at = users.findIndex(({ sub }) => sub === user.sub);
    if (at < 0) users.push(user);
    else users[at] = user;
    save();
  };
  return {
    find,
    setGroups: (user, groups) => replace({ ...user, groups }),
    async put(email, password, { groups, temporary = false }) {
      const salt = randomBytes(16);
      const hash = await derive(password, salt, 32);
      const user: User = {
        sub: find(email)?.sub ?? randomUUID(),
        email: email.trim().toLowerCase(),
        groups,
        password: `${salt.toString("base64")}:${hash.toString("base64")}`,
        temporary,
      };
      replace(user);
      return user;
    },
    async isPassword(user, password) {
      const [salt = "", hash = ""] = (user?.password ?? nobodysPassword).split(":");
      const given = await derive(password, Buffer.from(salt, "base64"), 32);
      return timingSafeEqual(given, Buffer.from(hash, "base64")) && user !== undefined;
    },
    openSession(session) {
      for (const [key, { expiresAt }] of Object.entries(sessions)) {
        if (expiresAt * 1000 < Date.now()) delete sessions[key];
      }
      const token = randomBytes(48).toString("base64url");
      sessions[hashOf(token)] = session;
      save();
      return token;
    },
    session(refreshToken) {
      const session = sessions[hashOf(refreshToken)];
      return session && session.expiresAt * 1000 > Date.now() ? session : undefined;
    },
    closeSession(refreshToken) {
      delete sessions[hashOf(refreshToken)];
      save();
    },
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
