import { expect } from "chai";
import { languages } from "../../contract/business";
import { type GatewayCode, gatewayStatuses } from "../../contract/errors/codes";
import { listUsers } from "../../contract/operations";
import { errorMessages } from "../../contract/wording/errors";
import { gatewayMessages } from "../../contract/wording/gateway";
import { failureText } from "../../www/admin/failure";
import { adminWords } from "../../www/admin/text";
import { call, type Failure } from "../../www/client";
import { errorText } from "../../www/error-text";
import { dictionaries, say } from "../../www/text";

const realFetch = globalThis.fetch;

/** What the site makes of an answer. */
async function failure(status: number, body: unknown): Promise<Failure> {
  globalThis.fetch = async () => Response.json(body, { status });
  const result = await call(listUsers, { query: {} });
  if (result.ok) throw new Error("It was to fail.");
  return result;
}

describe("the sentence of a failed call", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  const sentences = {
    ...gatewayMessages,
    invalid: errorMessages.invalid,
    "admin.missing": errorMessages["admin.missing"],
    "not-found": errorMessages["not-found"],
    "body.large": errorMessages["body.large"],
    internal: errorMessages.internal,
  };
  for (const [code, text] of Object.entries(sentences)) {
    it(`is in the reader's language where the gateway answers ${code} in English`, async () => {
      const status = { ...gatewayStatuses, internal: 500 }[code as "internal"] ?? 400;
      const refused = await failure(status, { code, error: "Said by the gateway." });
      for (const language of languages) {
        expect(errorText(language, refused)).to.equal(say(text, language));
      }
    });
  }

  it("is the one that came where the code is not known here", async () => {
    for (const code of ["visits.many", "constructor", 7, undefined]) {
      const refused = await failure(409, { code, error: "Vous avez déjà cinq visites !" });
      expect(errorText("fr", refused)).to.equal("Vous avez déjà cinq visites\u00a0!");
    }
  });

  it("is the function's own where the function refuses", async () => {
    const error = "Veuillez appeler le +237 651 844 664.";
    const refused = await failure(409, { code: "booking.unchangeable", error });
    expect(errorText("fr", refused)).to.equal(error);
  });

  it("is the general one where no sentence came", async () => {
    for (const body of [{}, { code: "visits.many" }, null]) {
      const text = errorText("en", await failure(500, body));
      expect(text).to.equal(errorMessages.internal.en);
    }
  });

  it("tells to check the connection where nothing answered", async () => {
    globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const result = await call(listUsers, { query: {} });
    expect(!result.ok && errorText("fr", result)).to.equal(dictionaries.fr.offline);
  });
});

describe("why a call of the desk failed", () => {
  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  const own: [GatewayCode, keyof typeof adminWords.en.failure][] = [
    ["admin.missing", "signedOut"],
    ["admin.group", "forbidden"],
    ["access.denied", "forbidden"],
    ["not-found", "gone"],
  ];
  for (const [code, key] of own) {
    it(`is told in the desk's own words for ${code}`, async () => {
      const refused = await failure(400, { code, error: "No." });
      expect(failureText(refused, adminWords.fr, "fr")).to.equal(adminWords.fr.failure[key]);
    });
  }

  it("is told in the API's words for everything else", async () => {
    const refused = await failure(409, { code: "email.taken", error: "Adresse déjà prise." });
    expect(failureText(refused, adminWords.fr, "fr")).to.equal("Adresse déjà prise.");
    const throttled = await failure(429, { code: "throttled", error: "Slow down." });
    expect(failureText(throttled, adminWords.fr, "fr")).to.equal(errorText("fr", throttled));
  });
});
