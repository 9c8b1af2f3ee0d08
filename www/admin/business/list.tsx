import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { pathText } from "../../../contract/business/path-text";
import { money } from "../../../contract/rules/money";
import { addedText } from "../../added-text";
import { Button } from "../controls/button";
import { exceptionTitle } from "./days";
import { PlaceProblem } from "./group";
import { isObject, type Json, type JsonObject, type Path } from "./json";
import { nameOf } from "./name-of";
import { type Place, usePlace } from "./place";

/** Entries that can be opened one by one, added, removed and put in another order. */
export function List(props: {
  readonly path: Path;
  readonly label: string;
  readonly value: Json | undefined;
  readonly optional?: boolean | undefined;
  readonly fresh: Json;
  readonly addLabel: string;
  readonly item: (path: Path, item: JsonObject) => ComponentChildren;
}) {
  const place = usePlace();
  const { set, w } = place;
  const { path, optional } = props;
  const box = useRef<HTMLFieldSetElement>(null);
  const items = Array.isArray(props.value) ? (props.value as readonly Json[]) : [];
  const put = (next: readonly Json[]) =>
    set(path, next.length === 0 && optional ? undefined : next);
  const focusOn = (index: number) =>
    requestAnimationFrame(() => {
      const all = box.current?.querySelectorAll<HTMLElement>(":scope > details > summary");
      (all?.[Math.min(index, all.length - 1)] ?? box.current?.querySelector("button"))?.focus();
    });
  const add = () => {
    put([...items, startedBy(place, props.fresh)]);
    requestAnimationFrame(() => {
      const last = [
        ...(box.current?.querySelectorAll<HTMLDetailsElement>(":scope > details") ?? []),
      ].at(-1);
      if (!last) return;
      last.open = true;
      last.querySelector<HTMLElement>("input, textarea, select")?.focus();
    });
  };
  const swap = (index: number, other: number) => {
    const next = [...items];
    next[index] = items[other] as Json;
    next[other] = items[index] as Json;
    put(next);
    focusOn(other);
  };
  return (
    <fieldset class="desk-group" ref={box} id={pathText(path)} tabIndex={-1}>
      <legend>{props.label}</legend>
      <PlaceProblem path={path} />
      {items.length === 0 && <p class="hint">{w.none}</p>}
      {items.map((item, index) => {
        const at = [...path, index];
        const title = titleOf(place, item) || w.untitled;
        return (
          <details
            key={keyOf(item, index)}
            class="desk-item"
            open={isWrongBelow(place, at) || undefined}
          >
            <summary>
              <span>{title}</span> <span class="hint">{factsOf(place, item)}</span>
            </summary>
            <div class="desk-item-fields">
              <PlaceProblem path={at} />
              {isObject(item) && props.item(at, item)}
              <div class="actions">
                {index > 0 && (
                  <Button quiet label={w.up(title)} onClick={() => swap(index, index - 1)}>
                    <span aria-hidden="true">↑</span>
                  </Button>
                )}
                {index < items.length - 1 && (
                  <Button quiet label={w.down(title)} onClick={() => swap(index, index + 1)}>
                    <span aria-hidden="true">↓</span>
                  </Button>
                )}
                <Button
                  quiet
                  onClick={() => {
                    put(items.filter((_, each) => each !== index));
                    focusOn(index);
                  }}
                >
                  {w.remove(title)}
                </Button>
              </div>
            </div>
          </details>
        );
      })}
      <div>
        <Button quiet onClick={add}>
          {props.addLabel}
        </Button>
      </div>
    </fieldset>
  );
}

/** An entry keeps what is open in it when others move. */
function keyOf(item: Json, index: number): string {
  return isObject(item) && typeof item.id === "string" && item.id !== "" ? item.id : String(index);
}

/** A new service is in the first category until another one is chosen. */
function startedBy({ document }: Place, fresh: Json): Json {
  if (!isObject(fresh) || fresh.category !== "") return fresh;
  const [first] = document.categories as readonly JsonObject[];
  return { ...fresh, category: first?.id ?? "" };
}

function titleOf(place: Place, item: Json): string {
  const name = nameOf(item, place.language);
  if (name || !isObject(item)) return name;
  if ("starts" in item) return `${item.starts} – ${item.ends}`;
  return [exceptionTitle(item, place.language), item.reason].filter(Boolean).join(" · ");
}

function factsOf({ currency, language }: Place, item: Json): string {
  if (!isObject(item)) return "";
  const { addedMinutes, addedPrice } = item;
  if (typeof addedMinutes === "number" || typeof addedPrice === "number") {
    const added = { addedMinutes: numberIn(addedMinutes), addedPrice: numberIn(addedPrice) };
    return addedText(added, currency, language);
  }
  if (typeof item.price !== "number") return "";
  return `${money(item.price, currency, language)} · ${item.durationMinutes} min`;
}

/** What is typed may be no number yet. */
function numberIn(value: Json | undefined): number {
  return typeof value === "number" ? value : 0;
}

function isWrongBelow({ problems }: Place, path: Path): boolean {
  const place = pathText(path);
  return Object.keys(problems).some(
    (each) => each === place || each.startsWith(`${place}.`) || each.startsWith(`${place}[`),
  );
}
