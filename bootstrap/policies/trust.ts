/** Where GitHub's tokens come from, and for whom they are. */
export const issuer = "token.actions.githubusercontent.com";
export const audience = "sts.amazonaws.com";

/** How long a job may hold a role at most. */
export const longestSessionSeconds = 7_200;

/** Throws unless it is the name of a repository: "owner/name". */
export function checkRepository(repository: string): void {
  if (/^[A-Za-z0-9-]+\/[\w.-]+$/.test(repository)) return;
  throw new Error(`repository is ${JSON.stringify(repository)} but must be like "owner/name".`);
}

/** Throws unless each is the name of an environment; a pattern would let others in. */
export function checkEnvironments(key: string, environments: readonly string[]): void {
  if (environments.length > 0 && environments.every((name) => /^[a-z][a-z0-9-]*$/.test(name)))
    return;
  throw new Error(`${key} must be a list of environments of the repository, such as ["dev"].`);
}

/** Lets jobs of this repository take a role, in these environments and nowhere else. */
export function trustPolicy(
  providerArn: string,
  repository: string,
  environments: readonly string[],
): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: providerArn },
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: audience,
            [`${issuer}:sub`]: environments.map((name) => `repo:${repository}:environment:${name}`),
          },
        },
      },
    ],
  });
}
