import { useEffect, useState } from "preact/hooks";
import { getBooking } from "../../contract/operations";
import { phoneText } from "../../contract/rules/phone-text";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { call, type Failure } from "../client";
import { errorText } from "../error-text";
import { pagePath, useSite } from "../site";
import { type ManageLink, readManageLink } from "./link";
import { OwnVisit } from "./own-visit";

type State =
  | { readonly kind: "loading" | "no-link" | "wrong" }
  | { readonly kind: "failed"; readonly why: Failure }
  | { readonly kind: "shown"; readonly link: ManageLink; readonly booking: OwnBooking };

/** What the API answers when the link does not open a visit. */
const wrongLink: readonly Failure["code"][] = [
  "invalid",
  "manage.missing",
  "manage.wrong",
  "not-found",
];

/** Opens the visit that the page's fragment names. */
export function ManagePage() {
  const { business, language, t } = useSite();
  const [state, setState] = useState<State>({ kind: "loading" });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const next = () => setRound((last) => last + 1);
    addEventListener("hashchange", next);
    return () => removeEventListener("hashchange", next);
  }, []);

  useEffect(() => {
    const link = readManageLink(location.hash);
    if (!link) {
      setState({ kind: "no-link" });
      return;
    }
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
    return (
      <OwnVisit
        link={state.link}
        booking={state.booking}
        onChange={(booking) => setState({ ...state, booking })}
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
  const titles = {
    "no-link": t.manage.noLinkTitle,
    wrong: t.manage.wrongTitle,
    failed: t.manage.errorTitle,
  };
  const body =
    state.kind === "failed"
      ? errorText(language, state.why)
      : { "no-link": t.manage.noLink, wrong: t.manage.wrong }[state.kind];
  return (
    <section class="panel" role="alert" data-testid={`manage-${state.kind}`}>
      <h1>{titles[state.kind]}</h1>
      <p>{body}</p>
      <p>{t.manage.help(phoneText(business.phone, language))}</p>
      <div class="actions">
        {state.kind === "failed" ? (
          <button type="button" class="button" onClick={() => setRound((last) => last + 1)}>
            {t.manage.retry}
          </button>
        ) : (
          <a class="button" href={pagePath(business, "book", language)}>
            {t.book.title}
          </a>
        )}
      </div>
    </section>
  );
}
