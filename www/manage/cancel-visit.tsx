import { useRef, useState } from "preact/hooks";
import { cancelBooking } from "../../contract/operations";
import type { OwnBooking } from "../../contract/schemas/bookings";
import { errorText } from "../error-text";
import { Icon } from "../icons";
import { useSite } from "../site";
import { WithPhone } from "../with-phone";
import { write } from "../write";
import type { ManageLink } from "./link";
import type { Refused } from "./use-move";

/** Cancels the visit, after a confirmation. */
export function CancelVisit(props: {
  link: ManageLink;
  onCancelled: (booking: OwnBooking) => void;
  onRefused: Refused;
}) {
  const { language, t } = useSite();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  const cancel = async () => {
    if (busy) return;
    setBusy(true);
    setProblem("");
    const result = await write(cancelBooking, {
      params: { bookingId: props.link.bookingId },
      headers: { "X-Manage-Token": props.link.token },
      body: {},
    });
    if (!result.ok && (await props.onRefused(result))) return;
    setBusy(false);
    if (result.ok) {
      dialog.current?.close();
      props.onCancelled(result.reply);
    } else setProblem(errorText(language, result));
  };

  return (
    <>
      <button
        type="button"
        class="button button-quiet button-danger"
        onClick={() => dialog.current?.showModal()}
      >
        {t.manage.cancel}
      </button>
      <dialog class="ask" ref={dialog} aria-labelledby="cancel-title" data-testid="cancel-dialog">
        <h2 id="cancel-title">{t.manage.cancelTitle}</h2>
        <p>{t.manage.cancelBody}</p>
        {problem && (
          <p class="field-problem" role="alert">
            <Icon name="alert" /> <WithPhone text={problem} />
          </p>
        )}
        <div class="actions">
          <button type="button" class="button button-quiet" onClick={() => dialog.current?.close()}>
            {t.manage.cancelKeep}
          </button>
          <button
            type="button"
            class="button"
            aria-disabled={busy ? "true" : undefined}
            onClick={cancel}
          >
            {busy ? t.manage.cancelBusy : t.manage.cancelConfirm}
          </button>
        </div>
      </dialog>
    </>
  );
}
