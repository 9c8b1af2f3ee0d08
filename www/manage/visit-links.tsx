import type { OwnBooking } from "../../contract/schemas/bookings";
import { useSite } from "../site";
import { CopyButton } from "./copy-button";
import type { ManageLink } from "./link";
import { messageToOthers, messageToSelf, visitAddress, whatsAppAddress } from "./sharing";

/** How the customer gets back to the visit, and how others hear of it without its secret. */
export function VisitLinks(props: { link: ManageLink; booking: OwnBooking }) {
  const site = useSite();
  const { t } = site;
  const { movable, changeable } = props.booking;
  const power = movable
    ? changeable
      ? "keepMove"
      : "keepMoveAlone"
    : changeable
      ? "keepCancel"
      : "keepSee";
  const address = visitAddress(site, props.link, location.origin);
  const shared = messageToOthers(site, props.booking);
  const { copied: done, copyFailed: failed } = t.share;
  const hasShare = typeof navigator.share === "function";

  const share = () => {
    // Closing the device's own dialog rejects, and is no fault.
    navigator.share({ title: site.business.name, text: shared }).catch(() => undefined);
  };

  return (
    <div class="visit-links">
      <section aria-labelledby="keep-title">
        <h2 id="keep-title">{t.share.keepTitle}</h2>
        <p>
          {t.share.keep} {t.share[power]}
        </p>
        <div class="actions">
          <CopyButton
            text={address}
            words={{ label: t.share.copyLink, done, failed }}
            testId="copy-link"
          />
          <a
            class="button button-small button-quiet"
            href={whatsAppAddress(messageToSelf(site, props.booking, address))}
            target="_blank"
            rel="noopener noreferrer"
            data-testid="send-to-self"
          >
            {t.share.toSelf}
          </a>
        </div>
      </section>
      <section aria-labelledby="share-title">
        <h2 id="share-title">{t.share.title}</h2>
        <p>{t.share.lead}</p>
        <div class="actions">
          {hasShare && (
            <button
              type="button"
              class="button button-small button-quiet"
              onClick={share}
              data-testid="share"
            >
              {t.share.share}
            </button>
          )}
          <a
            class="button button-small button-quiet"
            href={whatsAppAddress(shared)}
            target="_blank"
            rel="noopener noreferrer"
            data-testid="share-whatsapp"
          >
            {t.share.whatsApp}
          </a>
          <CopyButton
            text={shared}
            words={{ label: t.share.copyVisit, done, failed }}
            testId="copy-visit"
          />
        </div>
      </section>
    </div>
  );
}
