import { expect } from "chai";
import { business } from "../../../business";
import * as operations from "../../../contract/operations";
import { refuse, serve } from "../../../handlers/runtime/http";

describe("what an operation refuses with", () => {
  it("is on its row, or the program does not compile", () => {
    // The types are the proof: an @ts-expect-error that meets no error is one itself.
    const served = [
      serve(business, operations.getUser, async () => refuse("not-found")),
      serve(business, operations.listUsers, async () => refuse("invalid", {})),
      serve(business, operations.getBooking, async () => refuse("manage.wrong")),
      // @ts-expect-error
      serve(business, operations.getUser, async () => refuse("taken")),
      // @ts-expect-error
      serve(business, operations.getCount, async () => refuse("invalid", {})),
      // @ts-expect-error
      serve(business, operations.getUser, async () => refuse("manage.wrong")),
    ];
    for (const handler of served) expect(handler).to.be.a("function");
  });
});
