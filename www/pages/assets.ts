/** The scripts of pages, and `count` on all of them; each is an entry of www/browser. */
export const scriptNames = ["book", "manage", "shop", "reviews", "admin", "count"] as const;
export type ScriptName = (typeof scriptNames)[number];

/** Where the built files are, as the pages link to them. */
export interface Assets {
  readonly style: string;
  /** What the owner's page needs besides. */
  readonly adminStyle: string;
  readonly scripts: { readonly [name in ScriptName]: string };
  /** Drawings by the name of their file, for example "hero". */
  readonly art: Readonly<Record<string, string>>;
}

/** One finished page. */
export interface RenderedPage {
  /** Below the site's root, for example "fr/book/index.html". */
  readonly path: string;
  readonly html: string;
}
