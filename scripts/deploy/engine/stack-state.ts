/** The state of a stack, as far as a deployment looks at it itself. */
export interface StackState {
  readonly resources: readonly {
    readonly urn: string;
    readonly protect: boolean;
    /** The account that it is in, where its ARN says so. */
    readonly account?: string;
  }[];
  /** URNs of what was being changed when a deployment was cut off. */
  readonly pending: readonly string[];
}

/** What an export of a state has of it; an empty stack has neither. */
interface Deployment {
  readonly resources?: readonly {
    readonly urn: string;
    readonly protect?: boolean;
    readonly outputs?: { readonly arn?: unknown };
  }[];
  readonly pending_operations?: readonly { readonly resource: { readonly urn: string } }[];
}

/** Reads an exported state. */
export function stateIn({ resources = [], pending_operations = [] }: Deployment = {}): StackState {
  return {
    resources: resources.map(({ urn, protect = false, outputs }) => {
      const account = accountIn(outputs?.arn);
      return { urn, protect, ...(account && { account }) };
    }),
    pending: pending_operations.map(({ resource }) => resource.urn),
  };
}

function accountIn(arn: unknown): string | undefined {
  return /^arn:aws[\w-]*:[^:]*:[^:]*:(\d{12}):/.exec(String(arn))?.[1];
}
