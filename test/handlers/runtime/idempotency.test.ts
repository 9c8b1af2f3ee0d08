import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { expect } from "chai";
import { createFeedback } from "../../../handlers/feedback/operations/create-feedback";
import { createProduct } from "../../../handlers/products/operations/create-product";
import { replaceProduct } from "../../../handlers/products/operations/replace-product";
import { idFromKey } from "../../../handlers/runtime/idempotency";
import { createUser } from "../../../handlers/users/operations/create-user";
import { replaceUser } from "../../../handlers/users/operations/replace-user";
import { adminClaims, apiEvent, bodyOf } from "../../support/events";
import { validReview } from "../../support/feedback";
import { business } from "../../support/fixture-business";
import { productRequest } from "../../support/products";
import { FakeFeedbackStore } from "../../support/stores/fake-feedback-store";
import { FakeProductStore } from "../../support/stores/fake-product-store";
import { FakeUserStore } from "../../support/stores/fake-user-store";

type Handler = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

/** What creates something, with a body that it takes, one that it takes too, and what is stored in the end. */
interface Noun {
  readonly handler: Handler;
  readonly body: object;
  readonly otherBody: object;
  stored(): number;
  /** Changes what was created. */
  change?(created: never): Promise<APIGatewayProxyResult>;
}

let tick = 0;
const clock = () => new Date(Date.UTC(2026, 10, 21, 8, 0, tick++)).toISOString();
const user = { name: "Awa Ngo", email: "awa@example.com" };

const nouns: Record<string, () => Noun> = {
  "POST /feedback": () => {
    const store = new FakeFeedbackStore();
    const bookings = { find: async () => undefined };
    return {
      handler: createFeedback(business, store, bookings, clock, { feedbackEmailDays: 30 }),
      body: validReview,
      otherBody: { ...validReview, rating: 1 },
      stored: () => store.reviews.length,
    };
  },
  "POST /products": () => {
    const store = new FakeProductStore();
    return {
      handler: createProduct(business, store, clock),
      body: productRequest,
      otherBody: { ...productRequest, stock: 1 },
      stored: () => store.products.size,
      change: ({ product_id }: { product_id: string }) =>
        replaceProduct(
          business,
          store,
          clock,
        )(
          apiEvent({
            claims: adminClaims,
            path: { product_id },
            body: { ...productRequest, stock: 1, version: 1 },
          }),
        ),
    };
  },
  "POST /users": () => {
    const store = new FakeUserStore();
    return {
      handler: createUser(business, store, clock),
      body: user,
      otherBody: { ...user, name: "Awa" },
      stored: () => store.users.size,
      change: ({ userId }: { userId: string }) =>
        replaceUser(
          business,
          store,
          clock,
        )(
          apiEvent({
            claims: adminClaims,
            path: { userId },
            body: { ...user, name: "Awa Ebelle" },
          }),
        ),
    };
  },
};

for (const [name, make] of Object.entries(nouns)) {
  describe(`${name} with an Idempotency-Key`, () => {
    let noun: Noun;
    const post = (body: object, key = "key-12345678") =>
      noun.handler(apiEvent({ body, claims: adminClaims, headers: { "Idempotency-Key": key } }));
    beforeEach(() => {
      noun = make();
    });

    it("answers the same to the same body, and creates once", async () => {
      const first = await post(noun.body);
      expect(first.statusCode, first.body).to.equal(201);
      for (let repeat = 0; repeat < 3; repeat++) {
        expect(await post(noun.body)).to.deep.equal(first);
      }
      expect(noun.stored()).to.equal(1);
    });

    it("gives every copy that comes at the same moment the winner's answer", async () => {
      const replies = await Promise.all(Array.from({ length: 16 }, () => post(noun.body)));
      for (const reply of replies) expect(reply).to.deep.equal(replies[0]);
      expect(replies[0]?.statusCode).to.equal(201);
      expect(noun.stored()).to.equal(1);
    });

    it("refuses another body", async () => {
      await post(noun.body);
      const other = await post(noun.otherBody);
      expect(other.statusCode).to.equal(409);
      expect(bodyOf(other).code).to.equal("idempotency.reused");
      expect(noun.stored()).to.equal(1);
    });

    it("answers as the first time what has been changed since", async () => {
      const first = await post(noun.body);
      if (!noun.change) return;
      expect((await noun.change(bodyOf(first) as never)).statusCode).to.equal(200);
      expect(await post(noun.body)).to.deep.equal(first);
    });

    it("refuses a key that could not be one, and creates nothing", async () => {
      expect(bodyOf(await post(noun.body, "short")).code).to.equal("idempotency.invalid");
      expect(noun.stored()).to.equal(0);
    });
  });
}

describe("the id that a key gives", () => {
  it("is the same for the same noun and key alone, and looks like any other id", () => {
    const id = idFromKey("user", "key-12345678");
    expect(idFromKey("user", "key-12345678")).to.equal(id);
    expect(idFromKey("product", "key-12345678")).not.to.equal(id);
    expect(idFromKey("user", "key-12345679")).not.to.equal(id);
    expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
