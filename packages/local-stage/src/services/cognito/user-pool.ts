import type { Graph, Resource } from "../../graph";

/** Who asks for tokens, and how long those last. */
export interface PoolClient {
  readonly id: string;
  readonly flows: readonly string[];
  readonly idSeconds: number;
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
}

/** One user pool as the captured graph declares it. */
export interface UserPool {
  readonly id: string;
  readonly arn: string;
  /** What its tokens name as their issuer. */
  readonly issuer: string;
  readonly clients: readonly PoolClient[];
  readonly groups: readonly string[];
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  /** Says what a password lacks, or nothing. */
  passwordProblem(password: string): string | undefined;
}

/** The user pools of a program, with their clients and groups. */
export function readPools(graph: Graph): UserPool[] {
  return graph.ofType("aws:cognito/userPool:UserPool").map(({ id, inputs, outputs }) => {
    const own = ({ inputs: { userPoolId } }: Resource) => userPoolId === id;
    return {
      id,
      arn: outputs.arn,
      issuer: `https://${outputs.endpoint}`,
      clients: graph
        .ofType("aws:cognito/userPoolClient:UserPoolClient")
        .filter(own)
        .map(readClient),
      groups: graph
        .ofType("aws:cognito/userGroup:UserGroup")
        .filter(own)
        .map((group) => group.inputs.name),
      mfa: inputs.mfaConfiguration ?? "OFF",
      passwordProblem: passwordCheck(inputs.passwordPolicy ?? {}),
    };
  });
}

const unitSeconds: Readonly<Record<string, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
};

function readClient({ id, inputs }: Resource): PoolClient {
  const units = inputs.tokenValidityUnits ?? {};
  const seconds = (validity: number | undefined, unit: string | undefined, otherwise: string) =>
    validity === undefined ? undefined : validity * (unitSeconds[unit ?? otherwise] ?? 1);
  return {
    id,
    flows: inputs.explicitAuthFlows ?? [],
    idSeconds: seconds(inputs.idTokenValidity, units.idToken, "hours") ?? 3600,
    accessSeconds: seconds(inputs.accessTokenValidity, units.accessToken, "hours") ?? 3600,
    refreshSeconds: seconds(inputs.refreshTokenValidity, units.refreshToken, "days") ?? 2_592_000,
  };
}

function passwordCheck(policy: Record<string, unknown>) {
  const wants: [wanted: unknown, pattern: RegExp, what: string][] = [
    [policy.requireLowercase, /[a-z]/, "lowercase"],
    [policy.requireUppercase, /[A-Z]/, "uppercase"],
    [policy.requireNumbers, /\d/, "numeric"],
    [policy.requireSymbols, /[^A-Za-z0-9]/, "symbol"],
  ];
  return (password: string) => {
    if (password.length < Number(policy.minimumLength ?? 8)) return "Password not long enough";
    const [, , missing] =
      wants.find(([wanted, pattern]) => wanted && !pattern.test(password)) ?? [];
    return missing && `Password must have ${missing} characters`;
  };
}
