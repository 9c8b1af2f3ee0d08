import { business } from "./business";
import * as routes from "./handlers/routes";
import * as schedules from "./handlers/schedules";
import * as streams from "./handlers/streams";
import * as topics from "./handlers/topics";
import { AdminAuth } from "./infra/admin-auth";
import { Alerts } from "./infra/alerts";
import { AuditTrail } from "./infra/audit-trail";
import { Backups } from "./infra/backups";
import { BookingApi } from "./infra/booking-api";
import { checkBusiness } from "./infra/check-business";
import { stageConfig } from "./infra/config";
import { Dashboards } from "./infra/dashboards";
import { DataStore } from "./infra/data-store";
import { GradualRelease } from "./infra/gradual-release";
import { KeyReminder } from "./infra/key-reminder";
import { Mail } from "./infra/mail";
import { PageInvalidation } from "./infra/page-invalidation";
import { Spending } from "./infra/spending";
import { StaticSite } from "./infra/static-site";
import { VersionPruner } from "./infra/version-pruner";
import { buildSite } from "./www/build";

const config = stageConfig();
checkBusiness(business);

const dataStore = new DataStore("data", {
  protectData: config.protectData,
  copyRegions: config.regions.slice(1),
});
const mail = new Mail("mail", { from: config.mailFrom });
const adminAuth = new AdminAuth("admins", { config });
const api = new BookingApi("api", {
  routes,
  streams,
  schedules,
  topics,
  dataStore,
  mail,
  adminAuth,
  config,
});
const site = new StaticSite("site", { files: buildSite(), api, adminAuth, mail, routes, config });
const alerts = new Alerts("alerts", { api, site, functions: api.functions, config });
const releases =
  config.canaryPercent > 0
    ? [new GradualRelease("releases", { functions: api.functions, config }).function]
    : [];
const pages = new PageInvalidation("pages", { site, logRetentionDays: config.logRetentionDays });
new KeyReminder("edge-keys", { madeOn: config.edgeKeys[0], topicArn: alerts.warningTopicArn });
new VersionPruner("versions", {
  functions: [...api.functions, alerts.rollback.function, ...releases, pages.function],
  logRetentionDays: config.logRetentionDays,
});
new Dashboards("dashboards", { api, site, dataStore });
new Spending("spending", { topicArn: alerts.warningTopicArn, config });
if (config.monthlyBackups) new Backups("backups", { dataStore, config });
if (config.auditTrail) new AuditTrail("audit", { protectData: config.protectData });

/** Where visitors find the site. */
export const siteUrl = site.url;
/** The API itself; it refuses writes that do not come through the site. */
export const apiUrl = api.url;
export const siteBucket = site.bucketName;
export const distributionId = site.distributionId;
/** What `scripts/sign-url.ts --stack` signs with, where the stage has a private folder. */
export const signedUrlKeyId = site.signedUrlKeyId;
/** The tables by name, for the scripts that export, import, restore and count again. */
export const bookingsTable = dataStore.bookings.name;
export const slotsTable = dataStore.slots.name;
export const productsTable = dataStore.products.name;
export const feedbackTable = dataStore.feedback.name;
export const analyticsTable = dataStore.analytics.name;
export const usersTable = dataStore.users.name;
export const visitsTable = dataStore.visits.name;
/** Where the owner's account is made: `aws cognito-idp admin-create-user`, then the group `admins`. */
export const adminUserPool = adminAuth.userPoolId;
/** What to enter where the domain's names are kept, for the site and its mail. */
export const dnsRecords = site.dnsRecords;
export const criticalTopic = alerts.criticalTopicArn;
export const warningTopic = alerts.warningTopicArn;
/** Where the changes wait that a stream function could not handle; docs/runbooks/stream-failures.md. */
export const failureQueue = api.failures.url;
