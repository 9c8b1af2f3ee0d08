import type { PulumiCli } from "../../deploy/engine/pulumi-cli";

/** What the engine would do to one resource. */
export interface EngineStep {
  readonly urn: string;
  readonly kind: EngineKind;
  /** The inputs that replace it. */
  readonly reasons: readonly string[];
}

export type EngineKind = "created" | "changed" | "replaced" | "deleted";

/** What a preview says, or why there is none. */
export type EnginePreview =
  | { readonly steps: readonly EngineStep[] }
  | { readonly problem: string };

const kindsByOp: Readonly<Record<string, EngineKind>> = {
  create: "created",
  import: "created",
  update: "changed",
  delete: "deleted",
  discard: "deleted",
  replace: "replaced",
  "create-replacement": "replaced",
  "delete-replaced": "replaced",
  "discard-replaced": "replaced",
};

/** Asks the engine what it would do to a stack that is deployed already; it changes nothing. */
export async function enginePreview(
  cli: PulumiCli,
  folder: string,
  stack: string,
): Promise<EnginePreview> {
  const output = { printed: "", told: "" };
  const failure = await cli
    .run(
      ["preview", "--json", "--stack", stack],
      folder,
      { PULUMI_SKIP_UPDATE_CHECK: "true" },
      (text) => {
        output.printed += text;
      },
      (text) => {
        output.told += text;
      },
    )
    .then(
      () => undefined,
      (error: Error) => error,
    );
  if (!failure) return stepsOf(output.printed);
  const preview = parsed(output.printed);
  const said = preview?.diagnostics?.find(({ severity }) => severity === "error")?.message;
  const last = output.told.trim().split("\n").at(-1);
  return { problem: (said ?? (last || failure.message)).trim() };
}

/** The steps in what `pulumi preview --json` prints. */
export function stepsOf(text: string): EnginePreview {
  const preview = parsed(text);
  return preview ? { steps: stepsIn(preview) } : { problem: "its preview is no JSON" };
}

interface Preview {
  readonly steps?: readonly {
    readonly op: string;
    readonly urn: string;
    readonly replaceReasons?: readonly string[] | null;
  }[];
  readonly diagnostics?: readonly { readonly severity: string; readonly message: string }[];
}

function parsed(text: string): Preview | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stepsIn({ steps = [] }: Preview): EngineStep[] {
  const found = new Map<string, EngineStep>();
  for (const { op, urn, replaceReasons } of steps) {
    const kind = kindsByOp[op];
    // A replacement is several steps, of which some give the reasons.
    const reasons = replaceReasons ?? found.get(urn)?.reasons ?? [];
    if (kind) found.set(urn, { urn, kind, reasons });
  }
  return [...found.values()];
}
