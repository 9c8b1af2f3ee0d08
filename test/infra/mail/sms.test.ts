import { expect } from "chai";
import type { Graph } from "local-stage";
import { decide } from "local-stage/parts";
import { program, statements } from "../../support/pulumi";
import { noThrottle } from "../../support/stage";

const analytics = "arn:aws:dynamodb:ca-central-1:000000000000:table/data-analytics";
const senders = ["api-notify-customer", "api-send-reminders", "api-send-owed"];

const texting = [
  {
    Effect: "Allow",
    Action: ["dynamodb:UpdateItem"],
    Resource: analytics,
    Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "sms#*" } },
  },
  { Effect: "Allow", Action: ["sns:Publish"], Resource: "*" },
  { Effect: "Deny", Action: ["sns:Publish"], Resource: "arn:aws:sns:*:*:*" },
];

/** What each role may do, by the role's name. */
function roles(graph: Graph): Map<string, unknown[]> {
  return new Map(
    graph
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .map((policy) => [policy.name, statements(policy)]),
  );
}

describe("text messages to customers", () => {
  it("give three roles three statements more, and no other role anything", async () => {
    const off = roles(await program("local", noThrottle));
    const on = roles(await program("local", { ...noThrottle, "shopfront:smsMonthlyCap": "3" }));
    expect([...on.keys()]).to.have.members([...off.keys()]);
    const changed = [...on].filter(
      ([name, all]) => JSON.stringify(all) !== JSON.stringify(off.get(name)),
    );
    expect(changed.map(([name]) => name)).to.have.length(3);
    for (const [name, all] of changed) {
      expect(
        senders.some((sender) => name.startsWith(sender)),
        name,
      ).to.equal(true);
      const more = all.filter(
        (each) => !off.get(name)?.some((one) => JSON.stringify(one) === JSON.stringify(each)),
      );
      expect(more, name).to.deep.equal(texting);
    }
  });

  it("tell the three functions the cap", async () => {
    for (const [config, cap] of [
      [noThrottle, "0"],
      [{ ...noThrottle, "shopfront:smsMonthlyCap": "3" }, "3"],
    ] as const) {
      const functions = (await program("local", config)).ofType("aws:lambda/function:Function");
      const told = functions.filter(
        ({ inputs }) => inputs.environment?.variables.SMS_MONTHLY_CAP !== undefined,
      );
      expect(told).to.have.length(3);
      for (const { name, inputs } of told) {
        const { SMS_MONTHLY_CAP, ANALYTICS_TABLE } = inputs.environment.variables;
        expect({ SMS_MONTHLY_CAP, ANALYTICS_TABLE }, name).to.deep.equal({
          SMS_MONTHLY_CAP: cap,
          ANALYTICS_TABLE: "data-analytics",
        });
      }
    }
  });

  it("reach phones but no topic, and count in no other item", () => {
    const policies = [{ Statement: texting }] as Parameters<typeof decide>[0];
    const may = (action: string, resource: string, context = {}) =>
      decide(policies, { action, resource, context }).allowed;
    expect(may("sns:Publish", "*"), "a phone").to.equal(true);
    expect(may("sns:Publish", "arn:aws:sns:ca-central-1:000000000000:alerts")).to.equal(false);
    const item = (key: string) => ({ "dynamodb:LeadingKeys": [key] });
    expect(may("dynamodb:UpdateItem", analytics, item("sms#2026-11"))).to.equal(true);
    expect(may("dynamodb:UpdateItem", analytics, item("global"))).to.equal(false);
  });
});
