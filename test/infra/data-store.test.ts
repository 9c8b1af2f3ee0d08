import { expect } from "chai";
import { program } from "../support/pulumi";

const safe = (deletionProtectionEnabled: boolean) => ({
  billingMode: "PAY_PER_REQUEST",
  pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
  serverSideEncryption: { enabled: true },
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

  it("may be deleted only where the stage does not protect its data", async () => {
    const graph = await program("dev");
    const tables = graph.ofType("aws:dynamodb/table:Table");
    expect(tables.map(({ inputs }) => inputs.deletionProtectionEnabled)).to.deep.equal([
      false,
      false,
    ]);
  });
});
