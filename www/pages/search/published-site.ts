/** Where and when the pages are published, as search engines and shared links need it. */
export interface PublishedSite {
  /** Like "https://www.example.com"; absent while nobody knows it, and then what needs it is left out. */
  readonly origin?: string;
  /** The business day, "YYYY-MM-DD". */
  readonly today: string;
}
