/** An emulator that answers. */
export interface Emulator {
  /** For example "MiniStack 1.5.33". */
  readonly name: string;
  readonly address: string;
}

/** What the program asks AWS for, by the names that emulators give their services. */
export const neededServices = [
  "apigateway",
  "cloudfront",
  "cognito-idp",
  "dynamodb",
  "dynamodbstreams",
  "events",
  "iam",
  "lambda",
  "logs",
  "s3",
  "scheduler",
  "ses",
  "sns",
  "sqs",
  "sts",
] as const;

/** The health page of each emulator; MiniStack has LocalStack's as well, so its own comes first. */
const pages = [
  ["MiniStack", "/_ministack/health"],
  ["LocalStack", "/_localstack/health"],
] as const;

interface Health {
  readonly services?: Readonly<Record<string, string>>;
  readonly version?: string;
}

/** The emulator at an address; undefined where nothing like one answers. */
export async function findEmulator(address: string): Promise<Emulator | undefined> {
  for (const [name, path] of pages) {
    const health = await healthAt(`${address}${path}`);
    if (!health?.services) continue;
    const found = { name: `${name} ${health.version ?? ""}`.trim(), address };
    refuseMissing(found, health.services);
    return found;
  }
  return undefined;
}

async function healthAt(url: string): Promise<Health | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "error" });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

function refuseMissing({ name, address }: Emulator, services: Record<string, string>): void {
  const there = (service: string) => !/^(disabled|error)$/.test(services[service] ?? "disabled");
  const missing = neededServices.filter((service) => !there(service));
  if (missing.length === 0) return;
  throw new Error(
    `${name} at ${address} has no ${missing.join(", ")}, which the program needs: start an emulator that has, for example with --start pypi on another --address.`,
  );
}
