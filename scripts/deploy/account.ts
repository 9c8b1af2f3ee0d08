import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { listOf, type StackFile } from "./settings-file";

/** Whose credentials a deployment uses, and where. */
export interface SignedIn {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
}

/**
 * Asks AWS who is signed in. Throws a sentence where nobody is, or where the stack's settings name other
 * accounts (`aws:allowedAccountIds`, which the AWS provider heeds as well).
 */
export async function signedIn(stack: string, { config }: StackFile): Promise<SignedIn> {
  const region = (config["aws:region"] as string | undefined) ?? process.env.AWS_REGION;
  if (!region) {
    throw new Error(`No region: set aws:region in Pulumi.${stack}.yaml, for example ca-central-1.`);
  }
  const other = otherIdentity.find((key) => config[key] !== undefined);
  if (other) {
    throw new Error(
      `Pulumi.${stack}.yaml has ${other}, with which the provider would act as somebody else than these credentials: leave it out, and sign in as that role, for example by aws:profile.`,
    );
  }
  const profile = config["aws:profile"] as string | undefined;
  const { account, arn } = await caller(region, profile);
  const allowed = listOf(config["aws:allowedAccountIds"]);
  if (allowed.length > 0 && !allowed.includes(account)) {
    throw new Error(
      `These credentials are of account ${account} (${arn}), and stack ${stack} belongs to ${allowed.join(" or ")}: sign in there, or correct aws:allowedAccountIds in Pulumi.${stack}.yaml.`,
    );
  }
  if (listOf(config["aws:forbiddenAccountIds"]).includes(account)) {
    throw new Error(`Stack ${stack} must not be in account ${account}: sign in to another one.`);
  }
  return { account, arn, region };
}

/** Settings by which the AWS provider acts as somebody else than who is signed in here. */
const otherIdentity = [
  "aws:accessKey",
  "aws:secretKey",
  "aws:token",
  "aws:assumeRole",
  "aws:assumeRoles",
  "aws:assumeRoleWithWebIdentity",
] as const;

/** That the SDK will want a newer Node.js next year is nothing that whoever deploys could mend. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

async function caller(region: string, profile: string | undefined) {
  const sts = new STSClient({ region, ...(profile && { profile }), maxAttempts: 2 });
  try {
    const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (error) {
    throw new Error(whyNot(error as Error));
  } finally {
    sts.destroy();
  }
}

function whyNot({ name, message }: Error): string {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(message)) {
    return `AWS can't be reached from here (${message.split("\n")[0]}): check the network.`;
  }
  const way = "set AWS_PROFILE, or sign in with aws sso login";
  if (name === "CredentialsProviderError") return `There are no AWS credentials here: ${way}.`;
  if (/^(ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient)/.test(name)) {
    return `AWS does not take these credentials (${name}): ${way}.`;
  }
  return `AWS does not say whose credentials these are (${message.split("\n")[0]}): ${way}.`;
}
