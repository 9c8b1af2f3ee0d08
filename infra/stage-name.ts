import * as pulumi from "@pulumi/pulumi";

/** With it the longest function name of the program is within Lambda's 64 characters. */
export const longestStageName = 30;

/**
 * Refuses a stack name that AWS would refuse in the name of a function, a dashboard or a mail
 * configuration set, in the middle of a deployment. Pulumi itself takes 100 characters and dots.
 */
export function checkStageName(stack = pulumi.getStack()): void {
  if (/^[\w-]+$/.test(stack) && stack.length <= longestStageName) return;
  throw new pulumi.RunError(
    `The stack name ${JSON.stringify(stack)} must be 1 to ${longestStageName} letters, digits, hyphens and underscores, because AWS resources are named after it; make another stack with pulumi stack init.`,
  );
}
