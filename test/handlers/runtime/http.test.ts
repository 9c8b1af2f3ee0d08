import { expect } from "chai";
import * as operations from "../../../contract/operations";
import { refuse, serve } from "../../../handlers/runtime/http";
import { validRequest } from "../../support/bookings";
import { apiEvent, bodyOf } from "../../support/events";
import { business } from "../../support/fixture-business";

describe("the sentences that a function answers with", () => {
  const answer = async (body: object, header = "en", act = async () => refuse("taken")) => {
    const headers = { "Accept-Language": header };
    const handler = serve(business, operations.createBooking, act as never);
    return bodyOf(await handler(apiEvent({ body, headers })));
  };

  it("are in the language that the body asks for, even where the body is wrong", async () => {
    const { error } = await answer({ ...validRequest, locale: "fr" });
    expect(error).to.equal("Ce créneau vient d'être réservé. Veuillez en choisir un autre.");
    const refused = await answer({ ...validRequest, locale: "fr", name: "casino.com", date: "x" });
    expect(refused.error).to.equal("Certaines informations ne sont pas valides.");
    expect(refused.fields.name).to.match(/^Indiquez seulement votre nom/);
    expect(refused.fields.date).to.match(/^Indiquez une date/);
  });

  it("are otherwise in the language of the header", async () => {
    const { locale: _, ...request } = validRequest;
    expect((await answer(request, "en;q=0.1, fr-CM")).error).to.match(/^Ce créneau/);
    expect((await answer({ ...request, locale: "de" }, "fr")).error).to.match(/^Certaines/);
    expect((await answer({}, "frr")).error).to.match(/^Some/);
  });

  it("are so, too, when the function fails", async () => {
    const { error } = console;
    console.error = () => {};
    const fail = async () => {
      throw new Error("broken");
    };
    try {
      const said = await answer({ ...validRequest, locale: "fr" }, "en", fail as never);
      expect(said.error).to.match(/^Une erreur/);
    } finally {
      console.error = error;
    }
  });
});
