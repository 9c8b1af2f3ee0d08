import type { Account } from "./scopes";
import type { Statement } from "./statement";

type Condition = NonNullable<Statement["Condition"]>;

/** The tag that `aws:defaultTags` gives all that the program makes. */
const tag = "aws:ResourceTag/Project";
const project = "shopfront";

/**
 * Writes to what AWS names by an id and lets a tag tell apart. To read is never among them: what is gone has no
 * tag, and a refresh has to hear that it is gone, not that it is forbidden.
 */
export const ofTagged = [
  "acm:DeleteCertificate",
  "backup:CreateBackupSelection",
  "backup:DeleteBackupPlan",
  "backup:DeleteBackupSelection",
  "backup:UpdateBackupPlan",
  "cloudfront:DeleteDistribution",
  "cloudfront:UpdateDistribution",
  "cognito-idp:CreateGroup",
  "cognito-idp:CreateUserPoolClient",
  "cognito-idp:DeleteGroup",
  "cognito-idp:DeleteUserPool",
  "cognito-idp:DeleteUserPoolClient",
  "cognito-idp:SetUserPoolMfaConfig",
  "cognito-idp:UpdateGroup",
  "cognito-idp:UpdateUserPool",
  "cognito-idp:UpdateUserPoolClient",
  "ses:DeleteEmailIdentity",
] as const;

/** What gives and takes tags: also what has none yet, as AWS asks it beside the call that creates. */
export const ofTags = [
  "acm:AddTagsToCertificate",
  "acm:RemoveTagsFromCertificate",
  "backup:TagResource",
  "backup:UntagResource",
  "cloudfront:TagResource",
  "cloudfront:UntagResource",
  "cognito-idp:TagResource",
  "cognito-idp:UntagResource",
  "ses:TagResource",
  "ses:UntagResource",
] as const;

/** What makes, changes and ends the feed of a function. */
export const ofFeeds = [
  "lambda:CreateEventSourceMapping",
  "lambda:DeleteEventSourceMapping",
  "lambda:UpdateEventSourceMapping",
] as const;

/** What has to hold for an action besides its resource. */
export function conditionOf(action: string, { id }: Account): Condition | undefined {
  const is = (actions: readonly string[]) => actions.includes(action);
  if (is(ofTagged)) return { StringEquals: { [tag]: project } };
  if (is(ofTags)) return { StringEqualsIfExists: { [tag]: project } };
  const functions = `arn:aws:lambda:*:${id}:function:shopfront-*`;
  if (is(ofFeeds)) return { ArnLike: { "lambda:FunctionArn": functions } };
  return undefined;
}
