import type { Business } from "../../../contract/business";
import * as operations from "../../../contract/operations";
import { ok, serve } from "../../runtime/http";
import { Unavailable } from "../../runtime/outage";
import { type PageRecordStore, pageRecordStore } from "../publish/page-record";
import { type BusinessStore, businessStore } from "../store";
import { businessReply } from "./business-reply";

/** GET /admin/business: the document in force, and which version the pages show. */
export function getBusiness(
  business: Business,
  store: BusinessStore = businessStore(),
  records: Pick<PageRecordStore, "find"> = pageRecordStore(),
) {
  return serve(business, operations.getBusiness, async () => {
    const [current, published] = await Promise.all([store.current(), records.find()]);
    if (!current) throw new Unavailable("The document has gone.");
    return ok({
      ...businessReply(current),
      ...(published && { published: { version: published.version, at: published.at } }),
    });
  });
}
