import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";

/** One setting of a stage: what it means, what is valid and what holds where it is left out. */
export interface Setting<Value> {
  /** Sentences for the person who sets it; become its row in docs/settings.md. */
  readonly meaning: string;
  /** Ends "must be …" in the error, for example "true or false". */
  readonly valid: string;
  /** Turns the text that Pulumi hands over into the value. */
  readonly schema: v.GenericSchema<string, Value>;
  /** The value where the stage sets none; a setting without it has to be set. */
  readonly otherwise?: { readonly value: Value };
  /** Whether it is about a person: it is a secret all the way, whether it was set as one or not. */
  readonly isPersonal?: true;
}

/** The settings of one part, by key. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What each of these settings holds once it is read. */
export type ValuesOf<Declared> = {
  readonly [Key in keyof Declared]: Declared[Key] extends Setting<infer Value> ? Value : never;
};

interface Declaration<Value> {
  readonly meaning: string;
  readonly otherwise: Value;
}

/** A switch. */
export function yesNo({ meaning, otherwise }: Declaration<boolean>): Setting<boolean> {
  const schema = v.pipe(
    v.picklist(["true", "false"]),
    v.transform((text) => text === "true"),
  );
  return { meaning, valid: "true or false", schema, otherwise: { value: otherwise } };
}

/** A number without a fraction, within bounds. */
export function wholeNumber({
  meaning,
  otherwise,
  least,
  most,
}: Declaration<number> & { readonly least: number; readonly most: number }): Setting<number> {
  const schema = v.pipe(
    v.string(),
    v.digits(),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(most),
  );
  const valid = `a whole number from ${least} to ${most}`;
  return { meaning, valid, schema, otherwise: { value: otherwise } };
}

/** One of a few names or numbers. */
export function oneOf<const Choice extends string | number>({
  meaning,
  choices,
  otherwise,
}: Declaration<NoInfer<Choice>> & { readonly choices: readonly Choice[] }): Setting<Choice> {
  const schema = v.pipe(
    v.string(),
    v.transform((text) => choices.find((choice) => String(choice) === text)),
    v.picklist(choices),
  );
  const valid = `one of ${choices.join(", ")}`;
  return { meaning, valid, schema, otherwise: { value: otherwise } };
}

/** What SES and SNS take for an address; without a display name. */
export const emailAddress = /^[^\s@<>"]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

interface TextDeclaration {
  readonly meaning: string;
  readonly pattern: RegExp;
  readonly valid: string;
}

/** A text that every stage has to set. */
export function text({ meaning, pattern, valid }: TextDeclaration): Setting<string> {
  return { meaning, valid, schema: v.pipe(v.string(), v.regex(pattern)) };
}

/** A text that a stage may leave out. */
export function optionalText(declaration: TextDeclaration): Setting<string | undefined> {
  return { ...text(declaration), otherwise: { value: undefined } };
}

/** A text about a person, which a stage may leave out. */
export function personalText(
  declaration: TextDeclaration,
): Setting<pulumi.Output<string> | undefined> {
  const { schema, ...setting } = text(declaration);
  const secret = v.pipe(
    schema,
    v.transform((value) => pulumi.secret(value)),
  );
  return { ...setting, schema: secret, otherwise: { value: undefined }, isPersonal: true };
}

/** A list of texts, empty where it is left out; Pulumi hands a list of a YAML file over as JSON. */
export function list({
  meaning,
  isItem,
  valid,
}: {
  readonly meaning: string;
  readonly isItem: (item: string) => boolean;
  readonly valid: string;
}): Setting<readonly string[]> {
  const item = v.pipe(v.string(), v.check(isItem));
  const schema = v.pipe(v.string(), v.parseJson(), v.array(item), v.readonly());
  return { meaning, valid, schema, otherwise: { value: [] } };
}
