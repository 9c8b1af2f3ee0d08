/** How the services of the local stage call each other's functions. */

/** On whose behalf a function is invoked: checked against the function's captured permissions. */
export interface Caller {
  /** For example "apigateway.amazonaws.com" or "events.amazonaws.com". */
  readonly principal: string;
  readonly sourceArn: string;
}

export type InvocationResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      /** `failed`: the handler threw; `denied`: no permission lets this caller in. */
      readonly reason: "failed" | "timeout" | "throttled" | "denied" | "not-found";
      /** One sentence for the log; never sent to a visitor. */
      readonly message: string;
    };

/**
 * Invokes a function by ARN, with or without an alias or version at its end. Never rejects: whatever
 * goes wrong inside the function is a value. `caller` is absent where the service calls with the
 * function's own role (stream mappings) and so no resource permission is asked.
 */
export type Invoke = (
  functionArn: string,
  payload: unknown,
  caller?: Caller,
) => Promise<InvocationResult>;
