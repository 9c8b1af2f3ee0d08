import { expect } from "chai";
import type { Resource } from "local-stage";
import type { Role } from "local-stage/parts";
import { allows, decide } from "local-stage/parts";
import { type Grant, grantsOf, without, withoutGrant, withoutResource } from "../support/grants";
import { type Feed, nounOf, type Path, type Proofs, proofsOf } from "../support/proofs";
import { soon } from "../support/soon";
import { noThrottle, openDay, openTestStage, type TestStage } from "../support/stage";

/** One function with what it may do. */
interface Subject {
  readonly noun: string;
  readonly name: string;
  readonly arn: string;
  readonly role: Role;
  readonly grants: readonly Grant[];
}

/** Does something without what is taken away, and tells whether it failed. */
type Take = (act: () => Promise<boolean>) => Promise<boolean>;

/** Roles that no function has. The local stage enforces none of these. */
const notFunctions: Readonly<Record<string, string>> = {
  "api-gateway-logging-role":
    "API Gateway itself writes its execution log, which exists on AWS only",
  "edge-keys-role": "the scheduler says a sentence on the owner's topic, on AWS only",
};

const isLog = ({ action }: Grant) => action.startsWith("logs:");
const mappingActions = [
  ...["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
    (a) => `dynamodb:${a}`,
  ),
  "sqs:SendMessage",
];

describe("least privilege", function () {
  this.timeout(600_000);
  let site: TestStage;
  let proofs: Proofs;
  let subjects: Subject[];
  const counted = { functions: 0, grants: 0, permissions: 0 };

  before(async () => {
    site = await openTestStage({
      ...noThrottle,
      "shopfront:autoConfirm": "false",
      "shopfront:monthlyRequests": "2",
    });
    proofs = await proofsOf(site);
    subjects = [...site.stage.lambda.registry.records.values()].map(({ name, arn, latest }) => {
      const role = site.stage.roles.get(latest.roleArn);
      if (!role) throw new Error(`${name} has no role.`);
      return { noun: nounOf(name), name, arn, role, grants: grantsOf(role.policies) };
    });
    counted.functions = subjects.length;
  });
  after(async () => {
    await site?.close();
  });

  const pathsOf = (noun: string): readonly Path[] => proofs.paths[noun] ?? [];
  const runAll = async (noun: string) => {
    for (const path of pathsOf(noun)) await (await path())();
  };
  const mappingOf = ({ arn }: Subject): Resource | undefined =>
    site.stage.graph
      .ofType("aws:lambda/eventSourceMapping:EventSourceMapping")
      .find(({ inputs }) => String(inputs.functionName).startsWith(`${arn}:`));
  /** For the function itself, so not of those that only its mapping takes. */
  const isOwn = (subject: Subject) => (grant: Grant) =>
    !isLog(grant) && !(mappingOf(subject) && mappingActions.includes(grant.action));
  const told = ({ role }: Subject, { action, resource }: Grant) =>
    `${role.name} does not need ${action} on ${resource}`;

  /** The path that a caller's permission is for, with what the gateway itself asks for. */
  const headPath = ({ inputs }: Resource) => {
    const path = String(inputs.sourceArn).split("/HEAD").at(-1)?.replaceAll("*", "none");
    return path?.endsWith("/availability") ? `${path}?date=${openDay()}` : path;
  };

  /** True where none of the paths misses what `take` takes away. */
  const isUnused = async (noun: string, take: Take, grant?: Grant) => {
    for (const path of pathsOf(noun)) {
      const act = await path(grant);
      const failed = () =>
        act().then(
          () => false,
          () => true,
        );
      if (await take(failed)) return false;
    }
    return true;
  };

  it("has a proof for every function and for nothing else", () => {
    const nouns = subjects.map(({ noun }) => noun);
    const unproven = nouns.filter((noun) => pathsOf(noun).length === 0);
    expect(
      unproven,
      `Add to test/support/proofs.ts how to see at work: ${unproven.join(", ")}.`,
    ).to.deep.equal([]);
    expect(nouns).to.include.members(Object.keys(proofs.paths));
    const fed = subjects.filter(mappingOf).map(({ noun }) => noun);
    expect(fed, "test/support/proofs.ts lists the feeds").to.have.members(
      Object.keys(proofs.feeds),
    );
  });

  it("has no role besides those of the functions and the ones listed here", () => {
    const mine = new Set(subjects.map(({ role }) => role.name));
    const others = site.stage.graph
      .ofType("aws:iam/role:Role")
      .filter(({ outputs }) => !mine.has(outputs.name))
      .map(({ name }) => name);
    expect(others).to.have.members(Object.keys(notFunctions));
    expect(mine.size).to.equal(subjects.length);
  });

  it("lets every function do all that it is for", async () => {
    const failures: string[] = [];
    for (const { noun } of subjects) {
      await runAll(noun).catch((error) => failures.push(`${noun}: ${error.message}`));
    }
    expect(failures).to.deep.equal([]);
  });

  it("gives no function a grant that it works without", async () => {
    const unused: string[] = [];
    const prove = async (subject: Subject) => {
      for (const grant of subject.grants.filter(isOwn(subject))) {
        counted.grants++;
        const take = (act: () => Promise<boolean>) => withoutGrant(subject.role, grant, act);
        if (await isUnused(subject.noun, take, grant)) unused.push(told(subject, grant));
      }
      await runAll(subject.noun);
    };
    // It waits a minute for a role that IAM may not know yet, and touches nothing that the others do.
    const isPatient = ({ noun }: Subject) => noun === "invalidate-pages";
    const patient = Promise.all(subjects.filter(isPatient).map(prove));
    for (const subject of subjects) if (!isPatient(subject)) await prove(subject);
    await patient;
    expect(unused, unused.join("\n")).to.deep.equal([]);
  });

  it("lets nobody invoke a function who does not have to", async () => {
    const unused: string[] = [];
    for (const permission of site.stage.graph.ofType("aws:lambda/permission:Permission")) {
      counted.permissions++;
      if (permission.name.endsWith("-head-caller")) {
        const path = headPath(permission);
        const headers = await site.adminHeaders();
        const reaches = async () =>
          (await fetch(`${site.stage.apiUrl}${path}`, { method: "HEAD", headers })).status < 500;
        expect(await reaches(), permission.name).to.equal(true);
        const isNeedless = await withoutResource(site.stage.graph, permission, reaches);
        if (isNeedless) unused.push(`nobody needs ${permission.name}`);
        continue;
      }
      const noun = nounOf(String(permission.inputs.function).split(":").at(-1) as string);
      const take = (act: () => Promise<boolean>) =>
        withoutResource(site.stage.graph, permission, act);
      if (await isUnused(noun, take)) unused.push(`${noun} does not need ${permission.name}`);
      await runAll(noun);
    }
    expect(unused, unused.join("\n")).to.deep.equal([]);
  });

  it("loses a function's log lines with either of its log grants, and nothing else", async () => {
    const silent = async ({ name, arn }: Subject) => {
      const before = site.stage.logOf(name).at(-1);
      // Most functions can't do anything with an event that is none, and Lambda logs that.
      await site.stage.invoke(`${arn}:live`, null);
      return site.stage.logOf(name).at(-1) === before;
    };
    const wrong = await Promise.all(
      subjects.map(async (subject) => {
        const found: string[] = [];
        if (await silent(subject)) found.push(`${subject.name} logs nothing`);
        for (const grant of subject.grants.filter(isLog)) {
          counted.grants++;
          const isGone = await withoutGrant(subject.role, grant, () => silent(subject));
          if (!isGone) found.push(told(subject, grant));
        }
        if (await silent(subject)) found.push(`${subject.name} logs nothing with all grants back`);
        return found;
      }),
    );
    expect(wrong.flat()).to.deep.equal([]);
  });

  it("stops a stream's mapping with each of its grants, and loses nothing", async () => {
    const prove = async (subject: Subject) => {
      const feed = proofs.feeds[subject.noun] as Feed;
      const mapping = mappingOf(subject) as Resource;
      const waiting: unknown[] = [];
      for (const grant of subject.grants.filter((one) => mappingActions.includes(one.action))) {
        counted.grants++;
        const said = site.lines.length;
        const written = await withoutGrant(subject.role, grant, async () => {
          const one = await feed.write();
          const stops = () =>
            site.lines
              .slice(said)
              .some((line) => line.startsWith(mapping.name) && line.includes(grant.action));
          await soon(stops, `${mapping.name} stops without ${grant.action}`);
          expect(await feed.isDone(one), `${grant.action} is not needed`).to.equal(false);
          return one;
        });
        waiting.push(written);
      }
      for (const written of [...waiting, await feed.write()]) {
        await soon(() => feed.isDone(written), `${mapping.name} goes on`);
      }
    };
    await Promise.all(subjects.filter(mappingOf).map(prove));
  });

  it("lets the distribution read the site by statements that are each needed", () => {
    const { graph } = site.stage;
    const distribution = graph.only("aws:cloudfront/distribution:Distribution").outputs.arn;
    const policies = graph.ofType("aws:s3/bucketPolicy:BucketPolicy");
    const wanted = policies.flatMap(({ inputs }) => {
      const policy = JSON.parse(inputs.policy);
      return grantsOf([policy]).map((grant) => {
        const action = grant.action as "s3:GetObject" | "s3:ListBucket";
        const request = { action, resource: grant.resource.replace(/\*$/, "en/index.html") };
        const asked = { ...request, sourceArn: distribution };
        expect(allows(policy, asked), action).to.equal(true);
        expect(allows(without([policy], grant)[0], asked), action).to.equal(false);
        expect(allows(policy, { ...request, sourceArn: `${distribution}X` })).to.equal(false);
        return action;
      });
    });
    // Pages and their files, and the business's pictures.
    expect(wanted).to.deep.equal(["s3:GetObject", "s3:ListBucket", "s3:GetObject"]);
  });

  it("sends mail from the one address only", () => {
    const senders = subjects.filter(({ grants }) =>
      grants.some(({ action }) => action === "ses:SendRawEmail"),
    );
    expect(senders.map(({ noun }) => noun)).to.include("notify-customer");
    const from = site.stage.graph.named(
      "aws:lambda/function:Function",
      "api-notify-customer-function",
    ).inputs.environment.variables.MAIL_FROM;
    for (const { role, grants } of senders) {
      for (const grant of grants.filter(({ action }) => action.startsWith("ses:"))) {
        const as = (address: string) =>
          decide(role.policies, { ...grant, context: { "ses:FromAddress": address } }).allowed;
        expect(as(from)).to.equal(true);
        expect(as(`owner@${from.split("@")[1]}`)).to.equal(false);
        expect(decide(role.policies, grant).allowed).to.equal(false);
      }
    }
  });

  it("says how many there were", () => {
    const all = subjects.flatMap(({ grants }) => grants);
    expect(counted.grants).to.equal(all.length);
    const { functions, grants, permissions } = counted;
    console.log(
      `      ${functions} functions, ${grants} grants and ${permissions} permissions: taken away one by one`,
    );
  });
});
