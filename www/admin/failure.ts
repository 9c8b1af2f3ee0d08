import { typeset } from "../text";
import type { AdminWords } from "./text";

/** What a call that did not work has to tell. */
export interface Failure {
  readonly status: number;
  readonly error: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The sentence for it: the API's own where it knows more than its status says. */
export function failureText({ status, error }: Failure, t: AdminWords): string {
  if (status === 0) return t.failure.offline;
  if (status === 401) return t.failure.signedOut;
  if (status === 403) return t.failure.forbidden;
  if (status === 404) return t.failure.gone;
  if (status === 429) return t.failure.many;
  if (status < 500 && error) return typeset(error);
  return t.failure.server;
}
