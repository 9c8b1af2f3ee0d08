import { useEffect, useState } from "preact/hooks";
import { Result } from "../controls/result";
import type { Saved } from "./use-business";
import type { BusinessPlaceWords } from "./words";

/** How often, and how long, it is asked whether the pages show a version. */
const everyMs = 1_000;
const longestMs = 60_000;

/** Tells that a version is saved, and when the pages show it. */
export function Published(props: {
  readonly version: number;
  readonly newest: () => Promise<Saved | undefined>;
  readonly w: BusinessPlaceWords;
}) {
  const { version, newest, w } = props;
  const [state, setState] = useState<"saved" | "published" | "waiting">("saved");

  useEffect(() => {
    let isGone = false;
    const follow = async () => {
      for (const end = Date.now() + longestMs; Date.now() < end && !isGone; ) {
        const found = await newest();
        if (isGone) return;
        if ((found?.published?.version ?? 0) >= version) return setState("published");
        await new Promise((resume) => setTimeout(resume, everyMs));
      }
      if (!isGone) setState("waiting");
    };
    follow();
    return () => {
      isGone = true;
    };
  }, []);
  return <Result text={w[state](version)} />;
}
