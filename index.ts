import { buildSite } from "./build/site";
import { business } from "./business";
import { checkBusiness } from "./contract/check-business";
import * as schedules from "./contract/functions/schedules";
import * as streams from "./contract/functions/streams";
import * as topics from "./contract/functions/topics";
import * as routes from "./contract/operations";
import { Alerts } from "./infra/alerts/alerts";
import { Dashboards } from "./infra/alerts/dashboards";
import { Spending } from "./infra/alerts/spending";
import { AdminAuth } from "./infra/api/admin-auth";
import { BookingApi } from "./infra/api/booking-api";
import { KeyReminder } from "./infra/api/key-reminder";
import { UsageReport } from "./infra/api/usage-report";
import { refusing, stageConfig } from "./infra/config";
import { AuditTrail } from "./infra/data/audit-trail";
import { Backups } from "./infra/data/backups";
import { DataStore } from "./infra/data/data-store";
import { LogArchive } from "./infra/data/log-archive";
import { GradualRelease } from "./infra/functions/gradual-release";
import { VersionPruner } from "./infra/functions/version-pruner";
import { Mail } from "./infra/mail/mail";
import { PageInvalidation } from "./infra/site/page-invalidation";
import { Pictures } from "./infra/site/pictures";
import { StaticSite } from "./infra/site/static-site";

const config = stageConfig();
refusing(() => checkBusiness(business));

const dataStore = new DataStore("data", {
  protectData: config.protectData,
  copyRegions: config.regions.slice(1),
});
const mail = new Mail("mail", { from: config.mailFrom });
const pictures = new Pictures("pictures", { config });
const adminAuth = new AdminAuth("admins", { config });
const api = new BookingApi("api", {
  title: `${business.name} API`,
  routes,
  streams,
  schedules,
  topics,
  dataStore,
  mail,
  pictures,
  adminAuth,
  config,
});
const site = new StaticSite("site", {
  built: buildSite(),
  api,
  dataStore,
  adminAuth,
  mail,
  pictures,
  routes,
  config,
});
const alerts = new Alerts("alerts", { api, site, functions: api.functions, config });
const releases =
  config.canaryPercent > 0
    ? [new GradualRelease("releases", { functions: api.functions, config }).function]
    : [];
const pages = new PageInvalidation("pages", { site, logRetentionDays: config.logRetentionDays });
new KeyReminder("edge-keys", { madeOn: config.edgeKeys[0], topicArn: alerts.warningTopicArn });
const usage = new UsageReport("usage", {
  api,
  dataStore,
  topicArn: alerts.warningTopicArn,
  config,
});
const functions = [
  ...api.functions,
  alerts.rollback.function,
  ...releases,
  pages.function,
  site.publisher.function,
  usage.function,
];
const versions = new VersionPruner("versions", {
  functions,
  logRetentionDays: config.logRetentionDays,
});
new Dashboards("dashboards", { api, site, dataStore });
new Spending("spending", { topicArn: alerts.warningTopicArn, config });
if (config.monthlyBackups) new Backups("backups", { dataStore, config });
const logArchive =
  config.logArchive === "off"
    ? undefined
    : new LogArchive("log-archive", {
        keep: config.logArchive,
        logGroups: {
          ...Object.fromEntries(
            [...functions, versions.function].map((one) => [one.shortName, one.logGroupName]),
          ),
          "api-access": api.logGroups.access,
          "api-errors": api.logGroups.errors,
        },
        config,
      });
if (config.auditTrail) new AuditTrail("audit", { protectData: config.protectData });

export = {
  /** Where visitors find the site. */
  siteUrl: site.url,
  /** The API itself; it refuses writes that do not come through CloudFront. */
  apiUrl: api.url,
  siteBucket: site.bucketName,
  /** Keeps the pictures that the owner has uploaded; docs/data.md. */
  pictureBucket: pictures.bucketName,
  distributionId: site.distributionId,
  /** The key id that `scripts/sign-url.ts --stack` signs with, on a stage with a private folder. */
  ...(site.signedUrlKeyId && { signedUrlKeyId: site.signedUrlKeyId }),
  /** The names of the tables, for the scripts that export, import, restore and recount. */
  tables: dataStore.tableNames,
  /** The user pool of the desk: `aws cognito-idp admin-create-user`, then the group `admins`. */
  adminUserPool: adminAuth.userPoolId,
  /** The DNS records to enter for the site and its mail. */
  dnsRecords: site.dnsRecords,
  criticalTopic: alerts.criticalTopicArn,
  warningTopic: alerts.warningTopicArn,
  /** Keeps the logs that CloudWatch has deleted, on a stage with an archive; docs/runbooks/old-logs.md. */
  ...(logArchive && { logArchive: logArchive.bucketName }),
  /** Holds the events that a stream function could not process; docs/runbooks/stream-failures.md. */
  failureQueue: api.failures.url,
};
