import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { InferOutput } from "valibot";
import type { Operation } from "../../contract/operations/operation";
import { type CallOptions, type CallResult, call, noAnswer } from "../client";
import { freshToken } from "./session";

type Row = Parameters<typeof call>[0] & Pick<Operation, "reply">;

/** What a call takes besides the token, which `ask` adds. */
export type AskOptions<O extends Row> = Omit<CallOptions<O>, "headers">;

/** Calls an operation as the person who is signed in. */
export type Ask = <const O extends Row>(
  operation: O,
  options: AskOptions<O>,
) => Promise<CallResult<InferOutput<O["reply"]>>>;

/** Makes `ask`; `onEnded` is told when the API or Cognito wants a new sign-in. */
export function makeAsk(onEnded: () => void): Ask {
  return async (operation, options) => {
    const token = await freshToken();
    if (token === "offline") return noAnswer;
    if (token === "ended") {
      onEnded();
      return { ...noAnswer, status: 401, code: "admin.missing" };
    }
    const result = await call(operation, {
      ...options,
      headers: { Authorization: token },
    } as unknown as CallOptions<typeof operation>);
    if (!result.ok && result.code === "admin.missing") onEnded();
    return result;
  };
}

interface Access {
  readonly ask: Ask;
  /** Counts the sign-ins, so that what failed for want of one is asked again. */
  readonly signIns: number;
}

const AccessContext = createContext<Access | undefined>(undefined);

/** Gives everything below it the right to ask. */
export const AccessProvider = AccessContext.Provider;

export function useAccess(): Access {
  const access = useContext(AccessContext);
  if (!access) throw new Error("useAccess needs an AccessProvider above it.");
  return access;
}
