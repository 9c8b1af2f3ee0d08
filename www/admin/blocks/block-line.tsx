import { useState } from "preact/hooks";
import { removeBlock } from "../../../contract/operations";
import type { BlockReply } from "../../../contract/schemas/blocks";
import { Button } from "../controls/button";
import { ConfirmDialog } from "../controls/confirm-dialog";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { blockText, blockWords, whenText, whoText } from "./words";

/** One block: whose time, when, why, how far it is held, and how it goes on or goes. */
export function BlockLine(props: {
  readonly block: BlockReply;
  readonly onContinue: (block: BlockReply) => void;
  readonly onRemoved: (block: BlockReply) => void;
}) {
  const { business, language } = useWords();
  const { call } = useAccess();
  const w = blockWords[language];
  const action = useAction();
  const [asking, setAsking] = useState(false);
  const { block } = props;
  const what = blockText(business, block, language);
  const all = block.heldDays + block.leftDays;
  return (
    <li class="desk-block" data-testid={`block-${block.blockId}`}>
      <div>
        <p class="desk-block-when">{whenText(block, language)}</p>
        <p class="desk-block-who">
          {whoText(business, block.people, language)}
          <span class="badge">{w.reasons[block.reason]}</span>
        </p>
        {block.note && <p class="desk-block-note hint">{block.note}</p>}
        {block.leftDays > 0 && (
          <p class="desk-card-unreachable" data-testid="block-left">
            {w.held(block.heldDays, all)}
            {block.people.length > 1 && ` (${w.perPerson})`}. {w.waits}
          </p>
        )}
        {block.isRemoving && <p class="desk-card-unreachable">{w.cutShort}</p>}
      </div>
      <div class="actions">
        {block.leftDays > 0 && (
          <Button
            label={w.goOnNamed(what)}
            testId="block-continue"
            onClick={() => props.onContinue(block)}
          >
            {w.goOn}
          </Button>
        )}
        <Button
          quiet
          danger
          label={w.removeNamed(what)}
          testId="block-remove"
          onClick={() => {
            action.clear();
            setAsking(true);
          }}
        >
          {w.remove}
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={w.removeTitle}
          body={w.removeBody(what)}
          confirm={w.removeConfirm}
          keep={w.keepIt}
          busy={action.busy}
          busyText={w.removing}
          problem={action.problem}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const params = { blockId: block.blockId ?? "" };
            if (!(await action.run(() => call(removeBlock, { params })))) return;
            setAsking(false);
            props.onRemoved(block);
          }}
        />
      )}
    </li>
  );
}
