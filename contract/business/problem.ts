/** Something wrong in a business document. */
export interface Problem {
  /** Where, like "services[2].price". */
  readonly path: string;
  /** What would be valid, to be read after the path. */
  readonly message: string;
}
