import type { EngineEvent } from "@pulumi/pulumi/automation";

/** How a command of the engine ended that failed. */
export interface Failed {
  readonly stack: string;
  /** What it printed. */
  readonly output: string;
  readonly events: readonly EngineEvent[];
  readonly interrupted: boolean;
  /** Whether it would have changed anything; a preview does not. */
  readonly changes?: boolean;
}

/** What the engine says of a trouble that has a way out, and the sentence for it. */
const known: readonly { says: RegExp; sentence(stack: string, found: RegExpExecArray): string }[] =
  [
    {
      says: /currently locked by (\d+) lock|Another update is currently in progress/,
      sentence: (stack) =>
        `Stack ${stack} is locked: another deployment of it is running, or one was cut off. Wait for it to end; if none is running, run "pulumi cancel --stack ${stack}" and start again (docs/runbooks/two-deployments.md).`,
    },
    {
      says: /violates plan/,
      sentence: (stack) =>
        `What would be done to ${stack} is no longer what was shown, because the program, its settings or the stack changed in between. Nothing was done beyond the plan: start again and look at the new preview.`,
    },
    {
      says: /incorrect passphrase|passphrase must be set/,
      sentence: (stack) =>
        `The secrets of ${stack} can't be read or written: set PULUMI_CONFIG_PASSPHRASE to its passphrase; for a new stack choose one and keep it safe (docs/deploying.md).`,
    },
    {
      says: /no stack named ['"]?([^'"\s]+)['"]? found/,
      sentence: (stack) =>
        `There is no stack ${stack} in this backend: check pulumi whoami --verbose, or deploy it first.`,
    },
    {
      says: /unable to (open bucket|check if bucket)|could not list bucket|Invalid region|no such bucket/i,
      sentence: () =>
        "Pulumi can't open the backend where the state is: check PULUMI_BACKEND_URL or pulumi whoami --verbose, that it exists, and AWS_REGION for an s3:// address.",
    },
    {
      says: /PULUMI_ACCESS_TOKEN must be set|not logged in/,
      sentence: () =>
        "Pulumi does not know where the state is: run pulumi login <backend> once, or set PULUMI_BACKEND_URL (docs/deploying.md).",
    },
  ];

/** One sentence, or a few, for a person: what is wrong, and what to do about it. */
export function troubleOf({ stack, output, events, interrupted, changes = true }: Failed): string {
  const errors = [...new Set(events.flatMap(errorIn))];
  const everything = [output, ...errors].join("\n");
  if (interrupted && !changes) return "The preview was cut short, and nothing was changed.";
  if (interrupted) {
    return `Ended early, as asked. What was finished is in the state of ${stack}: run the same command again to go on.`;
  }
  for (const { says, sentence } of known) {
    const found = says.exec(everything);
    if (found) return [sentence(stack, found), ...violated(errors)].join("\n");
  }
  const last = errors.length > 0 ? errors : [firstError(output)];
  return [
    `The engine ended with an error. Run the same command again once it is mended.`,
    ...last,
  ].join("\n  ");
}

/** The errors of an event, which name their resource. */
function errorIn({ diagnosticEvent }: EngineEvent): string[] {
  if (diagnosticEvent?.severity !== "error") return [];
  const { urn, message } = diagnosticEvent;
  const text = message.trim();
  if (/^(update|preview|destroy) failed$/.test(text)) return [];
  return [urn ? `${urn.split("::").at(-1)}: ${text}` : text];
}

/** Which resources left the plan and by which property: the engine adds the values, secrets among them. */
function violated(errors: readonly string[]): string[] {
  return errors.flatMap((error) => {
    const [, urn = ""] = /resource (urn:\S+) violates plan/.exec(error) ?? [];
    const properties = [...error.matchAll(/(?:\+\+|--|~~)(\w+)\[/g)].map(([, name]) => name);
    return urn
      ? [`  ${urn.split("::").at(-1)}${properties.length > 0 ? ` (${properties.join(", ")})` : ""}`]
      : [];
  });
}

function firstError(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const error = lines.find((line) => /^(stderr: )?error: /.test(line));
  return (error ?? lines.findLast((line) => line !== "") ?? "").replace(/^(stderr: )?error: /, "");
}
