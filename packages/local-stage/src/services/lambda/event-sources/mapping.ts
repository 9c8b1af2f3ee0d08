import type { ServiceContext } from "../../../service";
import type { Role } from "../../iam/roles";
import type { ResolvedFunction } from "../function";
import type { Lambda } from "../lambda";

/** What a mapping works with. */
export interface MappingOptions extends ServiceContext {
  readonly lambda: Lambda;
  readonly roles: ReadonlyMap<string, Role>;
}

/** The function at the end of a mapping. */
export interface MappedFunction {
  readonly target: ResolvedFunction;
  readonly role: Role;
  readonly functionArn: string;
}

/** A mapping at work. */
export interface RunningMapping {
  close(): Promise<void>;
}
