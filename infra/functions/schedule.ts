import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LambdaFunction } from "./lambda";

/** Runs a function on a schedule; only this rule may invoke it. */
export function runEvery(
  name: string,
  expression: string,
  lambda: LambdaFunction,
  parent: pulumi.Resource,
): void {
  const rule = new aws.cloudwatch.EventRule(
    name,
    { description: `Every ${expression.slice(5, -1)}.`, scheduleExpression: expression },
    { parent },
  );
  lambda.allowInvocation(`${name}-caller`, "events.amazonaws.com", rule.arn);
  new aws.cloudwatch.EventTarget(
    `${name}-target`,
    { rule: rule.name, arn: lambda.aliasArn },
    { parent },
  );
}
