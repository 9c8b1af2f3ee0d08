import { useEffect, useRef, useState } from "preact/hooks";
import { sentSides } from "../../../contract/rules/pictures";
import type { Failure } from "../../client";
import { useAccess } from "../session/access";
import { type PictureUse, type Sized, sized } from "./sized";
import { type Uploaded, uploadPicture } from "./upload";

/** How an upload stands. */
export type UploadState =
  | { readonly is: "idle" }
  /** `part` is undefined while the picture is made smaller. */
  | { readonly is: "busy"; readonly part?: number }
  | { readonly is: "unfit"; readonly why: Exclude<Sized, { ok: true }>["why"] }
  /** Refused, or not got through: what was chosen is still there. */
  | { readonly is: "failed"; readonly failure: Failure };

export interface Upload {
  readonly state: UploadState;
  choose(file: File): void;
  /** Sends what was chosen once more. */
  retry(): void;
  cancel(): void;
}

/** Makes a chosen file a picture of the business; one at a time, and none once its field is gone. */
export function useUpload(use: PictureUse, onDone: (uploaded: Uploaded) => void): Upload {
  const { call } = useAccess();
  const [state, setState] = useState<UploadState>({ is: "idle" });
  const running = useRef<AbortController>(undefined);
  const blob = useRef<Blob>(undefined);
  // What comes back late belongs to what is shown by then.
  const done = useRef(onDone);
  done.current = onDone;
  const stop = () => running.current?.abort();
  useEffect(() => stop, []);

  const begin = () => {
    stop();
    running.current = new AbortController();
    return running.current.signal;
  };
  const send = async (signal: AbortSignal) => {
    if (!blob.current) return;
    const show = (part: number) => !signal.aborted && setState({ is: "busy", part });
    show(0);
    const result = await uploadPicture(call, blob.current, show, signal);
    if (signal.aborted) return;
    setState(result.ok ? { is: "idle" } : { is: "failed", failure: result });
    if (result.ok) done.current(result.reply);
  };

  return {
    state,
    async choose(file) {
      const signal = begin();
      setState({ is: "busy" });
      const made = await sized(file, use, sentSides[use]);
      if (signal.aborted) return;
      if (!made.ok) return setState({ is: "unfit", why: made.why });
      blob.current = made.blob;
      await send(signal);
    },
    retry: () => send(begin()),
    cancel() {
      stop();
      setState({ is: "idle" });
    },
  };
}
