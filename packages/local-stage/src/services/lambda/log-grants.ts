import { accountId } from "../../account";
import type { Gate } from "../../gate/gate";
import type { Role } from "../iam/roles";

/** Whose lines they are. */
export interface LogWriter {
  readonly name: string;
  readonly version: string;
  readonly role: Role;
}

/**
 * Why a function's lines do not reach its log, or undefined where they do. Lambda writes them with the
 * function's own role: it makes a stream for each new environment and then puts lines into it.
 */
export function logRefusal(
  gate: Pick<Gate, "refusal">,
  region: string,
  { name, version, role }: LogWriter,
): string | undefined {
  const stream = `log-group:/aws/lambda/${name}:log-stream:local/[${version}]`;
  const resource = `arn:aws:logs:${region}:${accountId}:${stream}`;
  for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
    const refusal = gate.refusal(name, role, { action, resource });
    if (refusal) return refusal;
  }
  return undefined;
}
