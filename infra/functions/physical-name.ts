import * as pulumi from "@pulumi/pulumi";

/**
 * What AWS calls a function. The name is chosen here because alarms, log groups and grants refer to it
 * before the function exists.
 */
export function physicalName(shortName: string): string {
  const name = `${pulumi.getProject()}-${pulumi.getStack()}-${shortName}`;
  if (name.length > 64) {
    throw new pulumi.RunError(
      `The function name ${name} is over 64 characters; use a shorter stack name.`,
    );
  }
  return name;
}
