import type { ComponentChildren } from "preact";
import { pathText } from "../../../contract/business/path-text";
import { Icon } from "../../icons";
import { typeset } from "../../text";
import { Button } from "../controls/button";
import type { Json, Path } from "./json";
import { usePlace } from "./place";

/** Fields that belong together; one that is optional can be added and removed as a whole. */
export function Group(props: {
  readonly path: Path;
  readonly label: string;
  readonly value: Json | undefined;
  readonly optional?: boolean | undefined;
  readonly fresh: Json;
  readonly children: ComponentChildren;
}) {
  const { set, w } = usePlace();
  const { path, label, value, optional } = props;
  if (value === undefined && optional) {
    return (
      <div>
        <Button quiet onClick={() => set(path, props.fresh)}>
          {w.addGroup(label)}
        </Button>
      </div>
    );
  }
  return (
    <fieldset class="desk-group" id={pathText(path)} tabIndex={-1}>
      <legend>{label}</legend>
      <PlaceProblem path={path} />
      {props.children}
      {optional && (
        <div>
          <Button quiet label={`${w.removeGroup}, ${label}`} onClick={() => set(path, undefined)}>
            {w.removeGroup}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** What is wrong with a place that is no single field. */
export function PlaceProblem({ path }: { readonly path: Path }) {
  const { problems } = usePlace();
  const problem = problems[pathText(path)];
  if (!problem) return null;
  return (
    <p class="field-problem">
      <Icon name="alert" /> {typeset(problem)}
    </p>
  );
}
