import { parseArgs } from "node:util";
import { checkEphemeralName, timeToLive } from "./time-to-live";

/** What the command line asks for. */
export interface DeployQuestion {
  readonly verb: "deploy" | "preview" | "destroy" | "outputs" | "sweep";
  /** Empty for a sweep. */
  readonly stack: string;
  /** Answers every question with yes, but allows nothing that `allow` must name. */
  readonly yes: boolean;
  /** URNs of what holds data and may be deleted or replaced all the same. */
  readonly allow: readonly string[];
  readonly smoke: boolean;
  /** Makes a lasting stack that is not there yet, which no `yes` does. */
  readonly create: boolean;
  /** How long an ephemeral stack lives, in milliseconds. */
  readonly ttlMs?: number;
  /** Where a preview keeps its plan, for a deployment that somebody approves later. */
  readonly savePlan?: string;
  /** A plan that was kept, to which the deployment is held beside what it shows itself. */
  readonly plan?: string;
  readonly showSecrets: boolean;
  /** Monthly visitors of the bill. */
  readonly visitors: number;
}

/** How the command is called. */
export const usage = `npm run deploy -- <stack> [--yes] [--create] [--allow <urn>]... [--no-smoke] [--visitors 10000]
npm run deploy -- preview <stack> [--yes] [--create] [--allow <urn>]... [--save-plan plan.json]
npm run deploy -- <stack> --plan plan.json [--yes]
npm run deploy -- destroy <stack> [--yes]
npm run deploy -- outputs <stack> [--show-secrets]
npm run deploy -- pr-123 --ttl 3d [--yes]
npm run deploy -- --sweep [--yes]`;

const verbs = ["preview", "destroy", "outputs"] as const;

/** Reads the command line; throws a sentence that names what is wrong and what would be valid. */
export function deployQuestion(args: readonly string[]): DeployQuestion {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      yes: { type: "boolean", default: false },
      allow: { type: "string", multiple: true, default: [] },
      create: { type: "boolean", default: false },
      "no-smoke": { type: "boolean", default: false },
      sweep: { type: "boolean", default: false },
      ttl: { type: "string" },
      "save-plan": { type: "string" },
      plan: { type: "string" },
      "show-secrets": { type: "boolean", default: false },
      visitors: { type: "string", default: "10000" },
    },
  });
  const [first = "", ...rest] = positionals;
  const named = verbs.find((verb) => verb === first);
  const verb = values.sweep ? "sweep" : (named ?? "deploy");
  const [stack = "", ...further] = named ? rest : positionals;
  if (verb === "sweep" ? positionals.length > 0 : stack === "" || further.length > 0) {
    const wanted =
      verb === "sweep"
        ? "--sweep takes no stack"
        : stack === ""
          ? "Name one stack"
          : `Name one stack; there is no command "${stack}" for ${further.join(" ")}`;
    throw new Error(`${wanted}:\n${usage}`);
  }
  // The program asks for the same; here it is told before anything is made.
  if (verb !== "sweep" && !/^[\w-]{1,30}$/.test(stack)) {
    throw new Error(
      `The stack name ${JSON.stringify(stack)} must be 1 to 30 letters, digits, hyphens and underscores.`,
    );
  }
  const unfit = values.allow.find((urn) => !/^urn:pulumi:[^:]+::[^:]+::.+::.+$/.test(urn));
  if (unfit !== undefined) {
    throw new Error(`--allow is "${unfit}"; it must be a URN as the preview shows it.`);
  }
  if (!/^\d{1,10}$/.test(values.visitors)) {
    throw new Error(`--visitors is "${values.visitors}"; it must be a whole number per month.`);
  }
  if (values.ttl !== undefined) {
    if (verb !== "deploy")
      throw new Error("--ttl belongs to a deployment: npm run deploy -- pr-123 --ttl 3d");
    checkEphemeralName(stack);
  }
  const { "save-plan": savePlan, plan } = values;
  if (savePlan !== undefined && verb !== "preview") {
    throw new Error(
      "--save-plan belongs to a preview: npm run deploy -- preview prod --save-plan plan.json",
    );
  }
  if (plan !== undefined && verb !== "deploy") {
    throw new Error("--plan belongs to a deployment: npm run deploy -- prod --plan plan.json");
  }
  return {
    verb,
    stack,
    yes: values.yes,
    allow: values.allow,
    smoke: !values["no-smoke"],
    create: values.create,
    ...(values.ttl !== undefined && { ttlMs: timeToLive(values.ttl) }),
    ...(savePlan !== undefined && { savePlan }),
    ...(plan !== undefined && { plan }),
    showSecrets: values["show-secrets"],
    visitors: Number(values.visitors),
  };
}
