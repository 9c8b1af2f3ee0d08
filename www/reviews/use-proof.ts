import { useEffect, useState } from "preact/hooks";
import { getBooking } from "../../contract/operations";
import { tookPlace } from "../../contract/rules/status";
import { call } from "../client";
import { readManageLink } from "../manage/link";
import { bookingTokenFrom } from "./request";

/** The visit that a review is about, where the page was opened with its link. */
export interface Proof {
  /** What is sent with the review. */
  readonly bookingToken: string | undefined;
  /** Whether the review will be marked as verified: the visit took place. */
  readonly isVerified: boolean;
  drop(): void;
}

/** Reads the link in the address, and asks whether its visit took place. */
export function useProof(): Proof {
  const [bookingToken, setToken] = useState<string>();
  const [isVerified, setVerified] = useState(false);

  useEffect(() => {
    let abort = new AbortController();
    const read = async () => {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      setVerified(false);
      setToken(bookingTokenFrom(location.hash));
      const link = readManageLink(location.hash);
      if (!link) return;
      const { bookingId, token } = link;
      const headers = { "X-Manage-Token": token };
      const result = await call(getBooking, { params: { bookingId }, headers, signal });
      // Where nothing is known of the visit, the server decides.
      if (signal.aborted || !result.ok) return;
      const isDone = tookPlace(result.reply, new Date().toISOString());
      setVerified(isDone);
      if (!isDone) setToken(undefined);
    };
    read();
    addEventListener("hashchange", read);
    return () => {
      abort.abort();
      removeEventListener("hashchange", read);
    };
  }, []);

  return {
    bookingToken,
    isVerified: isVerified && bookingToken !== undefined,
    drop: () => setToken(undefined),
  };
}
