import type { BlockReply } from "../../../contract/schemas/blocks";
import { useWords } from "../text";
import type { List } from "../use-list";
import { BlockLine } from "./block-line";
import { blockWords } from "./words";

/** The blocks to come: those that wait for something at once, the others a tap away. */
export function ComingBlocks(props: {
  readonly list: List<BlockReply>;
  readonly onContinue: (block: BlockReply) => void;
  readonly onRemoved: (block: BlockReply) => void;
}) {
  const { language, t } = useWords();
  const w = blockWords[language];
  const { list } = props;
  if (list.state === "failed") {
    return (
      <p class="desk-card-unreachable" data-testid="blocks-failed">
        {w.failed}{" "}
        <button type="button" class="link" onClick={list.reload}>
          {t.failure.retry}
        </button>
      </p>
    );
  }
  if (list.state === "loading" && list.items.length === 0) {
    return <p class="hint">{t.list.loading}</p>;
  }
  if (list.items.length === 0) {
    return (
      <p class="hint" data-testid="no-blocks">
        {w.none}
      </p>
    );
  }
  const waits = ({ leftDays, isRemoving }: BlockReply) => leftDays > 0 || isRemoving === true;
  const line = (block: BlockReply) => <BlockLine key={block.blockId} {...props} block={block} />;
  return (
    <>
      {list.items.some(waits) && (
        <ul class="desk-blocks" data-testid="waiting-blocks">
          {list.items.filter(waits).map(line)}
        </ul>
      )}
      {!list.items.every(waits) && (
        <details class="desk-card-history" data-testid="coming-blocks">
          <summary>{w.coming(list.items.filter((block) => !waits(block)).length)}</summary>
          <ul class="desk-blocks">{list.items.filter((block) => !waits(block)).map(line)}</ul>
        </details>
      )}
    </>
  );
}
