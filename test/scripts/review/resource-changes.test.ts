import { expect } from "chai";
import { withFollowing } from "../../../scripts/review/resources/follow";
import { resourceChanges } from "../../../scripts/review/resources/resource-changes";
import type { Declared } from "../../../scripts/review/snapshot";
import { declared, said, types, urnOf, warned } from "./snapshots";

/** "changed data-users: timeout", with what each property does. */
function changes(base: readonly Declared[], head: readonly Declared[]): string[] {
  return withFollowing(resourceChanges(base, head), base, head).map(
    ({ kind, resource, properties }) =>
      `${kind} ${resource.name}: ${properties.map(({ path, replacement }) => `${path} ${replacement}`).join(", ")}`,
  );
}

const table = (inputs: Declared["inputs"], more = {}) =>
  declared(types.table, "data-users", { hashKey: "userId", ...inputs }, more);

describe("the review of resources", () => {
  it("says nothing of what is the same", () => {
    expect(changes([table({})], [table({})])).to.deep.equal([]);
  });

  it("says what is created, changed, deleted and forgotten", () => {
    const kept = declared(types.object, "style", {}, { options: { retainOnDelete: true } });
    const base = [table({ billingMode: "PROVISIONED" }), declared(types.topic, "old"), kept];
    const head = [table({ billingMode: "PAY_PER_REQUEST" }), declared(types.topic, "new")];
    expect(changes(base, head)).to.deep.equal([
      "changed data-users: billingMode keeps",
      "created new: ",
      "deleted old: ",
      "forgotten style: ",
    ]);
  });

  it("takes what replaces from the recorded facts", () => {
    expect(changes([table({})], [table({ hashKey: "email" })])).to.deep.equal([
      "replaced data-users: hashKey replaces",
    ]);
  });

  it("says of an input that is not recorded, and of a type that is not, that it may replace", () => {
    expect(changes([table({})], [table({ novelty: true })])).to.deep.equal([
      "may be replaced data-users: novelty unknown",
    ]);
    const instance = (ami: string) => declared("aws:ec2/instance:Instance", "server", { ami });
    expect(changes([instance("one")], [instance("two")])).to.deep.equal([
      "may be replaced server: ami unknown",
    ]);
    expect(said({ resources: [instance("one")] }, { resources: [instance("two")] })).to.deep.equal({
      "Resources: 1 may be replaced": [
        "- `server` (`Instance`) may be replaced.",
        "  - `ami`: `one` → `two`, which **may replace** it",
      ],
    });
  });

  it("follows what the program tells the engine: ignoreChanges, replaceOnChanges", () => {
    const ignoring = { options: { ignoreChanges: ["billingMode"] } };
    expect(changes([table({})], [table({ billingMode: "X" }, ignoring)])).to.deep.equal([]);
    const replacing = { options: { replaceOnChanges: ["tags"] } };
    expect(changes([table({})], [table({ tags: { a: "b" } }, replacing)])).to.deep.equal([
      "replaced data-users: tags replaces",
    ]);
  });

  it("keeps a renamed resource that has an alias, and says so", () => {
    const renamed = declared(
      types.table,
      "data-people",
      { hashKey: "userId" },
      {
        aliases: [urnOf(types.table, "data-users")],
      },
    );
    expect(said({ resources: [table({})] }, { resources: [renamed] })).to.deep.equal({
      "Resources: 1 changed": [
        "\n**Component `data`**: 1 resource\n",
        "- `data-people` (`Table`) is changed. It is renamed; its alias keeps it. Until now `data-users`.",
      ],
    });
  });

  it("warns of a renamed table without an alias, names what is lost and how to keep it", () => {
    const renamed = declared(types.table, "data-people", { hashKey: "userId" });
    expect(warned({ resources: [table({})] }, { resources: [renamed] })).to.deep.equal([
      "**`data-users` (`Table`) is deleted**. Lost: **every item in it, and its point-in-time recovery; a new one begins empty**. It looks renamed: an alias with this name would keep it, at `data-people`.",
    ]);
  });

  it("says where a protected resource would make the deployment fail", () => {
    const isProtected = { options: { protect: true } };
    const [says] = warned(
      { resources: [table({}, isProtected)] },
      { resources: [table({ hashKey: "email" }, isProtected)] },
    );
    expect(says).to.match(/^\*\*`data-users` \(`Table`\) is replaced\*\*, because of `hashKey`\./);
    expect(says).to.include("It is protected: the deployment refuses.");
  });

  it("puts what is replaced first, then data that is deleted, before all else", () => {
    const base = [declared(types.topic, "a"), table({}), declared(types.table, "data-slots")];
    const head = [declared(types.topic, "b", { displayName: "B" }), table({ hashKey: "email" })];
    const [lines = []] = Object.values(said({ resources: base }, { resources: head }));
    expect(
      lines.filter((line) => line.startsWith("- ")).map((line) => line.split(".")[0]),
    ).to.deep.equal([
      "- `data-users` (`Table`) **is replaced**",
      "- `data-slots` (`Table`) **is deleted**",
      "- `a` (`Topic`) is deleted",
      "- `b` (`Topic`) is created",
    ]);
  });
});

describe("what follows of a change in other resources", () => {
  const code = (timeout: number) =>
    declared(types.function, "book", { name: "shop-book", timeout }, { outputs: { version: "1" } });
  const live = declared(
    types.alias,
    "book-live",
    { functionName: "shop-book", functionVersion: "1" },
    {
      sources: {
        functionName: [urnOf(types.function, "book")],
        functionVersion: [urnOf(types.function, "book")],
      },
    },
  );

  it("is a new version behind the alias of a function", () => {
    expect(changes([code(10), live], [code(20), live])).to.deep.equal([
      "changed book: timeout keeps",
      "changed book-live: functionVersion keeps",
    ]);
  });

  it("is a replacement where an input that replaces comes from a replaced resource", () => {
    const stream = declared(
      types.mapping,
      "notify",
      { eventSourceArn: "arn:of:data-users/stream", functionName: "shop-book" },
      { sources: { eventSourceArn: [urnOf(types.table, "data-users")] } },
    );
    expect(changes([table({}), stream], [table({ hashKey: "email" }), stream])).to.deep.equal([
      "replaced data-users: hashKey replaces",
      "replaced notify: eventSourceArn replaces",
    ]);
  });

  it("is another value where an input comes from a resource that is new, as a key does", () => {
    const key = (name: string) => declared("aws:apigateway/apiKey:ApiKey", name);
    const site = (name: string) =>
      declared(
        types.topic,
        "site",
        { displayName: { $secret: "unknown" } },
        {
          sources: { displayName: [urnOf("aws:apigateway/apiKey:ApiKey", name)] },
        },
      );
    const [before, after] = [
      [key("old"), site("old")],
      [key("new"), site("new")],
    ] as const;
    expect(changes(before, after)).to.have.members([
      "created new: ",
      "deleted old: ",
      "changed site: displayName keeps",
    ]);
    expect(changes(after, after)).to.deep.equal([]);
  });

  it("is nothing where the input is one that the program itself gives the replaced resource", () => {
    const [before, after] = [{ packageType: "Zip" }, { packageType: "Image" }].map((more) =>
      declared(types.function, "book", { name: "shop-book", ...more }),
    ) as [Declared, Declared];
    const named = declared(
      types.alias,
      "book-live",
      { functionName: "shop-book" },
      { sources: { functionName: [urnOf(types.function, "book")] } },
    );
    expect(changes([before, named], [after, named])).to.deep.equal([
      "replaced book: packageType replaces",
    ]);
  });
});
