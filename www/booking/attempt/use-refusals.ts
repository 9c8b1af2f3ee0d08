import { useState } from "preact/hooks";
import { businessPhoneText } from "../../../contract/rules/phone-text";
import type { BookingRequestInput } from "../../../contract/schemas/bookings";
import type { Terms } from "../../../contract/schemas/terms";
import { ownProblems } from "../../check-form";
import type { Failure } from "../../client";
import { errorText } from "../../error-text";
import { useSite } from "../../site";
import type { Draft } from "../draft";
import { fieldOrder, type Problems } from "../request";

/** Why the visit is not booked yet. */
export type Setback =
  | { readonly kind: "problems" }
  | { readonly kind: "taken"; readonly time: string }
  /** The visit has another length or price than the page showed. */
  | { readonly kind: "terms"; readonly terms: Terms }
  /** `limit`: the visit has to be somebody else's, or be booked by phone. */
  | { readonly kind: "limit" | "retry"; readonly why: string };

/** What the visitor is told when a request is refused, and the times that are gone with it. */
export function useRefusals(form: {
  readonly draft: Draft;
  readonly setDraft: (change: (last: Draft) => Draft) => void;
  readonly setProblems: (problems: Problems) => void;
}) {
  const { business, language, t } = useSite();
  const [setback, setSetback] = useState<Setback>();
  const [refused, setRefused] = useState<readonly { staff: string; moment: string }[]>([]);
  const [reloads, setReloads] = useState(0);

  /** The free times are asked for again: the ones shown are not what the server has. */
  const dropTime = ({ date, time, staff = "" }: BookingRequestInput) => {
    setRefused((last) => [...last, { staff, moment: `${date} ${time}` }]);
    setReloads((last) => last + 1);
    form.setDraft((last) =>
      last.date === date && last.time === time ? { ...last, time: "" } : last,
    );
  };

  const tell = (body: BookingRequestInput, failure: Failure) => {
    const fields = ownProblems(fieldOrder, failure.fields);
    if (failure.code === "taken") {
      dropTime(body);
      setSetback({ kind: "taken", time: body.time });
    } else if (failure.code === "contact.limit") {
      const why = body.forAnother
        ? t.book.limitReached(businessPhoneText(business, language))
        : errorText(language, failure);
      setSetback({ kind: "limit", why });
    } else if (failure.terms) {
      setSetback({ kind: "terms", terms: failure.terms });
    } else if (Object.keys(fields).length > 0) {
      // Too late for this time, or closed since it was shown.
      if (fields.date || fields.time) dropTime(body);
      form.setProblems(fields);
      setSetback({ kind: "problems" });
    } else setSetback({ kind: "retry", why: errorText(language, failure) });
  };

  const { staff } = form.draft;
  const taken = refused.filter((each) => each.staff === staff).map(({ moment }) => moment);
  return { setback, setSetback, taken, reloads, tell };
}
