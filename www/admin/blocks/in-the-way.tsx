import { useState } from "preact/hooks";
import { clockText, dateText } from "../../../contract/rules/dates";
import { staffName } from "../../../contract/rules/names";
import type { Obstacle } from "../../../contract/schemas/blocks";
import { Button } from "../controls/button";
import { useWords } from "../text";
import { writeView } from "../view";
import { Choice } from "./choice";
import type { Answer, Blocking } from "./use-blocking";
import { blockWords } from "./words";

/** The visits in the way of a block, each with what is to become of it. */
export function InTheWay(props: {
  readonly asked: Extract<Blocking, { step: "asked" }>;
  readonly onAnswer: (answers: ReadonlyMap<string, Answer>) => void;
  readonly onBack: () => void;
}) {
  const { language } = useWords();
  const w = blockWords[language];
  const { block, request } = props.asked;
  const visits = [...new Map(props.asked.visits.map((visit) => [visit.id, visit])).values()];
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map());
  const answerOf = ({ id }: Obstacle) => answers.get(id) ?? "keep";
  const cancelled = visits.filter((visit) => answerOf(visit) === "cancel").length;
  const same = visits.every((visit) => answerOf(visit) === answerOf(visits[0] as Obstacle));
  const options = [
    { value: "keep" as const, label: w.keep },
    { value: "cancel" as const, label: w.cancel },
  ];
  return (
    <>
      <p>
        {request ? w.waysLead : w.waysHeld(block.heldDays, block.heldDays + block.leftDays)}{" "}
        <span class="hint">{w.keepHint}</span>
      </p>
      {visits.length > 2 && (
        <Choice
          name="ways-all"
          legend={w.waysAll}
          options={options}
          value={same ? answerOf(visits[0] as Obstacle) : ""}
          onChoose={(value) => setAnswers(new Map(visits.map(({ id }) => [id, value])))}
        />
      )}
      <ul class="desk-ways" data-testid="ways">
        {visits.map((visit) => (
          <li key={visit.id}>
            <Way
              visit={visit}
              value={answerOf(visit)}
              options={options}
              onChoose={(value) => setAnswers(new Map([...answers, [visit.id, value]]))}
            />
          </li>
        ))}
      </ul>
      {cancelled > 0 && (
        <p class="hint" role="status">
          {w.cancelHint}
        </p>
      )}
      <div class="actions">
        <Button testId="ways-save" onClick={() => props.onAnswer(answers)}>
          {cancelled > 0 ? w.saveCancelling(cancelled) : w.saveKeeping}
        </Button>
        <Button quiet testId="ways-back" onClick={props.onBack}>
          {request ? w.back : w.later}
        </Button>
      </div>
    </>
  );
}

function Way(props: {
  readonly visit: Obstacle;
  readonly value: Answer;
  readonly options: readonly { readonly value: Answer; readonly label: string }[];
  readonly onChoose: (answer: Answer) => void;
}) {
  const { business, language, t } = useWords();
  const w = blockWords[language];
  const { id, date, time, staff, customerName = "" } = props.visit;
  const when = w.point(dateText(date, "weekday", language), clockText(time, language));
  return (
    <>
      <Choice
        name={`way-${id}`}
        legend={customerName}
        hint={`${when}, ${t.bookings.with(staffName(business, staff))}`}
        {...props}
      />
      <a href={writeView({ tab: "bookings", filter: { from: date, to: date } })}>
        {w.seeDay}
        <span class="visually-hidden"> ({customerName})</span>
      </a>
    </>
  );
}
