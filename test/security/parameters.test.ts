import { expect } from "chai";
import { functionBaseName } from "../../build/bundles";
import { business } from "../../business";
import type { Business } from "../../contract/business";
import type { Operation } from "../../contract/operations/operation";
import { adminClaims, apiEvent } from "../support/events";
import { type OperationName, type Operations, operationsOf, rows } from "../support/operations";
import { noThrottle, openDay, openTestStage, type TestStage } from "../support/stage";
import { type Wire, type Wrong, wrongRequests } from "../support/wrong-parameters";

const right: Readonly<Record<string, string>> = {
  date: openDay(),
  from: openDay(),
  to: openDay(9),
  days: "7",
  service: String(business.services[0]?.id),
  staff: String(business.staff[0]?.id),
  category: String(business.productCategories[0]?.id),
  status: "confirmed",
  late: "true",
  options: optionOf(business),
  version: "1",
  email: "awa@example.com",
  limit: "10",
  cursor: "eyJhIjoxfQ",
  lastKey: "eyJhIjoxfQ",
};

/** An option of some service, as an address names it. */
function optionOf({ services }: Pick<Business, "services">): string {
  const [option] = services.flatMap(({ options = [] }) => options);
  return `${option?.id}:${option?.choices[1]?.id}`;
}

describe("a wrong parameter", function () {
  this.timeout(180_000);
  let site: TestStage;
  let on: Operations;
  const counted = { requests: 0, refused: 0 };

  before(async () => {
    site = await openTestStage({ ...noThrottle, "shopfront:autoConfirm": "false" });
    on = await operationsOf(site);
  });
  after(async () => {
    await site?.close();
  });

  /** Through the site, as a browser or a script sends it. */
  const throughSite = async (row: Operation, { path, query, headers, text }: Wire) => {
    const url = row.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? "x"));
    const search = new URLSearchParams(query.map(([name, value]) => [name, value]));
    const body = row.method === "GET" ? {} : { text };
    return (await site.api(row.method, `${url}?${search}`, { ...body, headers })).status;
  };

  /** Past the gateway's own validation, into the function. */
  const intoFunction = async (row: Operation, { path, query, headers, text }: Wire) => {
    const event = apiEvent({
      path,
      query: Object.fromEntries(query),
      headers,
      ...(text !== undefined && { rawBody: text }),
      ...(row.access === "admin" && { claims: adminClaims }),
    });
    const names = [...new Set(query.map(([name]) => name))];
    const all = (name: string) => query.flatMap(([one, value]) => (one === name ? [value] : []));
    const result = await site.stage.invoke(
      `shopfront-local-${functionBaseName(row.handler)}:live`,
      {
        ...event,
        multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, all(name)])),
      },
    );
    return result.ok ? (result.payload as { statusCode: number }).statusCode : 500;
  };

  const rightOf = (name: string): string => {
    const found = right[name];
    if (found === undefined) throw new Error(`This test knows no right value of ${name}.`);
    return found;
  };

  for (const name of Object.keys(rows) as OperationName[]) {
    const row: Operation = rows[name];
    it(`makes no 5xx of ${row.method} ${row.path}`, async () => {
      const wrong = wrongRequests(row, await on.happy[name](), rightOf);
      const failures: string[] = [];
      const send = async ({ what, ...wire }: Wrong) => {
        const statuses = [await throughSite(row, wire), await intoFunction(row, wire)];
        counted.requests += statuses.length;
        counted.refused += statuses.filter((status) => status >= 400 && status < 500).length;
        const isReversed = what.includes("reversed");
        const isBad = (status: number) => (isReversed ? status !== 400 : status >= 500);
        if (statuses.some(isBad)) failures.push(`${what}: ${statuses.join(" and ")}`);
      };
      for (let next = 0; next < wrong.length; next += 4) {
        await Promise.all(wrong.slice(next, next + 4).map(send));
      }
      expect(failures, failures.join("\n")).to.deep.equal([]);
    });
  }

  it("is tried thousands of times, and mostly refused", () => {
    console.log(`      ${counted.requests} requests, ${counted.refused} refused with 4xx`);
    expect(counted.requests).to.be.greaterThan(3_000);
    expect(counted.refused).to.be.greaterThan(counted.requests / 2);
  });
});
