import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { business } from "../../business";
import { business as barbershop } from "../../examples/barbershop/business";
import { businessFile, differenceLines } from "../../scripts/business-file";

describe("a business document in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "shopfront-business-"));
  after(() => rmSync(folder, { recursive: true }));

  for (const document of [business, barbershop]) {
    it(`is TypeScript with the same content: ${document.name}`, () => {
      const path = join(folder, `${document.timeZone.replace("/", "-")}.ts`);
      writeFileSync(path, businessFile(document, path));
      expect(require(path).business).to.deep.equal(document);
    });
  }

  it("names the contract from where it stands", () => {
    const lines = businessFile(business, resolve(__dirname, "../../business.ts")).split("\n");
    expect(lines[0]).to.equal('import type { Business } from "./contract/business";');
    expect(lines[3]).to.equal('  name: "Braid with Petra",');
  });

  it("is compared place by place", () => {
    const changed = structuredClone(business) as unknown as {
      services: { price: number }[];
      email: string;
      staff: unknown[];
    };
    (changed.services[2] as { price: number }).price = 9000;
    changed.staff.pop();
    expect(differenceLines(business, changed)).to.deep.equal([
      "services[2].price: 8000 → 9000",
      `staff[1]: ${JSON.stringify(business.staff[1])} → nothing`,
    ]);
    expect(differenceLines(business, structuredClone(business))).to.deep.equal([]);
    expect(differenceLines(undefined, { name: "A" })).to.deep.equal([
      'business: nothing → {"name":"A"}',
    ]);
  });
});
