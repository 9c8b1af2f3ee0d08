import { expect } from "chai";
import { errorMeanings } from "../../../contract/errors/meanings";
import { errorsByStatus, errorsOf } from "../../../contract/errors/of-operation";
import { codeStatuses } from "../../../contract/errors/statuses";
import * as operations from "../../../contract/operations";
import type { Operation } from "../../../contract/operations/operation";

const byStatus = (row: Operation) => Object.fromEntries(errorsByStatus(row));
const always = {
  400: ["refused"],
  429: ["throttled"],
  500: ["internal"],
  503: ["unavailable"],
  504: ["timeout"],
};

describe("the errors of an operation", () => {
  it("are few where it takes nothing and everybody may call it", () => {
    expect(byStatus(operations.getCount)).to.deep.equal(always);
  });

  it("are those of its row, its body and its key", () => {
    expect(byStatus(operations.createBooking)).to.deep.equal({
      ...always,
      400: ["invalid", "body.json", "idempotency.invalid", "refused"],
      403: ["edge.only"],
      409: ["idempotency.reused", "taken", "busy", "contact.limit", "terms.changed"],
      413: ["body.large"],
      429: ["caller.throttled", "caller.limit", "contact.throttled", "throttled"],
    });
  });

  it("count the month only where a month's requests are limited", () => {
    const counted = ["caller.throttled", "caller.limit", "quota.exceeded", "throttled"];
    expect(byStatus(operations.countVisit)[429]).to.deep.equal(counted);
    for (const row of Object.values<Operation>(operations)) {
      expect(errorsOf(row).includes("quota.exceeded")).to.equal(
        row.plan === "visits" && row.method !== "GET",
      );
    }
  });

  it("tell who is not let in", () => {
    expect(byStatus(operations.getBooking)).to.deep.equal({
      ...always,
      401: ["manage.missing"],
      403: ["manage.wrong"],
    });
    expect(byStatus(operations.getUser)).to.deep.equal({
      ...always,
      401: ["admin.missing"],
      403: ["admin.group", "access.denied"],
      404: ["not-found"],
    });
  });

  it("are named once each, lowest status first", () => {
    for (const [name, row] of Object.entries<Operation>(operations)) {
      const codes = errorsOf(row);
      expect(new Set(codes).size, name).to.equal(codes.length);
      const statuses = [...errorsByStatus(row).keys()];
      expect(statuses, name).to.deep.equal([...statuses].sort());
    }
  });
});

describe("every error code", () => {
  it("has a meaning of one sentence or two, which says who answers it", () => {
    expect(errorMeanings).to.have.all.keys(...Object.keys(codeStatuses));
    for (const [code, { meaning, from }] of Object.entries(errorMeanings)) {
      expect(meaning, code).to.match(/^[A-Z].*\.$/);
      expect(from, code).not.to.have.lengthOf(0);
    }
  });
});
