import type { EnginePreview, EngineStep } from "../programs/engine-preview";
import { code, listed, type Markdown, md, words } from "../report/markdown";
import type { Kind, ResourceChange } from "../resources/resource-changes";
import { counted, type Section } from "../section";

/** What the engine says of the deployed stack, and where it differs from what the two programs say. */
export function previewSection(
  preview: EnginePreview,
  changes: readonly ResourceChange[],
): Section {
  if ("problem" in preview) {
    const says = md`The engine has no preview: ${code(preview.problem, 600)}`;
    return { title: "Preview by the engine: none", warnings: [says], lines: [] };
  }
  const steps = preview.steps.filter(({ urn }) => isResource(urn));
  const engine = new Map(steps.map((step) => [step.urn, step]));
  const review = new Map(changes.map((change) => [change.resource.urn, change.kind]));
  const differing = [...new Set([...engine.keys(), ...review.keys()])].filter(
    (urn) => !isAlike(engine.get(urn), review.get(urn)),
  );
  const count = counted(steps.length, "resource");
  return {
    title: `Preview by the engine: ${count}, ${counted(differing.length, "difference")} from this review`,
    warnings: steps
      .filter(({ kind, urn }) => kind === "replaced" && review.get(urn) !== "replaced")
      .map((step) => md`**The engine replaces ${nameIn(step.urn)}**${reasonsOf(step)}.`),
    lines: [
      md`The engine compares with what is deployed, this review with the base: where the base is not what is deployed, they differ.\n`,
      ...differing.map((urn) => {
        const step = engine.get(urn);
        const says = step ? md`${word(step.kind)}${reasonsOf(step)}` : md`unchanged`;
        return md`- ${nameIn(urn)}: by the engine ${says}, by this review ${word(review.get(urn))}.`;
      }),
    ],
  };
}

/** Components and providers have no counterpart in AWS. */
function isResource(urn: string): boolean {
  const type = (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
  return !type.startsWith("shopfront:") && !type.startsWith("pulumi:");
}

function isAlike(step: EngineStep | undefined, kind: Kind | undefined): boolean {
  if (kind === "forgotten") return step?.kind === "deleted";
  if (kind === "may be replaced") return step?.kind === "replaced" || step?.kind === "changed";
  return step?.kind === kind;
}

function word(kind: string | undefined): Markdown {
  return kind === undefined ? md`unchanged` : md`**${words(kind)}**`;
}

function reasonsOf({ kind, reasons }: EngineStep): Markdown {
  return kind === "replaced" && reasons.length > 0 ? md` because of ${listed(reasons, 6)}` : md``;
}

function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
