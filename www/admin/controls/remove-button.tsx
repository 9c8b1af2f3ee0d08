import { useState } from "preact/hooks";
import type { CallResult } from "../../client";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { Button } from "./button";
import { ConfirmDialog } from "./confirm-dialog";

/** Deletes an item of a list, after a confirmation. */
export function RemoveButton(props: {
  readonly name: string;
  readonly remove: () => Promise<CallResult<unknown>>;
  readonly onRemoved: () => void;
}) {
  const { t } = useWords();
  const action = useAction();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        quiet
        danger
        label={t.list.removeNamed(props.name)}
        onClick={() => {
          action.clear();
          setAsking(true);
        }}
      >
        {t.list.remove}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.list.removeTitle(props.name)}
          body={t.list.removeBody}
          confirm={t.list.removeConfirm}
          keep={t.list.cancel}
          busy={action.busy}
          busyText={t.list.removing}
          problem={action.problem}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            if (!(await action.run(props.remove))) return;
            setAsking(false);
            props.onRemoved();
            // The row is gone, and the button with it; the dialog must be closed first.
            requestAnimationFrame(() => document.getElementById("part-title")?.focus());
          }}
        />
      )}
    </>
  );
}
