import { type placesInMonth, weekdays } from "../../../contract/business";
import { pathText } from "../../../contract/business/path-text";
import { weekdayName } from "../../../contract/rules/dates";
import { typeset } from "../../text";
import { ChoiceField } from "../controls/field";
import { DaysFields } from "./days";
import type { Choice, Field } from "./form";
import { type FieldsOf, freshOf } from "./form";
import { Group } from "./group";
import { Openings, OwnOpenings, OwnWeek, Week } from "./hours";
import { isObject, type Json, type JsonObject, type Path } from "./json";
import { TypedField } from "./leaf";
import { List } from "./list";
import { nameOf } from "./name-of";
import { PictureField } from "./picture-field";
import { type Place, usePlace } from "./place";
import { ServicesDone, Terms } from "./staff-services";
import { Ticks } from "./ticks";

/** The fields of an object of the document. */
export function Fields(props: {
  readonly fields: readonly Field[];
  readonly path: Path;
  readonly value: JsonObject;
}) {
  return (
    <>
      {props.fields.map((field) => (
        <FieldOf
          key={field.key}
          field={field}
          path={field.kind === "days" ? props.path : [...props.path, field.key]}
          value={field.kind === "days" ? props.value : props.value[field.key]}
        />
      ))}
    </>
  );
}

function FieldOf({
  field,
  path,
  value,
}: {
  readonly field: Field;
  readonly path: Path;
  readonly value: Json | undefined;
}) {
  const place = usePlace();
  const { w, set, problems } = place;
  const { kind, optional } = field;
  const label = w.label[field.key];
  const shared = { path, value, label };
  switch (kind) {
    case "text":
    case "longText":
      return (
        <fieldset class="desk-texts">
          <legend>{label}</legend>
          {place.languages.map((language) => (
            <TypedField
              key={language}
              path={[...path, language]}
              label={place.languages.length > 1 ? w.language[language] : label}
              value={isObject(value) ? value[language] : undefined}
              kind={kind === "text" ? "line" : "long"}
            />
          ))}
        </fieldset>
      );
    case "tick":
      return (
        <Ticks
          path={path}
          legend={undefined}
          options={[{ value: "true", label }]}
          chosen={value === true ? ["true"] : []}
          onChange={(chosen) => set(path, chosen.length > 0 || (optional ? undefined : false))}
        />
      );
    case "choice":
      return (
        <ChoiceField
          id={pathText(path)}
          label={label}
          value={String(value ?? "")}
          problem={problems[pathText(path)] && typeset(problems[pathText(path)] as string)}
          onInput={(chosen) => set(path, chosen === "" && optional ? undefined : chosen)}
          options={[
            ...(optional || value === "" || value === undefined
              ? [{ value: "", label: w.noChoice }]
              : []),
            ...optionsOf(place, field.of, path),
          ]}
        />
      );
    case "picture":
      return <PictureField {...shared} use={field.use} />;
    case "weekdays":
      return (
        <Ticks
          path={path}
          legend={label}
          options={weekdays.map((day, index) => ({
            value: day,
            label: weekdayName(index, place.language),
          }))}
          chosen={Array.isArray(value) ? value.map(String) : []}
          onChange={(chosen) => set(path, chosen.length > 0 ? chosen : undefined)}
        />
      );
    case "group":
      return (
        <Group {...shared} optional={optional} fresh={freshOf(field.fields)}>
          {(isObject(value) || !optional) && (
            <Fields fields={field.fields} path={path} value={isObject(value) ? value : {}} />
          )}
        </Group>
      );
    case "list":
      return (
        <List
          {...shared}
          fresh={field.fresh}
          optional={optional}
          addLabel={w.add[field.key as keyof typeof w.add]}
          item={(at, item) => <Fields fields={field.fields} path={at} value={item} />}
        />
      );
    case "days":
      return <DaysFields path={path} value={value} inner={fieldsOf} />;
    case "openings":
      return <Openings {...shared} />;
    case "ownOpenings":
      return <OwnOpenings {...shared} />;
    case "week":
      return <Week {...shared} />;
    case "ownWeek":
      return <OwnWeek {...shared} />;
    case "services":
      return <ServicesDone {...shared} />;
    case "terms":
      return <Terms {...shared} inner={fieldsOf} />;
    default:
      return <TypedField {...shared} kind={kind} optional={optional} />;
  }
}

/** For parts of a field that have fields themselves, which can't import this module in turn. */
const fieldsOf: FieldsOf = (fields, path, value) => (
  <Fields fields={fields} path={path} value={value} />
);

function optionsOf(place: Place, of: Choice, path: Path): { value: string; label: string }[] {
  const { document, language, w } = place;
  if (of === "categories" || of === "servicesOfCategory") {
    const all = (
      of === "categories" ? document.categories : document.services
    ) as readonly JsonObject[];
    const category = (document.categories as readonly JsonObject[])[Number(path[1])]?.id;
    return all
      .filter((each) => of === "categories" || each.category === category)
      .filter(({ id }) => id !== "")
      .map((each) => ({ value: String(each.id), label: nameOf(each, language) || w.untitled }));
  }
  return of.map((value) => {
    const day = (weekdays as readonly string[]).indexOf(value);
    if (day >= 0) return { value, label: weekdayName(day, language) };
    return { value, label: w.option[value as (typeof placesInMonth)[number]] };
  });
}
