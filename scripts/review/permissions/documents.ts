import { parsed, statementsOf } from "../../../policy/documents";
import type { Permission } from "./permission";

/** Where a policy is: what somebody may do, or what may be done to something. */
export type About = "who" | "target";

/** What a policy document permits; `subject` is whom or what it is about. */
export function inDocument(text: unknown, subject: string, about: About): Permission[] {
  const raw = [(parsed(text) as { Statement?: unknown } | undefined)?.Statement].flat();
  return statementsOf(text).flatMap(
    ({ effect, actions, principals, resources, ...rest }, index) => {
      // "Everything but …" is wider than any list.
      const but = (key: string) => {
        const excluded = (raw[index] as Record<string, unknown>)[key];
        return excluded === undefined ? [] : [`all but ${JSON.stringify(excluded)}`];
      };
      const isEmpty = Object.keys(rest.condition).length === 0;
      const condition = isEmpty ? "" : JSON.stringify(rest.condition);
      const whos = about === "who" ? [subject] : [...principals, ...but("NotPrincipal")];
      const named = [...resources, ...but("NotResource")];
      const targets = named.length > 0 ? named : [subject];
      return whos.flatMap((who) =>
        [...actions, ...but("NotAction")].flatMap((action) =>
          targets.map((target) => ({
            who,
            effect: effect === "Deny" ? ("Deny" as const) : ("Allow" as const),
            action,
            target,
            condition,
          })),
        ),
      );
    },
  );
}

/** Whether a text is a policy document. */
export function isDocument(text: unknown): text is string {
  const document = parsed(text);
  return typeof document === "object" && document !== null && "Statement" in document;
}

/** Whom the document is about: one that names principals is about what it lies at. */
export function aboutOf(text: string): About {
  const raw = [(parsed(text) as { Statement?: unknown }).Statement].flat();
  const hasPrincipal = raw.some(
    (one) =>
      typeof one === "object" && one !== null && ("Principal" in one || "NotPrincipal" in one),
  );
  return hasPrincipal ? "target" : "who";
}
