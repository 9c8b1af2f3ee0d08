/** One copy of a request, from when it was sent to when nothing can come of it any more. */
export interface Invocation {
  /** In milliseconds since the history began. */
  readonly sentAt: number;
  readonly client: string;
  /** "POST /booking/3f…/cancel". */
  readonly line: string;
  /** "3f2a", the same for copies of one request. */
  readonly key: string;
  readonly body?: unknown;
  /** Its answer, or "unknown": it may have been carried out or not. */
  outcome: string;
  endedAt?: number;
}

/** Everything that clients asked and were answered, and what is wrong with it. */
export interface History {
  readonly invocations: readonly Invocation[];
  /** How often each answer came, for example "POST /booking/{id}/cancel 200". */
  readonly answers: ReadonlyMap<string, number>;
  /** How many requests nobody was told the outcome of, however often they were sent. */
  unknown: number;
  /** One sentence for each thing that must not be. */
  readonly wrong: readonly Wrong[];
  /** Notes a copy that is sent, and follows it to its end. */
  follow(
    about: Pick<Invocation, "client" | "line" | "key" | "body">,
    copy: Promise<{ readonly status: number; readonly text: string }>,
  ): void;
  /** Notes something wrong, at this moment. */
  accuse(sentence: string): void;
}

export interface Wrong {
  readonly sentence: string;
  /** In milliseconds since the history began. */
  readonly at: number;
}

/** An empty history. */
export function openHistory(): History {
  const begun = Date.now();
  const invocations: Invocation[] = [];
  const answers = new Map<string, number>();
  const wrong: Wrong[] = [];
  const count = (kind: string) => answers.set(kind, (answers.get(kind) ?? 0) + 1);
  return {
    invocations,
    answers,
    wrong,
    unknown: 0,
    follow(about, copy) {
      const invocation: Invocation = {
        ...about,
        sentAt: Date.now() - begun,
        outcome: "unknown",
      };
      invocations.push(invocation);
      const kind = about.line.replace(/\?.*/, "").replace(/[\da-f-]{36}/, "{id}");
      copy.then(
        ({ status, text }) => {
          invocation.outcome = `${status} ${text.slice(0, 160)}`;
          invocation.endedAt = Date.now() - begun;
          count(`${kind} ${status}`);
        },
        () => {
          invocation.endedAt = Date.now() - begun;
          count(`${kind} lost`);
        },
      );
    },
    accuse(sentence) {
      wrong.push({ sentence, at: Date.now() - begun });
    },
  };
}

/** How many invocations are told around one mistake. */
const mostTold = 24;

/** What was asked of the same things as a mistake is about, or else by the same client just before it. */
export function around({ invocations }: History, { sentence, at }: Wrong): string[] {
  const names: readonly string[] =
    sentence.match(/[\da-f]{8}-[\da-f-]{27}|Client [a-z]+ [a-z]+( [a-z]+)?/g) ?? [];
  const [client] = /^Client [a-z]+ [a-z]+/.exec(sentence) ?? [];
  const things = names.filter((name) => name !== client);
  const isAbout = ({ line, body, outcome }: Invocation) => {
    const text = `${line} ${JSON.stringify(body ?? "")} ${outcome}`;
    return things.some((thing) => text.includes(thing));
  };
  const about = things.length > 0 ? invocations.filter(isAbout) : [];
  const before = invocations.filter((one) => one.client === client && one.sentAt <= at);
  const told = about.length > 0 ? about : before;
  return told.slice(-mostTold).map(({ sentAt, endedAt, line, key, body, outcome, ...one }) => {
    const asked = body === undefined ? "" : ` ${JSON.stringify(body)}`;
    return `${sentAt}–${endedAt ?? "?"} ms ${one.client}: ${line}${asked} [${key}] → ${outcome}`;
  });
}
