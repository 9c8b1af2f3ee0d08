import type { GatewayCode } from "../errors/codes";
import type { Operation } from "../operations/operation";
import type { Model } from "./model";

/** The parts of OpenAPI 3.0 that this program writes. */

/** Operations by their names, as `import * as operations` gives them. */
export type Routes = Readonly<Record<string, Operation>>;

/** One parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Model;
  /** A list is one text with commas: `service=cornrows,take-down`. */
  readonly style?: "form";
  readonly explode?: false;
}

/** A body by its media type. */
export type Content = Readonly<Record<string, Media>>;
export interface Media {
  readonly schema: Model;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, Model>>;
}

/** What an operation answers with one status. */
export interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Model>>;
  readonly content?: Content;
  readonly links?: Readonly<Record<string, Link>>;
  /** The codes that an error with this status can have. */
  readonly "x-codes"?: readonly GatewayCode[];
}

/** What can be called next with a value of the reply. */
export interface Link {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly description?: string;
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

export interface OpenApiDocument {
  readonly openapi: "3.0.1" | "3.0.3";
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
    readonly contact?: { readonly name: string; readonly email: string };
    readonly license?: { readonly name: string; readonly url: string };
  };
  readonly servers?: readonly { readonly url: string; readonly description?: string }[];
  readonly tags?: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Model>>;
    readonly examples?: Readonly<Record<string, Model>>;
    readonly headers?: Readonly<Record<string, Model>>;
    readonly securitySchemes: Readonly<Record<string, Model>>;
  };
}

const methods: readonly Operation["method"][] = ["GET", "POST", "PUT", "DELETE"];

/** Lists operations as the paths of a document, by path and method, each made by `describe`. */
export function pathsOf<Described>(
  routes: Routes,
  describe: (name: string, operation: Operation) => Described,
): Record<string, Record<string, Described>> {
  const place = ({ path, method }: Operation) => `${path} ${methods.indexOf(method)}`;
  const paths: Record<string, Record<string, Described>> = {};
  for (const [name, operation] of Object.entries(routes).sort(([, one], [, other]) =>
    place(one) < place(other) ? -1 : 1,
  )) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(name, operation),
    };
  }
  return paths;
}
