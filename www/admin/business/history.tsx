import { useEffect, useState } from "preact/hooks";
import { getBusinessVersion, listBusinessVersions } from "../../../contract/operations";
import { Button } from "../controls/button";
import { ListStates } from "../controls/list-states";
import { useAccess } from "../session/access";
import { useWords } from "../text";
import { useList } from "../use-list";
import { ChangeList } from "./change-list";
import { changesBetween } from "./changes";
import type { JsonObject } from "./json";
import { momentText } from "./moment";
import { savedByText } from "./saved-by";
import type { Saved } from "./use-business";
import type { BusinessPlaceWords } from "./words";

/** How many changes of a version are told. */
const most = 20;
type Version = Pick<Saved, "version" | "savedAt" | "savedBy">;

/** The versions before, each with what it changed, to look at and to bring back. */
export function History(props: {
  readonly w: BusinessPlaceWords;
  /** The version in force: the list is read again after a save. */
  readonly current: number;
  readonly onBringBack: (version: number, business: JsonObject) => void;
}) {
  const { language } = useWords();
  const { call } = useAccess();
  const { w, current } = props;
  const list = useList<Version>(String(current), async (_, signal) => {
    const result = await call(listBusinessVersions, { signal });
    return result.ok ? { ok: true, reply: { items: result.reply.versions } } : result;
  });
  return (
    <section aria-labelledby="history-title" class="desk-part">
      <h3 id="history-title">{w.history}</h3>
      <ListStates list={list} empty={w.none} emptyHint="">
        <div class="desk-cards">
          {list.items.map((one) => (
            <details class="desk-item" key={one.version} data-testid={`version-${one.version}`}>
              <summary>
                <span>{w.version(one.version, momentText(one.savedAt, language))}</span>{" "}
                <span class="hint">{savedByText(one, w)}</span>
              </summary>
              <OneVersion {...props} version={one.version} />
            </details>
          ))}
        </div>
      </ListStates>
    </section>
  );
}

function OneVersion(props: {
  readonly w: BusinessPlaceWords;
  readonly version: number;
  readonly current: number;
  readonly onBringBack: (version: number, business: JsonObject) => void;
}) {
  const { language, t } = useWords();
  const { call } = useAccess();
  const { w, version, current } = props;
  const [found, setFound] = useState<{ now: JsonObject; before: JsonObject | undefined }>();
  const [isLost, setLost] = useState(false);
  const [box, setBox] = useState<HTMLElement | null>(null);

  useEffect(() => {
    const details = box?.closest("details");
    if (!details) return;
    const read = async () => {
      if (!details.open) return;
      const numbers = version > 1 ? [version, version - 1] : [version];
      const results = await Promise.all(
        numbers.map((each) =>
          call(getBusinessVersion, { params: { businessVersion: String(each) } }),
        ),
      );
      const [now, before] = results.map((each) =>
        each.ok ? (each.reply.business as JsonObject) : undefined,
      );
      if (now) setFound({ now, before });
      setLost(!now);
    };
    details.addEventListener("toggle", read);
    return () => details.removeEventListener("toggle", read);
  }, [box]);

  const changes = found?.before ? changesBetween(found.before, found.now, language, w) : [];
  return (
    <div class="desk-item-fields" ref={setBox}>
      {isLost && <p role="alert">{t.failure.title}</p>}
      {!found && !isLost && <p class="hint">{t.list.loading}</p>}
      {found && (
        <>
          <h4>{w.changes}</h4>
          {!found.before && <p>{w.firstVersion}</p>}
          {found.before && changes.length === 0 && <p>{w.same}</p>}
          <ChangeList changes={changes} most={most} w={w} />
          {version !== current && (
            <div>
              <Button
                quiet
                label={w.bringBackNamed(version)}
                onClick={() => props.onBringBack(version, found.now)}
              >
                {w.bringBack}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
