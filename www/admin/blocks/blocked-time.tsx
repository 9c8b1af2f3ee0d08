import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { listBlocks, removeBlock } from "../../../contract/operations";
import { addDays, dateIn } from "../../../contract/rules/calendar";
import type { BlockReply, BlockRequest } from "../../../contract/schemas/blocks";
import { typeset } from "../../text";
import { calleesOf, ToCall } from "../bookings/removal/to-call";
import { Button } from "../controls/button";
import { failureText } from "../failure";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useAction } from "../use-action";
import { useList } from "../use-list";
import { BlockForm } from "./block-form";
import { ComingBlocks } from "./coming-blocks";
import { emptyForm, requestAgain } from "./form";
import { InTheWay } from "./in-the-way";
import { useBlocking } from "./use-blocking";
import { blockText, blockWords } from "./words";

/** As far ahead as one list may reach. */
const daysAhead = 92;

/** Blocked time at the desk: the button, the form that it opens, and the blocks to come. */
export function BlockedTime(props: { readonly onVisitsChanged: () => void }) {
  const { business, language, t } = useWords();
  const { call } = useAccess();
  const w = blockWords[language];
  const blocking = useBlocking(props.onVisitsChanged);
  const undoing = useAction();
  const [form, setForm] = useState(() => emptyForm(business));
  const [isOpen, setOpen] = useState(false);
  const [removed, setRemoved] = useState<BlockReply>();
  const [isUndone, setUndone] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const news = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLDivElement>(null);
  const { state, failure } = blocking;

  const today = dateIn(business.timeZone, new Date());
  const list = useList<BlockReply>(today, async (_, signal) => {
    const query = { from: today, to: addDays(today, daysAhead) };
    const result = await call(listBlocks, { query, signal });
    return result.ok ? { ok: true, reply: { items: result.reply.blocks } } : result;
  });

  const step = state.step;
  const isPanel = isOpen || step === "working" || step === "asked";
  useLayoutEffect(() => {
    const title = isPanel ? panel.current?.querySelector("h4") : undefined;
    title?.scrollIntoView({ behavior: "instant" });
    title?.focus({ preventScroll: true });
  }, [isPanel, step === "asked"]);
  useEffect(() => {
    if (step === "idle" || step === "working") return;
    // What it holds by now, should it wait for more.
    list.reload();
    if (step === "done" || step === "cut") {
      setOpen(false);
      setForm(emptyForm(business));
    }
  }, [state]);
  const hasNews = (step === "done" || removed !== undefined || isUndone) && !isPanel;
  useLayoutEffect(() => {
    if (hasNews) news.current?.focus();
  }, [hasNews, removed, isUndone]);

  const clear = () => {
    setRemoved(undefined);
    setUndone(false);
    undoing.clear();
    blocking.reset();
  };
  const start = (request: BlockRequest) => {
    setRemoved(undefined);
    setUndone(false);
    return blocking.start(request);
  };
  const close = () => {
    blocking.reset();
    setOpen(false);
    list.reload();
    requestAnimationFrame(() => opener.current?.querySelector("button")?.focus());
  };
  const undo = async (block: BlockReply) => {
    const params = { blockId: block.blockId ?? "" };
    if (!(await undoing.run(() => call(removeBlock, { params })))) return;
    blocking.reset();
    setUndone(true);
    list.reload();
  };

  const fields = failure?.fields ?? {};
  const isOfFields = Object.keys(fields).length > 0;
  const problem = failure && !isOfFields ? failureText(failure, t, language) : "";
  const said = (block: BlockReply) => blockText(business, block, language);
  const callees = calleesOf(blocking.untold);
  return (
    <section
      class="desk-card desk-blocked"
      aria-labelledby="blocks-title"
      data-testid="blocked-time"
    >
      <div class="desk-part-head" ref={opener}>
        <h3 id="blocks-title" class={isPanel ? "visually-hidden" : undefined}>
          {w.title}
        </h3>
        {!isPanel && (
          <Button
            testId="block-time"
            onClick={() => {
              clear();
              setOpen(true);
            }}
          >
            {w.block}
          </Button>
        )}
      </div>
      {isPanel && (
        <div class="desk-block-panel" ref={panel} data-testid="block-panel">
          <h4 id="block-title" tabIndex={-1}>
            {state.step === "asked" ? w.ways(visitsOf(state.visits)) : w.block}
          </h4>
          {state.step === "working" && <p role="status">{w.working(state.done, state.count)}</p>}
          {state.step === "asked" && (
            <>
              <p>
                <strong>{said(state.block)}</strong>
              </p>
              {failure && (
                <p class="notice notice-problem" role="alert">
                  {problem || typeset(Object.values(fields)[0] ?? "")}
                </p>
              )}
              <InTheWay
                asked={state}
                onAnswer={blocking.answer}
                onBack={() => (state.request && isOpen ? blocking.reset() : close())}
              />
            </>
          )}
          {state.step !== "working" && state.step !== "asked" && (
            <BlockForm
              form={form}
              onChange={setForm}
              fields={fields}
              problem={problem}
              onSave={start}
              onClose={close}
            />
          )}
        </div>
      )}
      <div class="desk-block-news" tabIndex={-1} ref={news} data-testid="block-news">
        {!isPanel && problem && (
          <p class="notice notice-problem" role="alert">
            {problem}
          </p>
        )}
        {hasNews && (
          <p class="notice notice-good" role="status">
            {isUndone && w.undone}
            {state.step === "done" &&
              (state.block.heldDays > 0 ? w.done : w.nothing)(said(state.block))}
            {!isUndone && removed && step !== "done" && w.removed(said(removed))}{" "}
            {!isUndone && (
              <button
                type="button"
                class="link"
                data-testid="block-undo"
                onClick={() =>
                  state.step === "done"
                    ? undo(state.block)
                    : removed && start(requestAgain(removed))
                }
              >
                {undoing.busy ? w.removing : step === "done" ? w.undo : w.again}
              </button>
            )}
          </p>
        )}
        {undoing.problem && (
          <p class="notice notice-problem" role="alert">
            {undoing.problem}
          </p>
        )}
        {callees.length > 0 && (
          <ToCall
            title={t.removal.untold(callees.length)}
            callees={callees}
            count={callees.length}
            testId="block-untold"
          />
        )}
      </div>
      {!isPanel && (
        <ComingBlocks
          list={list}
          onContinue={(block) => {
            clear();
            blocking.goOn(block.blockId ?? "");
          }}
          onRemoved={(block) => {
            clear();
            setRemoved(block);
            list.reload();
          }}
        />
      )}
    </section>
  );
}

function visitsOf(visits: readonly { readonly id: string }[]): number {
  return new Set(visits.map(({ id }) => id)).size;
}
