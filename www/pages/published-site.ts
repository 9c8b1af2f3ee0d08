/** What the pages say of the stage that publishes them. */
export interface PublishedSite {
  /** Like "https://www.example.com"; absent while nobody knows it, and then what needs it is left out. */
  readonly origin?: string;
  /** The business day, "YYYY-MM-DD". */
  readonly today: string;
  /** Default: `usualRetention`. */
  readonly retention?: Retention;
}

/** How long a stage keeps what it knows of people. */
export interface Retention {
  readonly reviewerEmailDays: number;
  readonly logDays: number;
  /** How many years log lines stay in an archive; 0 where there is none. */
  readonly logArchiveYears: number;
  /** Whether requests are logged with the visitor's internet address, for seven days. */
  readonly accessLogs: boolean;
  /** Whether a copy of each month is kept for a year. */
  readonly monthlyBackups: boolean;
}

/** What a stage keeps without settings of its own. */
export const usualRetention: Retention = {
  reviewerEmailDays: 30,
  logDays: 30,
  logArchiveYears: 0,
  accessLogs: false,
  monthlyBackups: false,
};
