import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import type { Graph, ProgramOptions } from "local-stage";
import type { SiteFile } from "../../../build/site";
import type { Business } from "../../../contract/business";
import { priceGraph } from "../../../cost/price-graph";
import { priceList } from "../../../cost/prices";
import { siteWeight } from "../../../cost/site-weight";
import { trafficOf } from "../../../cost/traffic";
import { captured } from "../../../policy/captured";
import { judge } from "../../../policy/judge";
import { rules } from "../../../policy/rules";
import { waivers } from "../../../policy/waivers";
import { type Found, type Sizes, type VolumeBill, volumes } from "../snapshot";
import { contentOf, isAsset } from "./digests";

/** The site as a program has built it in its folder, pages included. */
function builtSite(folder: string): SiteFile[] {
  const built = join(folder, "dist", "www");
  if (!existsSync(built)) throw new Error("The program builds no site.");
  return readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(built, file), contentType: "", cacheControl: "", file }));
}

/** What breaks the rules of today, also in an older program. */
export function findingsIn(graph: Graph, program: ProgramOptions): Found[] {
  const { verdicts } = judge(captured(graph, program), rules, waivers);
  return verdicts.map(({ rule, resource, part, says, waiver }) => ({
    rule: rule.name,
    resource: resource.name,
    ...(part !== undefined && { part }),
    says,
    ...(waiver && { excuse: waiver.reason }),
  }));
}

/** A month's bill at each volume, by today's prices and assumptions. */
export async function billsOf(graph: Graph, folder: string): Promise<VolumeBill[]> {
  if (!existsSync(join(folder, "business.ts"))) throw new Error("There is no business.ts.");
  const { business } = require(join(folder, "business.ts")) as { business: Business };
  const site = siteWeight({ files: builtSite(folder), pages: [] });
  return volumes.map((visitors) => {
    const bill = priceGraph(graph, trafficOf({ business, visitors }, site), site, priceList());
    const lines = bill.lines.map(({ price, usd }) => [`${price.service}, ${price.unit}`, usd]);
    return { visitors, usd: bill.usd, lines: Object.fromEntries(lines) };
  });
}

/** What is uploaded and sent: zips as they are, files compressed as CloudFront sends them. */
export async function sizesOf(graph: Graph): Promise<Sizes> {
  const functions: Record<string, number> = {};
  for (const { name, inputs } of graph.ofType("aws:lambda/function:Function")) {
    if (isAsset(inputs.code)) functions[name] = (await contentOf(inputs.code)).length;
  }
  const files: Record<string, number> = {};
  for (const { inputs } of graph.ofType("aws:s3/bucketObjectv2:BucketObjectv2")) {
    if (!isAsset(inputs.source)) continue;
    files[withoutHash(inputs.key)] = gzipSync(await contentOf(inputs.source)).length;
  }
  return { functions, files };
}

/** The document of the API that the site publishes. */
export async function apiDocumentOf(folder: string): Promise<unknown> {
  const published = builtSite(folder).find(({ path }) => path === "openapi.json");
  if (!published) throw new Error("The site has no openapi.json.");
  return JSON.parse(readFileSync(published.file, "utf8"));
}

/** The same file of another build: "assets/style-0a1b2c3d.css" is "assets/style.css". */
export function withoutHash(key: string): string {
  return key.replace(/^(assets\/.+)-[0-9a-f]{8}(\.\w+)$/, "$1$2");
}
