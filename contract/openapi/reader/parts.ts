import type { GenericSchema } from "valibot";
import type { Business } from "../../business";
import type { Routes } from "../document";
import type { Model } from "../model";
import { modelName } from "../names";
import { convertModels } from "./convert";
import { examplesOf } from "./examples";
import { fieldsOf } from "./fields/fields";
import { type NamedModel, namedModels } from "./models";
import { unwrittenRules } from "./rules";

/** What the operations of the reader's document share. */
export interface Parts {
  readonly routes: Routes;
  /** Every model with its name. */
  readonly models: Readonly<Record<string, Model>>;
  readonly nameOf: ReadonlyMap<GenericSchema, string>;
  /** The query of each operation that has one, as a model. */
  readonly queries: Readonly<Record<string, Model>>;
  readonly fields: Readonly<Record<string, Model>>;
  readonly examples: Readonly<Record<string, unknown>>;
}

/** Converts every schema of the contract once. */
export function partsOf(business: Business, routes: Routes): Parts {
  const fields = fieldsOf(business);
  const nameOf = names(routes);
  const queries = Object.fromEntries(
    Object.entries(routes).flatMap(([name, { query }]) => (query ? [[name, query]] : [])),
  );
  const schemas = Object.fromEntries([...nameOf].map(([schema, name]) => [name, schema]));
  const converted = convertModels(
    { ...schemas, ...queries },
    unwrittenRules(business),
    (model, property) => fields[`${model}.${property}`] ?? fields[property],
  );
  const only = (chosen: object) =>
    Object.entries(converted).filter(([name]) => Object.hasOwn(chosen, name));
  return {
    routes,
    models: Object.fromEntries(
      only(schemas).map(([name, model]) => [name, { ...describedAs(name), ...model }]),
    ),
    queries: Object.fromEntries(only(queries)),
    nameOf,
    fields,
    examples: examplesOf(business),
  };
}

/** The names of all models; a schema that has none takes that of the operation. */
function names(routes: Routes): Map<GenericSchema, string> {
  const nameOf = new Map<GenericSchema, string>(
    Object.entries(namedModels).map(([name, { schema }]) => [schema, name]),
  );
  const add = (schema: GenericSchema | undefined, name: string) => {
    if (schema && !nameOf.has(schema)) nameOf.set(schema, name);
  };
  for (const [name, { body, reply, status, contentType }] of Object.entries(routes)) {
    add(body, modelName(name, "Request"));
    if (status !== 204 && !contentType) add(reply, modelName(name, "Reply"));
  }
  return nameOf;
}

/** The sentence that says what a model is. */
export function describedAs(name: string): { readonly description?: string } {
  const named: NamedModel | undefined = (namedModels as Record<string, NamedModel>)[name];
  return named ? { description: named.description } : {};
}
