import { spawn } from "node:child_process";

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
export async function enginePreview(folder: string, stack: string): Promise<EnginePreview> {
  const words = ["preview", "--json", "--non-interactive", "--stack", stack];
  const child = spawn("pulumi", words, {
    cwd: folder,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text) => {
      output[name] += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve).on("error", reject);
  });
  if (code === 0) return stepsOf(output.stdout);
  const preview = parsed(output.stdout);
  const said = preview?.diagnostics?.find(({ severity }) => severity === "error")?.message;
  const last = output.stderr.trim().split("\n").at(-1);
  return { problem: (said ?? (last || `pulumi ended with ${code}`)).trim() };
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
