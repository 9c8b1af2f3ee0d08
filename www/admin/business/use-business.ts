import { useEffect, useState } from "preact/hooks";
import { getBusiness, replaceBusiness } from "../../../contract/operations";
import type { SavedBusinessReply } from "../../../contract/schemas/business";
import type { Failure } from "../../client";
import { useAccess } from "../session/access";
import type { JsonObject } from "./json";

/** A version of the document as the desk has it. */
export interface Saved extends Omit<SavedBusinessReply, "business"> {
  readonly business: JsonObject;
}

/** What is edited: from which version on, and what it has become. */
export interface Draft {
  readonly base: Saved;
  readonly document: JsonObject;
}

/** Outlives a look at another part of the desk; a reload asks first. */
let kept: Draft | undefined;

export interface BusinessDraft {
  readonly state: "loading" | "failed" | "shown";
  readonly failure?: Failure | undefined;
  readonly draft?: Draft | undefined;
  readonly isChanged: boolean;
  edit(document: JsonObject): void;
  /** Puts another version under the edited document, or in its place. */
  take(draft: Draft): void;
  reload(): void;
  /** The document in force; undefined where nobody could say. */
  newest(): Promise<Saved | undefined>;
  save(document: JsonObject): Promise<SaveResult>;
  /** Has the server check a document, without saving it. */
  check(document: JsonObject): Promise<SaveResult>;
}

type SaveResult = { readonly saved: Saved } | { readonly failure: Failure };

/** Loads the document, and keeps what is changed in it until it is saved. */
export function useBusinessDraft(): BusinessDraft {
  const { call, signIns } = useAccess();
  const [draft, setDraft] = useState(kept);
  const [failure, setFailure] = useState<Failure>();
  const [round, setRound] = useState(0);
  const take = (next: Draft) => {
    kept = next;
    setDraft(next);
  };

  useEffect(() => {
    if (kept && isChanged(kept)) return;
    let isGone = false;
    call(getBusiness, {}).then((result) => {
      if (isGone) return;
      if (!result.ok) return setFailure(result);
      const base = result.reply as Saved;
      setFailure(undefined);
      take({ base, document: base.business });
    });
    return () => {
      isGone = true;
    };
  }, [signIns, round]);

  const hasChanges = draft !== undefined && isChanged(draft);
  useEffect(() => {
    if (!hasChanges) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [hasChanges]);

  const send = async (sent: { business: JsonObject; dryRun?: true }): Promise<SaveResult> => {
    if (!draft) throw new Error("There is nothing to save yet.");
    const result = await call(replaceBusiness, { body: { version: draft.base.version, ...sent } });
    return result.ok ? { saved: result.reply as Saved } : { failure: result };
  };

  return {
    state: draft ? "shown" : failure ? "failed" : "loading",
    failure,
    draft,
    isChanged: hasChanges,
    edit: (document) => draft && take({ ...draft, document }),
    take,
    reload: () => {
      setFailure(undefined);
      setRound(round + 1);
    },
    async newest() {
      const result = await call(getBusiness, {});
      return result.ok ? (result.reply as Saved) : undefined;
    },
    async save(business) {
      const result = await send({ business });
      if ("saved" in result) take({ base: result.saved, document: result.saved.business });
      return result;
    },
    check: (business) => send({ business, dryRun: true }),
  };
}

function isChanged({ base, document }: Draft): boolean {
  return JSON.stringify(base.business) !== JSON.stringify(document);
}

/** Forgets what was not saved; for somebody else who signs in. */
export function forgetDraft(): void {
  kept = undefined;
}
