import { expect } from "chai";
import { patiently } from "../../../infra/functions/patiently";

function refusals(count: number, name: string) {
  const call = async () => {
    call.made += 1;
    if (call.made <= count) throw Object.assign(new Error("no"), { name });
    return "done";
  };
  call.made = 0;
  return call;
}

describe("a call of what a deployment runs itself", () => {
  it("is made again while IAM does not know the new role yet", async () => {
    for (const name of ["AccessDenied", "AccessDeniedException"]) {
      const call = refusals(2, name);
      expect(await patiently(call)).to.equal("done");
      expect(call.made).to.equal(3);
    }
  });

  it("is made once when anything else is wrong", async () => {
    const call = refusals(1, "ResourceNotFoundException");
    const error = await patiently(call).catch((reason) => reason);
    expect(error).to.have.property("name", "ResourceNotFoundException");
    expect(call.made).to.equal(1);
  });
});
