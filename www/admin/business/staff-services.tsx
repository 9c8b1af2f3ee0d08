import { type FieldsOf, termFields } from "./form";
import { isObject, type Json, type JsonObject, type Path } from "./json";
import { nameOf } from "./name-of";
import { usePlace } from "./place";
import { Ticks } from "./ticks";

interface StaffProps {
  readonly path: Path;
  readonly label: string;
  readonly value: Json | undefined;
}

/** The services that somebody does: all, or the ticked ones. */
export function ServicesDone({ path, label, value }: StaffProps) {
  const { document, language, set, w } = usePlace();
  const services = (document.services as readonly JsonObject[]).filter(({ id }) => id !== "");
  const isAll = value === "all";
  return (
    <>
      <Ticks
        path={[...path, "all"]}
        legend={label}
        options={[{ value: "all", label: w.allServices }]}
        chosen={isAll ? ["all"] : []}
        onChange={(chosen) =>
          set(path, chosen.length > 0 ? "all" : services.map(({ id }) => String(id)))
        }
      />
      {!isAll && (
        <Ticks
          path={path}
          legend={undefined}
          options={services.map((each) => ({
            value: String(each.id),
            label: nameOf(each, language),
          }))}
          chosen={Array.isArray(value) ? value.map(String) : []}
          onChange={(chosen) => set(path, chosen)}
        />
      )}
    </>
  );
}

/** Where somebody takes another length or price than a service says. */
export function Terms({ path, label, value, inner }: StaffProps & { readonly inner: FieldsOf }) {
  const { document, language, w } = usePlace();
  const terms = isObject(value) ? value : {};
  const services = (document.services as readonly JsonObject[]).filter(({ id }) => id !== "");
  return (
    <details class="desk-item">
      <summary>
        <span>{label}</span> <span class="hint">{Object.keys(terms).length || w.noChoice}</span>
      </summary>
      <div class="desk-item-fields">
        {services.map((service) => {
          const id = String(service.id);
          const own = terms[id];
          return (
            <fieldset class="desk-group" key={id}>
              <legend>{nameOf(service, language)}</legend>
              {inner(termFields, [...path, id], isObject(own) ? own : {})}
            </fieldset>
          );
        })}
      </div>
    </details>
  );
}
