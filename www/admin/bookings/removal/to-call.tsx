import { phoneText } from "../../../../contract/rules/phone-text";
import type { RemovalReply } from "../../../../contract/schemas/removals";
import { useWords } from "../../text";
import { ShortList } from "./short-list";

type Example = RemovalReply["examples"][number];

/** Somebody who gets no mail of a removal. */
export interface Callee {
  readonly name: string;
  readonly phone: string;
}

/** The people among these bookings who have no e-mail address: a number is a person. */
export function calleesOf(bookings: readonly Example[]): Callee[] {
  const people = new Map<string, Callee>();
  for (const { customerEmail, customerName, customerPhone } of bookings) {
    if (customerEmail) continue;
    if (people.has(customerPhone)) continue;
    people.set(customerPhone, { name: customerName, phone: customerPhone });
  }
  return [...people.values()];
}

/** Who has to be told by phone that the visits are cancelled. */
export function ToCall(props: {
  readonly title: string;
  readonly callees: readonly Callee[];
  /** How many there are, should not all of them be known by name. */
  readonly count: number;
  readonly testId: string;
}) {
  const { language } = useWords();
  const { callees, count, title } = props;
  return (
    <div class="notice">
      <p class="notice-title" data-testid={`${props.testId}-title`}>
        {title}
      </p>
      <ShortList
        items={callees}
        unlisted={Math.max(0, count - callees.length)}
        testId={props.testId}
        row={({ name, phone }) => (
          <>
            <strong>{name}</strong> <a href={`tel:${phone}`}>{phoneText(phone, language)}</a>
          </>
        )}
      />
    </div>
  );
}
