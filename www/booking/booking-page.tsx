import { useLayoutEffect, useRef } from "preact/hooks";
import { clockText } from "../../contract/rules/dates";
import { useSite } from "../site";
import { Confirmation } from "./confirmation";
import { DetailsForm } from "./details-form";
import { ServicePicker } from "./service-picker";
import { StaffPicker } from "./staff-picker";
import { Step } from "./step";
import { TimePicker } from "./times/time-picker";
import { useBooking } from "./use-booking";
import { VisitSummary } from "./visit-summary";

/** The booking form from the choice of a service to the confirmation. */
export function BookingPage() {
  const { language, t } = useSite();
  const booking = useBooking();
  const { draft, problems, setback, change } = booking;
  const takenAlert = useRef<HTMLDivElement>(null);
  const takenTime = setback?.kind === "taken" ? setback.time : undefined;

  useLayoutEffect(() => {
    if (setback?.kind === "taken") takenAlert.current?.focus();
  }, [setback]);

  if (booking.booked) return <Confirmation booked={booking.booked} onAgain={booking.again} />;

  return (
    <>
      <div class="page-head">
        <h1>{t.book.title}</h1>
        <p class="lead">{t.book.lead}</p>
      </div>
      <form
        class="booking"
        noValidate
        data-ready={booking.restored ? "" : undefined}
        onSubmit={(event) => {
          event.preventDefault();
          booking.submit();
        }}
      >
        <Step number={1} id="step-service" title={t.book.servicesTitle}>
          <ServicePicker
            value={draft.services}
            problem={problems.service}
            onChange={(services) => change({ services })}
          />
        </Step>
        <Step number={2} id="step-staff" title={t.book.staffTitle}>
          <StaffPicker
            services={draft.services}
            value={draft.staff}
            onChange={(staff) => change({ staff })}
          />
        </Step>
        <Step number={3} id="step-time" title={t.book.timeTitle}>
          {takenTime !== undefined && (
            <div
              class="notice notice-problem"
              role="alert"
              tabIndex={-1}
              ref={takenAlert}
              data-testid="taken"
            >
              <p class="notice-title">{t.book.takenTitle}</p>
              <p>{t.book.taken(clockText(takenTime, language))}</p>
            </div>
          )}
          {draft.services.length === 0 ? (
            <p class="notice notice-quiet">{t.times.chooseService}</p>
          ) : (
            <TimePicker
              services={draft.services}
              staff={draft.staff}
              value={draft}
              taken={booking.taken}
              reloads={booking.reloads}
              problem={problems.date ?? problems.time}
              onChange={change}
            />
          )}
        </Step>
        <VisitSummary draft={draft} />
        <Step number={4} id="step-details" title={t.book.detailsTitle}>
          <DetailsForm booking={booking} />
        </Step>
      </form>
    </>
  );
}
