import type { Setting, TableName } from "../../contract/operations/operation";

/** The environment variable that carries a table's physical name. */
export function tableVariable(table: TableName): string {
  return `${table.toUpperCase()}_TABLE`;
}

/** Reads a variable that the program sets; throws at start-up, naming it, when it is missing. */
export function requireVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(
      `The environment variable ${name} is missing; infra/ sets it from contract/operations.`,
    );
  }
  return value;
}

/** The physical name of a table that this function may touch. */
export function tableName(table: TableName): string {
  return requireVariable(tableVariable(table));
}

/** Reads a setting of the stage as text; "" where the stage leaves it empty. */
export function setting(name: Setting): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`The environment variable ${name} is missing.`);
  return value;
}
