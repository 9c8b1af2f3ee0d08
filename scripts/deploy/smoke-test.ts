import { addDays, dateIn } from "../../contract/rules/calendar";

/** The outcome of one question to a deployed site. */
export interface Smoke {
  readonly what: string;
  /** Why it failed; undefined where it did not. */
  readonly problem?: string;
}

export interface SmokeOptions {
  readonly siteUrl: string;
  /** The API past the edge, which must refuse writes. */
  readonly apiUrl: string;
  readonly zone: string;
  /** How long a site may take to answer as it should: edges learn of a deployment one after another. */
  readonly patienceMs?: number;
}

/** Asks a deployed site what a visitor asks first, and what nobody may. Never throws. */
export async function smokeTest(options: SmokeOptions): Promise<Smoke[]> {
  const { siteUrl, apiUrl, zone, patienceMs = 60_000 } = options;
  const tomorrow = addDays(dateIn(zone, new Date()), 1);
  let page = "";
  const checks: Record<string, () => Promise<void>> = {
    "the API's health": async () => {
      const { status } = JSON.parse(await text(`${siteUrl}/api/health`));
      if (status !== "ok") throw new Error(`its status is ${JSON.stringify(status)}`);
    },
    "the home page": async () => {
      page = await text(`${siteUrl}/`);
      if (!/<html/i.test(page)) throw new Error("it is not HTML");
    },
    "an asset that it names": async () => {
      const path = /(?:src|href)="(\/assets\/[^"]+)"/.exec(page)?.[1];
      if (!path) throw new Error("the home page names none");
      await text(`${siteUrl}${path}`);
    },
    "the free times": async () => {
      const days = JSON.parse(await text(`${siteUrl}/api/availability?date=${tomorrow}&days=7`));
      if (typeof days !== "object" || days === null)
        throw new Error("the answer is not an object of days");
    },
    "a write past the edge, which is refused": async () => {
      const { status } = await fetched(`${apiUrl}/count`, { method: "POST" });
      if (status !== 403) throw new Error(`the answer is ${status} instead of 403`);
    },
  };
  const until = Date.now() + patienceMs;
  const outcomes: Smoke[] = [];
  for (const [what, check] of Object.entries(checks)) {
    const problem = await problemOf(check, until);
    outcomes.push({ what, ...(problem !== undefined && { problem }) });
  }
  return outcomes;
}

async function problemOf(check: () => Promise<void>, until: number): Promise<string | undefined> {
  for (;;) {
    try {
      await check();
      return undefined;
    } catch (error) {
      if (Date.now() >= until) return (error as Error).message;
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }
}

async function text(url: string): Promise<string> {
  const response = await fetched(url);
  if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
  return response.text();
}

async function fetched(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    throw new Error(`${url} cannot be reached (${cause?.code ?? message})`);
  }
}
