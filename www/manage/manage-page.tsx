import { useEffect, useState } from "preact/hooks";
import { getBooking } from "../../contract/operations";
import { businessPhoneText } from "../../contract/rules/phone-text";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { call, type Failure } from "../client";
import { YourVisits } from "../device/your-visits";
import { errorText } from "../error-text";
import { pagePath, useSite } from "../site";
import { WithPhone } from "../with-phone";
import { type ManageLink, manageHash, readManageLink } from "./link";
import { OwnVisit } from "./own-visit";
import { SendLinks } from "./send-links";
import type { JustBooked } from "./visit-head";

type State =
  | { readonly kind: "loading" | "no-link" | "incomplete" | "wrong" }
  | { readonly kind: "failed"; readonly why: Failure }
  | {
      readonly kind: "shown";
      readonly link: ManageLink;
      readonly booking: OwnBooking;
      readonly booked?: JustBooked;
    };

/** What the API answers when the link does not open a visit. */
const wrongLink: readonly Failure["code"][] = [
  "invalid",
  "manage.missing",
  "manage.wrong",
  "not-found",
];

/** Opens the visit that the page's fragment names, or the one that was just booked. */
export function ManagePage(props: {
  booked?: JustBooked & { readonly link: ManageLink; readonly booking: OwnBooking };
}) {
  const { business, language, t } = useSite();
  const { booked } = props;
  const [state, setState] = useState<State>(() =>
    booked
      ? { kind: "shown", link: booked.link, booking: booked.booking, booked }
      : { kind: "loading" },
  );
  const [round, setRound] = useState(0);

  useEffect(() => {
    const next = () => setRound((last) => last + 1);
    addEventListener("hashchange", next);
    return () => removeEventListener("hashchange", next);
  }, []);

  useEffect(() => {
    // It came with the answer to its request.
    if (booked && round === 0) return;
    const link = readManageLink(location.hash);
    if (!link) {
      setState({ kind: location.hash.length > 1 ? "incomplete" : "no-link" });
      return;
    }
    // Without what programs have added, so that the address can be copied and kept.
    history.replaceState(null, "", `${location.pathname}${manageHash(link)}`);
    const abort = new AbortController();
    setState({ kind: "loading" });
    call(getBooking, {
      params: { bookingId: link.bookingId },
      headers: { "X-Manage-Token": link.token },
      signal: abort.signal,
    }).then((result) => {
      if (abort.signal.aborted) return;
      if (result.ok) setState({ kind: "shown", link, booking: result.reply });
      else
        setState(
          wrongLink.includes(result.code) ? { kind: "wrong" } : { kind: "failed", why: result },
        );
    });
    return () => abort.abort();
  }, [round]);

  if (state.kind === "shown") {
    const { link, booking } = state;
    return (
      <OwnVisit
        key={link.bookingId}
        link={link}
        booking={booking}
        booked={state.booked}
        onChange={(after) => setState({ kind: "shown", link, booking: after })}
      />
    );
  }
  if (state.kind === "loading") {
    return (
      <section class="panel" aria-busy="true" data-testid="manage-loading">
        <h1>{t.manage.title}</h1>
        <p role="status">{t.manage.loading}</p>
        <div class="skeleton skeleton-lines" aria-hidden="true">
          <span />
          <span />
          <span />
          <span />
        </div>
      </section>
    );
  }
  if (state.kind === "failed") {
    return (
      <section class="panel" role="alert" data-testid="manage-failed">
        <h1>{t.manage.errorTitle}</h1>
        <p>
          <WithPhone text={errorText(language, state.why)} />
        </p>
        <p>
          <WithPhone text={t.manage.help(businessPhoneText(business, language))} />
        </p>
        <div class="actions">
          <button type="button" class="button" onClick={() => setRound((last) => last + 1)}>
            {t.manage.retry}
          </button>
        </div>
      </section>
    );
  }
  const { title, body } = t.manage.closed[state.kind];
  return (
    <>
      <section class="panel" role="alert" data-testid={`manage-${state.kind}`}>
        <h1>{title}</h1>
        <p>{body}</p>
      </section>
      <YourVisits />
      <SendLinks />
      <section class="panel">
        <p>
          <WithPhone text={t.manage.help(businessPhoneText(business, language))} />
        </p>
        <p>
          <a href={pagePath(business, "book", language)}>{t.book.title}</a>
        </p>
      </section>
    </>
  );
}
