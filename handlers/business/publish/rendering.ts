import type { Business } from "../../../contract/business";

/** A file that is made of the business document. */
export interface PublishedFile {
  /** Below the site's root, for example "fr/book/index.html". */
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}

/** What the pages say of the stage beside the business. */
export interface StageFacts {
  /** How long the stage keeps what it knows of people, for the privacy page. */
  readonly retention?: Readonly<Record<string, number | boolean>>;
  /** "https://www.example.com"; absent until the first deployment has made the site's address. */
  readonly origin?: string;
}

/** The same with the business day, "YYYY-MM-DD". */
export interface SiteFacts extends StageFacts {
  readonly today: string;
}

/** Makes every published file; the same document and facts make the same bytes. */
export type Render = (business: Business, site: SiteFacts) => readonly PublishedFile[];

/** The code and assets that render, and what they are called. */
export interface Rendering {
  /** Another one for other code or other assets, for example "0a1b2c3d"; a part of the objects' keys. */
  readonly release: string;
  readonly render: Render;
}
