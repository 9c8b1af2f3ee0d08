import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { InferOutput } from "valibot";
import type { Operation } from "../../../contract/operations/operation";
import {
  type Row as AnyRow,
  type CallOptions,
  type CallResult,
  call as callApi,
  noAnswer,
} from "../../client";
import { write } from "../../write";
import { freshToken } from "./session";

type Row = AnyRow & Pick<Operation, "reply">;

/** What a call takes apart from the token, which is added to it. */
export type AdminCallOptions<O extends Row> = Omit<CallOptions<O>, "headers">;

/** Calls an operation as the person who is signed in. */
export type AdminCall = <const O extends Row>(
  operation: O,
  options: AdminCallOptions<O>,
) => Promise<CallResult<InferOutput<O["reply"]>>>;

/** Makes the calls of a session; `onEnded` runs when the API or Cognito wants a new sign-in. */
export function makeAdminCall(onEnded: () => void): AdminCall {
  return async (operation, options) => {
    const token = await freshToken();
    if (token === "offline") return noAnswer;
    if (token === "ended") {
      onEnded();
      return { ...noAnswer, status: 401, code: "admin.missing" };
    }
    const send = operation.method === "GET" ? callApi : write;
    const result = await send(operation, {
      ...options,
      headers: { Authorization: token },
    } as unknown as CallOptions<typeof operation>);
    // By the status: not every 401 of the gateway has the code.
    if (!result.ok && result.status === 401) onEnded();
    return result;
  };
}

interface Access {
  readonly call: AdminCall;
  /** Counts the sign-ins, so that lists load again after each. */
  readonly signIns: number;
}

const AccessContext = createContext<Access | undefined>(undefined);

/** Lets everything below it call the API as an administrator. */
export const AccessProvider = AccessContext.Provider;

export function useAccess(): Access {
  const access = useContext(AccessContext);
  if (!access) throw new Error("useAccess needs an AccessProvider above it.");
  return access;
}
