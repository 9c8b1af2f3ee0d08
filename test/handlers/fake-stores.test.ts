import { randomUUID } from "node:crypto";
import { describeBookingStore } from "../support/stores/booking-store-contract";
import { describeCallerCounts } from "../support/stores/caller-counts-contract";
import { FakeBookingStore } from "../support/stores/fake-booking-store";
import { FakeCallerCounts } from "../support/stores/fake-caller-counts";
import { FakeFeedbackStore } from "../support/stores/fake-feedback-store";
import { FakeMessageResults } from "../support/stores/fake-message-results";
import { FakeProductStore } from "../support/stores/fake-product-store";
import { FakeUserStore } from "../support/stores/fake-user-store";
import { FakeVisitStore } from "../support/stores/fake-visit-store";
import { describeFeedbackStore } from "../support/stores/feedback-store-contract";
import { describeMessageResults } from "../support/stores/message-results-contract";
import { describeProductStore } from "../support/stores/product-store-contract";
import { describeUserStore } from "../support/stores/user-store-contract";
import { describeVisitStore } from "../support/stores/visit-store-contract";

// The same suites run on the real stores, in each noun's store.test.ts.

describe("the booking store's fake", () => {
  describeBookingStore(async () => new FakeBookingStore());
});

describe("the message results' fake", () => {
  describeMessageResults(async () => {
    const store = new FakeBookingStore();
    return { store, results: new FakeMessageResults(store.bookings) };
  });
});

describe("the product store's fake", () => {
  describeProductStore(async () => new FakeProductStore());
});

describe("the feedback store's fake", () => {
  describeFeedbackStore(
    async () => new FakeFeedbackStore(),
    async () => randomUUID(),
  );
});

describe("the user store's fake", () => {
  describeUserStore(async () => new FakeUserStore());
});

describe("the visit counter's fake", () => {
  describeVisitStore(async () => new FakeVisitStore());
});

describe("the fake counts of callers", () => {
  describeCallerCounts(async () => new FakeCallerCounts());
});
