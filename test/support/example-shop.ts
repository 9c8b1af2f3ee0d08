import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AvailabilityReply } from "../../contract/schemas/bookings";
import { projectFolder } from "../../scripts/shop";
import { copyProgram } from "./program-copy";
import { soon } from "./soon";
import { findMail, type InboxMail } from "./stage";
import { temporaryFolder } from "./waiting";

/** A day with its first and last free start, "2026-12-01" and "10:00". */
export interface FreeDay {
  readonly date: string;
  readonly time: string;
  readonly last: string;
}

/** Another business's shop, started as its owner would start it. */
export interface ExampleShop {
  readonly siteUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** Waits until the inbox has a mail to this address. */
  mailTo(address: string): Promise<InboxMail>;
  /** The first day from one on, on which somebody is free for a service at more than one time. */
  firstFree(service: string, staff: string, from: string): Promise<FreeDay>;
  close(): Promise<void>;
}

/** Makes a copy of the project with an example's business.ts, and runs `npm start` there. */
export async function startExample(name: string): Promise<ExampleShop> {
  const folder = temporaryFolder();
  copyProgram(folder.path);
  const example = readFileSync(join(projectFolder, "examples", name, "business.ts"), "utf8");
  writeFileSync(join(folder.path, "business.ts"), example.replace("../../contract", "./contract"));
  const child = spawn(process.execPath, ["--require", "tsx/cjs", "scripts/start.ts"], {
    cwd: folder.path,
    env: { ...process.env, PORT: "0" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  }
  const close = async () => {
    await ended(child);
    folder.remove();
  };
  try {
    const isReady = () => {
      if (child.exitCode !== null) throw new Error(output);
      return output.includes("ready in");
    };
    await soon(isReady, "the shop is ready", 100);
  } catch (error) {
    await close();
    throw error;
  }
  const found = (pattern: RegExp) => pattern.exec(output)?.[1] ?? "";
  const siteUrl = found(/Site +(\S+)/);
  const inboxUrl = found(/Inbox +(\S+)/);
  return {
    siteUrl,
    admin: {
      email: found(/Admin +\S+ +(\S+) \//),
      password: found(/Admin +\S+ +\S+ \/ (\S+)/),
    },

    mailTo: (address) => findMail(inboxUrl, ({ to }) => to.includes(address)),

    async firstFree(service, staff, from) {
      const asked = new URLSearchParams({ service, staff, days: "31", date: from });
      const reply = await fetch(`${siteUrl}/api/availability?${asked}`);
      const { days } = (await reply.json()) as AvailabilityReply;
      const day = days.find(({ slots }) => slots.length > 1);
      if (!day) throw new Error(`Nobody is free for ${service}.`);
      const [time = "", ...later] = day.slots.map((slot) => slot.time);
      return { date: day.date, time, last: later.at(-1) ?? time };
    },

    close,
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGINT");
  await exit;
}
