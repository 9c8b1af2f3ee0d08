import * as pulumi from "@pulumi/pulumi";

/** An address that only this machine answers at. */
export const loopbackAddress = /^http:\/\/(localhost|127\.0\.0\.1):\d{1,5}$/;

/** The account that emulators say they are. No real account has this number. */
export const emulatedAccount = "000000000000";

/** Refuses a stage for an emulator whose resources would be made anywhere else. */
export function refuseElsewhere(emulator: string | undefined): void {
  if (emulator === undefined) return;
  const aws = new pulumi.Config("aws");
  const services = aws.getObject<Record<string, string>[]>("endpoints") ?? [];
  const endpoints = services.flatMap((service) => Object.values(service));
  const accounts = aws.getObject<string[]>("allowedAccountIds") ?? [];
  const isThere = endpoints.length > 0 && endpoints.every((endpoint) => endpoint === emulator);
  if (isThere && accounts.length === 1 && accounts[0] === emulatedAccount) return;
  throw new pulumi.RunError(
    `shopfront:emulator is ${emulator}, so every one of aws:endpoints must be ${emulator}, and aws:allowedAccountIds must be ["${emulatedAccount}"], as in Pulumi.emulator.yaml.`,
  );
}

/** An API key's value where the emulator makes none by itself; it guards nothing but this machine. */
export function emulatedKey(name: string): string {
  return `only-in-an-emulator-${name}`;
}

/** Where the API is in MiniStack and LocalStack, which don't answer at its name. */
export function emulatedApiPath(domainName: string): string {
  return `/_aws/execute-api/${domainName.split(".")[0]}`;
}
