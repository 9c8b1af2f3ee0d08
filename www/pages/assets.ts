/** The scripts of pages, and `count` on all of them; each is a file in browser/. */
export const scriptNames = [
  "book",
  "manage",
  "shop",
  "reviews",
  "admin",
  "not-found",
  "phone",
  "count",
] as const;
export type ScriptName = (typeof scriptNames)[number];

/** Where the built files are, as the pages link to them. */
export interface Assets {
  readonly style: string;
  /** The additional style of the owner's page. */
  readonly adminStyle: string;
  readonly scripts: { readonly [name in ScriptName]: string };
  /** Drawings by the name of their file, for example "hero". */
  readonly art: Readonly<Record<string, string>>;
  /** The pictures that come with the site, by the path that business.ts has for each. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** One finished page. */
export interface RenderedPage {
  /** Below the site's root, for example "fr/book/index.html". */
  readonly path: string;
  readonly html: string;
}

/** One finished file, whatever is in it. */
export interface RenderedFile {
  /** Below the site's root. */
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}
