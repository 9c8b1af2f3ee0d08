import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { DataFolder } from "../../data-folder";
import { parseMail } from "./parse-mail";

/** One mail as the inbox shows it. */
export interface Mail {
  readonly id: string;
  readonly date: string;
  readonly from: string;
  /** Who it was delivered to, which the header alone does not say. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly filename: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** The mails that functions sent, as files, so they are there after a restart. */
export interface Mailbox {
  /** Keeps a mail and returns its id. */
  deliver(raw: Buffer, recipients: readonly string[]): string;
  /** Newest first. */
  list(): Promise<Mail[]>;
  find(id: string): Promise<Mail | undefined>;
  /** The mail as it was sent. */
  raw(id: string): Buffer | undefined;
}

/** Opens `<data folder>/mail/`: one `.eml` per mail, beside it who it went to. */
export function openMailbox(folder: DataFolder): Mailbox {
  const folderOfMails = dirname(folder.file("mail", "any"));
  const parsed = new Map<string, Mail>();

  async function find(id: string): Promise<Mail | undefined> {
    const known = parsed.get(id);
    if (known) return known;
    const bytes = raw(id);
    if (!bytes) return undefined;
    const mail = await parse(id, bytes, folder.readJson<Envelope>(`mail/${id}.json`));
    parsed.set(id, mail);
    return mail;
  }

  function raw(id: string): Buffer | undefined {
    if (!/^[\w-]+$/.test(id)) return undefined;
    try {
      return readFileSync(folder.file("mail", `${id}.eml`));
    } catch {
      return undefined;
    }
  }

  return {
    deliver(bytes, recipients) {
      const now = new Date();
      // Sorts by time; SES's own ids look much the same.
      const id = `${now.getTime().toString(16).padStart(12, "0")}-${randomBytes(6).toString("hex")}`;
      folder.writeJson(`mail/${id}.json`, { recipients, receivedAt: now.toISOString() });
      const file = folder.file("mail", `${id}.eml`);
      writeFileSync(`${file}.new`, bytes);
      renameSync(`${file}.new`, file);
      return id;
    },
    async list() {
      const ids = readdirSync(folderOfMails)
        .filter((name) => name.endsWith(".eml"))
        .map((name) => name.slice(0, -".eml".length))
        .sort()
        .reverse();
      const mails = await Promise.all(ids.map(find));
      return mails.filter((mail) => mail !== undefined);
    },
    find,
    raw,
  };
}

interface Envelope {
  readonly recipients: readonly string[];
  readonly receivedAt: string;
}

async function parse(id: string, raw: Buffer, envelope: Envelope | undefined): Promise<Mail> {
  const mail = await parseMail(raw, { attachmentEncoding: "arraybuffer" });
  return {
    id,
    date: envelope?.receivedAt ?? mail.date ?? "",
    from: mail.from?.address ?? "",
    to: envelope?.recipients ?? [],
    subject: mail.subject ?? "",
    headers: mail.headers.map(({ originalKey, value }) => ({ key: originalKey, value })),
    text: mail.text ?? "",
    html: mail.html ?? "",
    attachments: mail.attachments.map(({ filename, mimeType, content }, index) => ({
      filename: filename ?? (mimeType === "text/calendar" ? "invite.ics" : `part-${index + 1}`),
      mimeType,
      bytes: Buffer.from(content as ArrayBuffer),
    })),
  };
}
