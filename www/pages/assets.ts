/** Where the built files are, as the pages link to them. */
export interface Assets {
  readonly style: string;
  readonly scripts: { readonly book: string; readonly manage: string };
  /** Drawings by the name of their file, for example "hero". */
  readonly art: Readonly<Record<string, string>>;
}

/** One finished page. */
export interface RenderedPage {
  /** Below the site's root, for example "fr/book/index.html". */
  readonly path: string;
  readonly html: string;
}
