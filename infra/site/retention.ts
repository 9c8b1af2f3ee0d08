import type { Retention } from "../../build/site";
import type { StageConfig } from "../config";

const archiveYears = { off: 0, year: 1, compliance: 7 } as const;

/** How long the stage keeps what it knows of people, as the privacy page tells them. */
export function retentionOf(config: StageConfig): Retention {
  return {
    reviewerEmailDays: config.feedbackEmailDays,
    logDays: config.logRetentionDays,
    logArchiveYears: archiveYears[config.logArchive],
    accessLogs: config.accessLogs,
    monthlyBackups: config.monthlyBackups,
  };
}
