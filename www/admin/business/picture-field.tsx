import { useRef } from "preact/hooks";
import { pathText } from "../../../contract/business/path-text";
import { isUploaded, pictureTypes } from "../../../contract/rules/pictures";
import { Icon } from "../../icons";
import { typeset } from "../../text";
import { Button } from "../controls/button";
import { failureText } from "../failure";
import type { PictureUse } from "../pictures/sized";
import { type UploadState, useUpload } from "../pictures/use-upload";
import { useWords } from "../text";
import { isObject, type Json, type Path, valueAt } from "./json";
import { TypedField } from "./leaf";
import { nameOf } from "./name-of";
import { usePlace } from "./place";

/** A picture: chosen or taken, made smaller here, and named in every language for who can't see it. */
export function PictureField(props: {
  readonly path: Path;
  readonly label: string;
  readonly value: Json | undefined;
  readonly use: PictureUse;
}) {
  const place = usePlace();
  const { language, t } = useWords();
  const { path, label, value, use } = props;
  const { document, languages, set, w } = place;
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLFieldSetElement>(null);
  const picture = isObject(value) ? value : undefined;
  const id = pathText(path);

  const upload = useUpload(use, (uploaded) => {
    const name = nameOf(valueAt(document, path.slice(0, -1)), language);
    const named = Object.fromEntries(languages.map((each) => [each, name]));
    set(path, { ...uploaded, alt: picture?.alt ?? named });
    box.current?.focus();
  });
  const { state } = upload;
  const problem =
    state.is === "unfit"
      ? w.picture.unfit[state.why]
      : state.is === "failed"
        ? state.failure.status === 0
          ? w.picture.lost
          : failureText(state.failure, t, language)
        : place.problems[id];

  return (
    <fieldset
      class="desk-group desk-picture"
      ref={box}
      id={id}
      tabIndex={-1}
      aria-describedby={problem ? `${id}-problem` : undefined}
    >
      <legend>{label}</legend>
      {picture && <Shown picture={picture} label={label} />}
      <Progress state={state} />
      {problem && (
        <p class="field-problem" id={`${id}-problem`} role="alert">
          <Icon name="alert" /> {typeset(problem)}
        </p>
      )}
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept={pictureTypes.join(",")}
        tabIndex={-1}
        aria-hidden="true"
        data-testid={`file-${id}`}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file may be chosen once more.
          currentTarget.value = "";
          if (file) upload.choose(file);
        }}
      />
      <div class="actions">
        {state.is === "busy" ? (
          <Button quiet onClick={upload.cancel}>
            {w.picture.cancel}
          </Button>
        ) : (
          <>
            {state.is === "failed" && <Button onClick={upload.retry}>{w.picture.retry}</Button>}
            <Button quiet onClick={() => input.current?.click()}>
              {picture ? w.picture.replace : w.picture.choose}
            </Button>
            {picture && (
              <Button
                quiet
                label={`${w.removeGroup}, ${label}`}
                onClick={() => {
                  upload.cancel();
                  set(path, undefined);
                }}
              >
                {w.removeGroup}
              </Button>
            )}
          </>
        )}
      </div>
      {picture && (
        <fieldset class="desk-texts">
          <legend>{w.label.alt}</legend>
          <p class="hint">{w.picture.altHint}</p>
          {languages.map((each) => (
            <TypedField
              key={each}
              path={[...path, "alt", each]}
              label={languages.length > 1 ? w.language[each] : w.label.alt}
              value={valueAt(picture, ["alt", each])}
              kind="line"
            />
          ))}
        </fieldset>
      )}
    </fieldset>
  );
}

/** What is in the document now. */
function Shown(props: {
  readonly picture: { readonly [key: string]: Json };
  readonly label: string;
}) {
  const { w } = usePlace();
  const { path, widthPixels, heightPixels } = props.picture;
  if (typeof path !== "string" || !isUploaded(path)) return <p class="hint">{w.picture.ofSite}</p>;
  return (
    <img
      class="desk-picture-shown"
      src={`/${path}`}
      alt={props.label}
      width={Number(widthPixels)}
      height={Number(heightPixels)}
    />
  );
}

function Progress({ state }: { readonly state: UploadState }) {
  const { w } = usePlace();
  const part = state.is === "busy" ? state.part : undefined;
  return (
    <>
      {state.is === "busy" && (
        <progress class="desk-progress" max={1} value={part} aria-label={w.picture.busy} />
      )}
      <p role="status" class="hint">
        {state.is === "busy" && (part === undefined ? w.picture.shrinking : w.picture.busy)}
      </p>
    </>
  );
}
