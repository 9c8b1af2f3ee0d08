/** What must not break unnoticed, and the fast tests that hold it; `npm run test:mutation` breaks it on purpose. */
const areas = {
  status: { mutate: ["contract/rules/status.ts"], tests: ["test/contract/rules/status.test.ts"] },
  slots: {
    mutate: ["handlers/bookings/diary/*.ts"],
    tests: ["test/handlers/bookings/diary/*.test.ts"],
  },
  money: {
    mutate: ["contract/rules/{amounts,visit}.ts"],
    tests: ["test/contract/rules/amounts.test.ts", "test/contract/rules/visit.test.ts"],
  },
  roles: { mutate: ["infra/access/iam.ts"], tests: ["test/infra/access/iam.test.ts"] },
};

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: Object.values(areas).flatMap(({ mutate }) => mutate),
  testRunner: "mocha",
  mochaOptions: {
    "no-config": true,
    require: ["tsx/cjs", "test/support/setup.ts"],
    spec: Object.values(areas).flatMap(({ tests }) => tests),
  },
  coverageAnalysis: "perTest",
  concurrency: 2,
  // A busy machine must not pass for an endless loop, which counts as noticed.
  timeoutMS: 20_000,
  reporters: ["clear-text"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: ".shopfront/mutation",
  // The score is a figure to look at, and these are what it may not fall below.
  thresholds: { high: 95, low: 90, break: 90 },
};
