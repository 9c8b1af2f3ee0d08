import { expect } from "chai";
import { patiently } from "../../../handlers/runtime/patiently";

function refusals(count: number, name: string) {
  const call = async () => {
    call.made += 1;
    if (call.made <= count) throw Object.assign(new Error("no"), { name });
    return "done";
  };
  call.made = 0;
  return call;
}

const inAMinute = () => Date.now() + 60_000;

describe("a call of what a deployment runs itself", () => {
  it("is made again while IAM does not know the new role yet", async () => {
    for (const name of ["AccessDenied", "AccessDeniedException"]) {
      const call = refusals(2, name);
      expect(await patiently(inAMinute(), call)).to.equal("done");
      expect(call.made).to.equal(3);
    }
  });

  it("is given up once the time of its invocation is up, however many calls that has", async () => {
    const until = Date.now() + 50;
    for (const calls of [2, 1]) {
      const call = refusals(9, "AccessDenied");
      const error = await patiently(until, call).catch((reason) => reason);
      expect(error).to.have.property("name", "AccessDenied");
      expect(call.made).to.be.at.most(calls);
    }
  });

  it("is made once when anything else is wrong", async () => {
    const call = refusals(1, "ResourceNotFoundException");
    const error = await patiently(inAMinute(), call).catch((reason) => reason);
    expect(error).to.have.property("name", "ResourceNotFoundException");
    expect(call.made).to.equal(1);
  });
});
