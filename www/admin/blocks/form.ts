import type { Business } from "../../../contract/business";
import type { BlockReply, BlockRequest } from "../../../contract/schemas/blocks";
import { keep, readKept } from "../../device/storage";
import type { PresetName, Span } from "./presets";

/** What the form holds while it is filled in. */
export interface BlockForm extends Span {
  /** Which of the presets was tapped, or "other" days; "" before. */
  readonly preset: PresetName | "other" | "";
  /** A person's id, or everybody. */
  readonly who: string;
  readonly reason: BlockRequest["reason"];
  readonly note: string;
}

export const everybody = "*";
const whoKept = "shopfront.blocks.who";

/** The form as it opens: for whoever it was the last time on this device. */
export function emptyForm({ staff }: Business): BlockForm {
  const last = readKept("device", whoKept);
  const known = [everybody, ...staff.map(({ id }) => id)].find((id) => id === last);
  const who = known ?? staff[0]?.id ?? everybody;
  const span = { from: "", fromTime: "", to: "", toTime: "" };
  return { ...span, preset: "", who, reason: "off", note: "" };
}

/** Has the form open for the same person the next time. */
export function keepWho(who: string): void {
  keep("device", whoKept, who);
}

/** What the form asks for. */
export function requestOf(form: BlockForm): BlockRequest {
  const { from, fromTime, to, toTime, who, reason } = form;
  const note = form.note.trim();
  return {
    ...(who !== everybody && { people: [who] }),
    from,
    ...(fromTime && { fromTime }),
    to: to || from,
    ...(toTime && { toTime }),
    reason,
    ...(note && { note }),
  };
}

/** What makes a block once more that was removed. */
export function requestAgain(block: BlockReply): BlockRequest {
  const { people, from, fromTime, to, toTime, reason, note } = block;
  return {
    people,
    from,
    ...(fromTime !== "00:00" && { fromTime }),
    to,
    ...(toTime !== "24:00" && { toTime }),
    reason,
    ...(note && { note }),
  };
}

/** What is asked for as a block, to say it in words before there is one. */
export function asBlock({ staff }: Business, request: BlockRequest) {
  return {
    people: request.people ?? staff.map(({ id }) => id),
    from: request.from,
    fromTime: request.fromTime ?? "00:00",
    to: request.to,
    toTime: request.toTime ?? "24:00",
  };
}
