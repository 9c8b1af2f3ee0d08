import { escapeXml as safe } from "../gate/errors";
import type { LogLine, Overview } from "./overview";

export interface PageValues {
  readonly overview: Overview;
  readonly lines: readonly LogLine[];
  readonly functionName: string;
  readonly text: string;
  readonly inboxUrl: string;
}

/** The whole page; its parts with `data-live` are taken anew while one looks at it. */
export function consolePage({ overview, lines, functionName, text, inboxUrl }: PageValues): string {
  const { functions, alarms, messages, mails, tables } = overview;
  const ringing = alarms.filter(({ state }) => state === "ALARM").length;
  const options = ["", ...functions.map(({ name }) => name)].map(
    (name) =>
      `<option value="${safe(name)}"${name === functionName ? " selected" : ""}>${safe(name || "all functions")}</option>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${ringing > 0 ? `(${ringing}) ` : ""}Console</title><link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head><body><main>
<h1>Console</h1>
<p id="summary" data-live>${plural(functions.length, "function")}, ${ringing === 0 ? "no alarm is ringing" : `<span class="bad">${plural(ringing, "alarm")} ringing</span>`}, <a href="${safe(inboxUrl)}">${plural(mails, "mail")}</a>. Figures of the last 24 hours since the start.</p>
<h2>Alarms</h2>${alarmTable(alarms)}
<h2>Functions</h2>${functionTable(functions)}
<h2>Logs</h2>
<form method="get"><label>Function<select name="function">${options.join("")}</select></label><label>Text<input name="text" type="search" value="${safe(text)}"></label><button>Filter</button></form>
<ol id="logs" data-live>${lines.map((line) => `<li><strong>${safe(line.function)}</strong><code>${safe(line.text)}</code></li>`).join("") || "<li>No line fits.</li>"}</ol>
<h2>Messages of topics</h2>
<ol id="messages" data-live>${messages.map((one) => `<li><strong>${safe(one.subject)}</strong><br>${safe(one.topic)}, by ${safe(one.by)}, ${safe(one.at.slice(11, 19))} UTC</li>`).join("") || "<li>None yet.</li>"}</ol>
<h2>Tables</h2>
<table><thead><tr><th scope="col">Table</th><th scope="col" class="n">Rows</th></tr></thead><tbody id="tables" data-live>${tables.map(({ name, count }) => `<tr><th scope="row">${safe(name)}</th><td class="n">${safe(count)}</td></tr>`).join("")}</tbody></table>
</main></body></html>`;
}

function alarmTable(alarms: Overview["alarms"]): string {
  const rows = alarms.map(({ name, description, state, reason }) => {
    const look = { ALARM: "bad", OK: "good", INSUFFICIENT_DATA: "" }[state];
    return `<tr><th scope="row">${safe(name)}</th><td data-name="State" class="${look}">${state.replace("_", " ")}</td><td data-name="Means" class="full">${safe(description)}</td><td data-name="Why" class="full">${safe(reason)}</td></tr>`;
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
    return `<tr><th scope="row"><a href="?function=${encodeURIComponent(row.name)}">${safe(row.name)}</a></th>${cells.join("")}</tr>`;
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
