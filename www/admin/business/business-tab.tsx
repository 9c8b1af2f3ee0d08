import { useEffect, useRef, useState } from "preact/hooks";
import type { Business, Language } from "../../../contract/business";
import { typedMoney } from "../../../contract/rules/money";
import { Icon } from "../../icons";
import { typeset } from "../../text";
import { Button } from "../controls/button";
import { ConfirmDialog } from "../controls/confirm-dialog";
import { Loading, Problem } from "../controls/list-states";
import { Result } from "../controls/result";
import { failureText } from "../failure";
import { useWords } from "../text";
import { ChangeList } from "./change-list";
import { changesBetween, placeName } from "./changes";
import { completed, typingProblems } from "./check";
import { Fields } from "./fields";
import { sections } from "./form";
import { History } from "./history";
import { type JsonObject, withValue } from "./json";
import { mergeInto } from "./merge";
import { momentText } from "./moment";
import { Outside } from "./outside";
import { PlaceProvider } from "./place";
import { type Preview, PreviewOfPages } from "./preview";
import { Published } from "./published";
import { savedByText } from "./saved-by";
import { type Saved, useBusinessDraft } from "./use-business";
import { placeWords } from "./words";

/** How many changes are told at once. */
const most = 12;

/** The business document: edited section by section, saved as a whole, every version kept. */
export function BusinessTab() {
  const { language, t } = useWords();
  const w = placeWords[language];
  const held = useBusinessDraft();
  const { draft } = held;
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState("");
  const [news, setNews] = useState("");
  const [saved, setSaved] = useState<Saved>();
  const [preview, setPreview] = useState<Preview>();
  const [stale, setStale] = useState<Saved>();
  const [busy, setBusy] = useState<"save" | "check">();
  const [isAsking, setAsking] = useState(false);
  const [isHistory, setHistory] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  const leavesOutside = (saved?.outside?.visits.length ?? 0) > 0;
  useEffect(() => {
    if (problem || stale || leavesOutside) top.current?.focus();
  }, [problem, stale, leavesOutside]);

  if (!draft) {
    return (
      <section class="desk-part" aria-labelledby="part-title">
        <h2 id="part-title">{w.title}</h2>
        {held.state === "failed" ? (
          <Problem failure={held.failure} onRetry={held.reload} />
        ) : (
          <Loading />
        )}
      </section>
    );
  }

  const { base, document } = draft;
  const languages = document.languages as unknown as readonly Language[];
  const currency = String(base.business.currency);
  const say = (sentence: string) => {
    setNews(sentence);
    setSaved(undefined);
    setPreview(undefined);
  };
  const wrong = (found: Readonly<Record<string, string>>) => {
    setProblems(found);
    setProblem(Object.keys(found).length > 0 ? w.wrong(Object.keys(found).length) : "");
  };
  const reset = () => {
    wrong({});
    setStale(undefined);
    say("");
  };
  const send = async (how: "save" | "check") => {
    if (busy) return;
    reset();
    const body = completed(document, languages[0] ?? language);
    const typing = typingProblems(body, w, typedMoney(2850, currency, language));
    if (Object.keys(typing).length > 0) return wrong(typing);
    setBusy(how);
    const result = await held[how](body);
    if ("saved" in result && how === "save") {
      setSaved(result.saved);
    } else if ("saved" in result) {
      // The server has found it to be a business document.
      setPreview({ business: body as unknown as Business, outside: result.saved.outside });
    } else if (result.failure.code === "business.stale") {
      setStale(await held.newest());
      setProblem(w.staleTitle);
    } else if (Object.keys(result.failure.fields).length > 0) {
      held.edit(body);
      wrong(result.failure.fields);
    } else setProblem(failureText(result.failure, t, language));
    setBusy(undefined);
  };

  return (
    <section class="desk-part desk-business" aria-labelledby="part-title">
      <h2 id="part-title" tabIndex={-1}>
        {w.title}
      </h2>
      <p>{w.lead}</p>
      <p class="hint">
        {w.inForce(base.version, momentText(base.savedAt, language), savedByText(base, w))}{" "}
        {w.languages(languages.map((each) => w.language[each]).join(", "))}
      </p>
      <div ref={top} tabIndex={-1}>
        {problem && !stale && (
          <div class="notice notice-problem" role="alert" data-testid="problems">
            <p class="notice-title">
              <Icon name="alert" /> {problem}
            </p>
            <ul>
              {Object.entries(problems).map(([place, sentence]) => (
                <li key={place}>
                  <button type="button" class="link" onClick={() => goTo(place)}>
                    {placeName(place, document, language, w)}
                  </button>{" "}
                  <span>{typeset(sentence)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {stale && (
          <Stale
            mine={document}
            base={base.business}
            theirs={stale}
            onTake={(next, sentence) => {
              reset();
              held.take({ base: stale, document: next });
              say(sentence);
            }}
          />
        )}
      </div>
      {saved?.outside && <Outside key={`outside-${saved.version}`} outside={saved.outside} />}
      <PlaceProvider
        value={{
          document,
          language,
          languages,
          currency,
          w,
          problems,
          set: (path, value) => held.edit(withValue(document, path, value) as JsonObject),
        }}
      >
        <form
          noValidate
          data-testid="business-form"
          onSubmit={(event) => {
            event.preventDefault();
            send("save");
          }}
        >
          {sections.map(({ id, fields }) => (
            <details class="desk-section" key={id} data-testid={`section-${id}`}>
              <summary>
                <h3>{w.section[id]}</h3>
              </summary>
              <div class="desk-item-fields">
                {id === "services" && <p class="hint">{w.keepsPrices}</p>}
                <Fields fields={fields} path={[]} value={document} />
              </div>
            </details>
          ))}
          <div class="desk-save">
            {saved ? (
              <Published key={saved.version} version={saved.version} newest={held.newest} w={w} />
            ) : (
              <Result text={news} />
            )}
            <p>
              <span role="status">{held.isChanged ? w.unsaved : ""}</span>{" "}
              {held.isChanged && (
                <button type="button" class="link" onClick={() => setAsking(true)}>
                  {w.discard}
                </button>
              )}
            </p>
            <div class="actions">
              <Button submit busy={busy === "save"} busyText={w.saving} testId="save-business">
                {w.save}
              </Button>
              <Button
                quiet
                testId="show-preview"
                busy={busy === "check"}
                busyText={w.preview.busy}
                onClick={() => send("check")}
              >
                {w.preview.show}
              </Button>
            </div>
          </div>
        </form>
      </PlaceProvider>
      {preview && (
        <PreviewOfPages
          {...preview}
          onClose={() => {
            setPreview(undefined);
            window.document.querySelector<HTMLElement>("[data-testid=show-preview]")?.focus();
          }}
        />
      )}
      {isAsking && (
        <ConfirmDialog
          title={w.askDiscard}
          body={w.askDiscardBody}
          confirm={w.discard}
          keep={w.keep}
          busyText=""
          busy={false}
          problem=""
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            reset();
            held.take({ base, document: base.business });
          }}
        />
      )}
      {isHistory ? (
        <History
          w={w}
          current={base.version}
          onBringBack={(version, business) => {
            reset();
            held.edit(business);
            say(w.broughtBack(version));
            top.current?.focus();
          }}
        />
      ) : (
        <div>
          <Button quiet onClick={() => setHistory(true)}>
            {w.showHistory}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Somebody else has saved another version: what they changed, and both ways on. */
function Stale(props: {
  readonly base: JsonObject;
  readonly mine: JsonObject;
  readonly theirs: Saved;
  readonly onTake: (document: JsonObject, sentence: string) => void;
}) {
  const { language } = useWords();
  const w = placeWords[language];
  const { base, mine, theirs } = props;
  const changes = changesBetween(base, theirs.business, language, w);
  const merged = mergeInto(base, mine, theirs.business);
  const both = merged.both.map((key) => placeName(key, mine, language, w)).join(", ");
  return (
    <div class="notice notice-problem" role="alert" data-testid="stale">
      <p class="notice-title">{w.staleTitle}</p>
      <p>{w.stale(theirs.version, momentText(theirs.savedAt, language), savedByText(theirs, w))}</p>
      {changes.length > 0 && <p>{w.staleTheirs}</p>}
      <ChangeList changes={changes} most={most} w={w} />
      {both && <p>{w.staleBoth(both)}</p>}
      <div class="actions">
        <Button onClick={() => props.onTake(merged.document, w.merged)}>{w.merge}</Button>
        <Button quiet onClick={() => props.onTake(theirs.business, "")}>
          {w.takeTheirs}
        </Button>
      </div>
    </div>
  );
}

/** Opens what a field is in, and goes to it. */
function goTo(place: string): void {
  const field = document.getElementById(place);
  for (let box = field?.closest("details"); box; box = box.parentElement?.closest("details")) {
    box.open = true;
  }
  field?.focus();
  field?.scrollIntoView({ block: "center" });
}
