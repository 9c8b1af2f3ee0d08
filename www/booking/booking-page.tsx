import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { clockText } from "../../contract/rules/dates";
import { tellingOptions } from "../../contract/rules/options";
import { optionsText } from "../../contract/schemas/booking-fields";
import { YourVisits } from "../device/your-visits";
import { ManagePage } from "../manage/manage-page";
import { pagePath, useSite } from "../site";
import { MissingNotice } from "./attempt/missing-notice";
import { Unanswered } from "./attempt/unanswered";
import { combinationProblem } from "./combination";
import { CombinationNotice } from "./combination-notice";
import { DetailsForm } from "./details-form";
import { contactOf, saveDraft } from "./draft";
import { ServicePicker } from "./service-picker";
import { StaffPicker } from "./staff-picker";
import { Step } from "./step";
import { TimePicker } from "./times/time-picker";
import { bookableTimes } from "./times/use-availability";
import type { Typed } from "./typed";
import { useBooking } from "./use-booking";
import { VisitSummary } from "./visit-summary";

/** The booking form from the choice of a service to the visit. */
export function BookingPage(props: { typed?: Typed }) {
  const { business, language, t } = useSite();
  const booking = useBooking(props.typed ?? {});
  const { draft, problems, setback, stage, change } = booking;
  const { services, options, staff } = draft;
  const takenAlert = useRef<HTMLDivElement>(null);
  const takenTime = setback?.kind === "taken" ? setback.time : undefined;
  const combination = combinationProblem(business, services, options);
  const chosen = services.join(",");
  const told = optionsText(tellingOptions(business, services, options));
  const times = useMemo(() => bookableTimes(chosen, told, staff), [chosen, told, staff]);

  useLayoutEffect(() => {
    if (setback?.kind === "taken") takenAlert.current?.focus();
  }, [setback]);

  if (stage.kind === "booked") {
    const onAgain = () => saveDraft(contactOf(draft));
    return <ManagePage booked={{ ...stage.booked, onAgain }} />;
  }
  if (stage.kind !== "form") {
    return (
      <Unanswered
        isAsking={stage.kind === "asking"}
        way={stage.way}
        body={stage.attempt.body}
        onTryAgain={booking.tryAgain}
        onForm={booking.showForm}
      />
    );
  }

  return (
    <>
      <div class="page-head">
        <h1>{t.book.title}</h1>
        <p class="lead">{t.book.lead}</p>
        <p>
          <a href={`${pagePath(business, "manage", language)}`}>{t.book.lostLink}</a>
        </p>
      </div>
      {booking.missing && (
        <MissingNotice
          attempt={booking.missing}
          onBook={booking.submit}
          onDiscard={booking.discard}
        />
      )}
      <YourVisits onForget={booking.discard} />
      <form
        class="booking"
        noValidate
        data-ready={booking.ready ? "" : undefined}
        onSubmit={(event) => {
          event.preventDefault();
          booking.submit();
        }}
      >
        <Step number={1} id="step-service" title={t.book.servicesTitle}>
          <ServicePicker
            value={services}
            options={options}
            problem={combination ? undefined : (problems.service ?? problems.options)}
            onChange={(chosen) => change({ services: chosen })}
            onOption={(id, choice) => change({ options: { ...options, [id]: choice } })}
          />
          {combination && (
            <CombinationNotice
              services={services}
              options={options}
              problem={combination}
              onChange={(chosen) => change({ services: chosen })}
            />
          )}
        </Step>
        <Step number={2} id="step-staff" title={t.book.staffTitle}>
          <StaffPicker
            services={services}
            options={options}
            value={staff}
            onChange={(chosen) => change({ staff: chosen })}
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
          {services.length === 0 || combination ? (
            <p class="notice notice-quiet">
              {combination ? t.combination.noTimes : t.times.chooseService}
            </p>
          ) : (
            <TimePicker
              times={times}
              value={draft}
              marks={booking.marks}
              reloads={booking.reloads}
              problem={problems.date ?? problems.time}
              onChange={change}
            />
          )}
        </Step>
        <VisitSummary draft={draft} terms={booking.terms} />
        <Step number={4} id="step-details" title={t.book.detailsTitle}>
          <DetailsForm booking={booking} />
        </Step>
      </form>
    </>
  );
}
