import { escapeXml as safe } from "../gate/errors";
import type { LogFilter, LogLine } from "./log-lines";
import type { Overview } from "./overview";

export interface PageValues {
  readonly overview: Overview;
  readonly lines: readonly LogLine[];
  readonly filter: LogFilter;
  readonly inboxUrl: string;
}

/** The whole page; its parts with `data-live` are taken anew while one looks at it. */
export function consolePage({ overview, lines, filter, inboxUrl }: PageValues): string {
  const { functions, alarms, messages, mails, tables } = overview;
  const ringing = alarms.filter(({ state }) => state === "ALARM").length;
  const said = ringing === 0 ? "no alarm is ringing" : bad(`${plural(ringing, "alarm")} ringing`);
  const inbox = `<a href="${safe(inboxUrl)}">${plural(mails, "mail")}</a>`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${ringing > 0 ? `(${ringing}) ` : ""}Console</title><link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head><body><main>
<h1>Console</h1>
<p id="stopped" class="bad" role="status"></p>
<p id="summary" data-live>${plural(functions.length, "function")}, ${said}, ${inbox}. The figures are of the last 24 hours, as far as this stage was running.</p>
<nav aria-label="On this page">${parts.map(([id, name]) => `<a href="#${id}">${name}</a>`).join("")}</nav>
${heading("alarms-part")}${alarmTable(alarms)}
${heading("messages-part")}${messageList(messages)}
${heading("functions-part")}${functionTable(functions)}
${heading("tables-part")}
<table><thead><tr><th scope="col">Table</th><th scope="col" class="n">Rows</th></tr></thead><tbody id="tables" data-live>${tables.map(({ name, count }) => `<tr><th scope="row">${safe(name)}</th><td class="n">${safe(count)}</td></tr>`).join("")}</tbody></table>
${heading("logs-part")}${logForm(functions, filter)}${logList(lines)}
</main></body></html>`;
}

const parts = [
  ["alarms-part", "Alarms"],
  ["messages-part", "Messages of topics"],
  ["functions-part", "Functions"],
  ["tables-part", "Tables"],
  ["logs-part", "Logs"],
] as const;

function heading(id: (typeof parts)[number][0]): string {
  return `<h2 id="${id}">${parts.find(([part]) => part === id)?.[1]}</h2>`;
}

function logForm(functions: Overview["functions"], filter: LogFilter): string {
  const options = ["", ...functions.map(({ name }) => name)].map(
    (name) =>
      `<option value="${safe(name)}"${name === filter.functionName ? " selected" : ""}>${safe(name || "all functions")}</option>`,
  );
  const isFiltered = filter.functionName !== "" || filter.text !== "" || filter.onlyBad;
  return `<form method="get" action="/#logs-part"><label>Function<select name="function">${options.join("")}</select></label><label>Text<input name="text" type="search" value="${safe(filter.text)}"></label><label class="tick"><input name="bad" type="checkbox"${filter.onlyBad ? " checked" : ""}>only what failed</label><button>Filter</button>${isFiltered ? '<a href="/#logs-part">All lines</a>' : ""}</form>`;
}

function logList(lines: readonly LogLine[]): string {
  const items = lines.map(
    ({ at, function: name, gist, bad: isBad, text }) =>
      `<li><strong>${safe(name)}</strong> <span${isBad ? ' class="bad"' : ""}>${safe(gist)}</span> <span class="at">${clock(at)}</span><code>${safe(text)}</code></li>`,
  );
  return `<ol id="logs" data-live>${items.join("") || "<li>No line fits.</li>"}</ol>`;
}

function messageList(messages: Overview["messages"]): string {
  const items = messages.map(
    (one) =>
      `<li><details><summary><strong>${safe(one.subject)}</strong> <span>${safe(one.topic)}, by ${safe(one.by)}</span> <span class="at">${clock(one.at)}</span></summary><code>${safe(one.message)}</code></details></li>`,
  );
  return `<ol id="messages" data-live>${items.join("") || "<li>None yet.</li>"}</ol>`;
}

function clock(at: string): string {
  return at === "" ? "" : `${safe(at.slice(11, 19))} UTC`;
}

function bad(text: string): string {
  return `<span class="bad">${text}</span>`;
}

function alarmTable(alarms: Overview["alarms"]): string {
  const isRinging = ({ state }: { state: string }) => Number(state === "ALARM");
  const sorted = [...alarms].sort((one, other) => isRinging(other) - isRinging(one));
  const rows = sorted.map(({ name, description, state, reason }) => {
    const look = { ALARM: "bad", OK: "good", INSUFFICIENT_DATA: "" }[state];
    return `<tr><th scope="row">${safe(name)}</th><td data-name="State" class="state ${look}">${state.replace("_", " ")}</td><td data-name="Means" class="full">${safe(description)}</td><td data-name="Why" class="full">${safe(reason)}</td></tr>`;
  });
  return table("alarms", ["Alarm", "State", "Means", "Why"], rows, "The program has no alarms.");
}

function functionTable(functions: Overview["functions"]): string {
  const rows = functions.map((row) => {
    const figures: [string, string][] = [
      ["Live", row.live],
      ["Calls", String(row.invocations)],
      ["Errors", String(row.errors)],
      ["Cold starts", String(row.coldStarts)],
      ["p50", milliseconds(row.p50)],
      ["p99", milliseconds(row.p99)],
    ];
    const cells = figures.map(([name, value]) => {
      const look = name === "Errors" && row.errors > 0 ? "n bad" : "n";
      return `<td data-name="${name}" class="${look}">${safe(value)}</td>`;
    });
    const moved = row.moved === "" ? "" : `<br>${bad(safe(row.moved))}`;
    return `<tr><th scope="row"><a href="/?function=${encodeURIComponent(row.name)}#logs-part">${safe(row.name)}</a>${moved}</th>${cells.join("")}</tr>`;
  });
  const heads = ["Function", "Live", "Calls", "Errors", "Cold starts", "p50", "p99"];
  return table("functions", heads, rows, "The program has no functions.");
}

function table(id: string, heads: string[], rows: string[], none: string): string {
  if (rows.length === 0) return `<p>${none}</p>`;
  const isNumber = (index: number) => id === "functions" && index > 0;
  const cells = heads.map(
    (head, index) => `<th scope="col"${isNumber(index) ? ' class="n"' : ""}>${head}</th>`,
  );
  return `<table class="wide"><thead><tr>${cells.join("")}</tr></thead><tbody id="${id}" data-live>${rows.join("")}</tbody></table>`;
}

function milliseconds(value: number | null): string {
  return value === null ? "–" : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
