import { expect } from "chai";
import { tables } from "../../../contract/operations/operation";
import { DataStore } from "../../../infra/data/data-store";
import { program, told } from "../../support/pulumi";

const safe = (deletionProtectionEnabled: boolean) => ({
  billingMode: "PAY_PER_REQUEST",
  pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
  deletionProtectionEnabled,
});

const keys = (hash: string, range: string) => [
  { attributeName: hash, keyType: "HASH" },
  { attributeName: range, keyType: "RANGE" },
];

describe("the tables", () => {
  it("keep bookings by id, by customer and by day, and stream every change", async () => {
    const graph = await program("prod");
    expect(graph.named("aws:dynamodb/table:Table", "data-bookings").inputs).to.deep.equal({
      ...safe(true),
      hashKey: "bookingId",
      attributes: [
        { name: "bookingId", type: "S" },
        { name: "customerEmail", type: "S" },
        { name: "appointmentDate", type: "S" },
        { name: "appointmentTime", type: "S" },
        { name: "owing", type: "S" },
        { name: "owedFrom", type: "S" },
      ],
      globalSecondaryIndexes: [
        {
          name: "email-date-index",
          keySchemas: keys("customerEmail", "appointmentDate"),
          projectionType: "ALL",
        },
        {
          name: "date-time-index",
          keySchemas: keys("appointmentDate", "appointmentTime"),
          projectionType: "ALL",
        },
        {
          name: "owed-index",
          keySchemas: keys("owing", "owedFrom"),
          projectionType: "KEYS_ONLY",
        },
      ],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
  });

  it("keep one item per staff-day that expires by itself", async () => {
    const graph = await program("prod");
    expect(graph.named("aws:dynamodb/table:Table", "data-slots").inputs).to.deep.equal({
      ...safe(true),
      hashKey: "staffDay",
      attributes: [{ name: "staffDay", type: "S" }],
      ttl: { enabled: true, attributeName: "expiresAt" },
    });
  });

  const expiring = { enabled: true, attributeName: "expiresAt" };
  const index = (name: string, hash: string, range: string) => ({
    name,
    keySchemas: keys(hash, range),
    projectionType: "ALL",
  });
  const others: Record<string, { key: string; attributes: string[]; more: object }> = {
    products: {
      key: "product_id",
      attributes: ["product_id", "category", "created_at"],
      more: {
        globalSecondaryIndexes: [index("category-index", "category", "created_at")],
        ttl: expiring,
      },
    },
    feedback: {
      key: "feedbackId",
      attributes: ["feedbackId", "status", "createdAt", "email"],
      more: {
        globalSecondaryIndexes: [
          index("recent-index", "status", "createdAt"),
          index("email-index", "email", "createdAt"),
        ],
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        ttl: expiring,
      },
    },
    analytics: { key: "aggregateId", attributes: ["aggregateId"], more: { ttl: expiring } },
    users: {
      key: "userId",
      attributes: ["userId", "kind", "createdAt"],
      more: {
        globalSecondaryIndexes: [index("created-index", "kind", "createdAt")],
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
      },
    },
    visits: { key: "counter_id", attributes: ["counter_id"], more: { ttl: expiring } },
  };
  for (const [noun, { key, attributes, more }] of Object.entries(others)) {
    it(`keep ${noun} by ${key}`, async () => {
      const graph = await program("prod");
      expect(graph.named("aws:dynamodb/table:Table", `data-${noun}`).inputs).to.deep.equal({
        ...safe(true),
        hashKey: key,
        attributes: attributes.map((name) => ({ name, type: "S" })),
        ...more,
      });
    });
  }

  it("may be deleted only where the stage does not protect its data", async () => {
    const graph = await program("dev");
    const declared = graph.ofType("aws:dynamodb/table:Table");
    expect(declared).to.have.length(tables.length);
    for (const { inputs } of declared) expect(inputs.deletionProtectionEnabled).to.equal(false);
  });

  const toldOf = (protectData: boolean, copyRegions: string[] = []) =>
    told(() => new DataStore("data", { protectData, copyRegions }));

  it("stop `pulumi destroy` before it takes anything away, where the stage protects its data", async () => {
    const guarded = await toldOf(true);
    const open = await toldOf(false);
    for (const noun of tables) {
      expect(guarded.get(`data-${noun}`)?.protect, noun).to.equal(true);
      expect(open.get(`data-${noun}`)?.protect, noun).to.equal(false);
    }
  });

  it("keep the stream of copies that are no more, which DynamoDB refuses to lose with them", async () => {
    const ignored = async (copyRegions?: string[]) => {
      const all = await toldOf(false, copyRegions);
      return tables.filter((noun) => all.get(`data-${noun}`)?.ignoreChanges.length);
    };
    const streamed = ["bookings", "feedback", "users", "business"];
    expect(await ignored()).to.deep.equal(tables.filter((name) => !streamed.includes(name)));
    expect((await toldOf(false)).get("data-slots")?.ignoreChanges).to.deep.equal([
      "streamEnabled",
      "streamViewType",
    ]);
    // With copies the stream is wanted, and must be switched on where it is not yet.
    expect(await ignored(["eu-west-3"])).to.deep.equal([]);
  });
});
