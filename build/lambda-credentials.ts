/**
 * Replaces @aws-sdk/credential-provider-node in a bundle: Lambda always sets these variables, and the
 * providers for profiles, SSO and instance roles are a third of the zip.
 */
export const defaultProvider = () => async () => ({
  accessKeyId: variable("AWS_ACCESS_KEY_ID"),
  secretAccessKey: variable("AWS_SECRET_ACCESS_KEY"),
  sessionToken: process.env.AWS_SESSION_TOKEN,
});

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing; this code only runs in Lambda.`);
  return value;
}
