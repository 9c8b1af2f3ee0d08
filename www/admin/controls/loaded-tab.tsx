import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useWords } from "../text";
import { Button } from "./button";

/** A part of the desk whose script is loaded when it is opened for the first time. */
export function loadedTab<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | undefined;
  return function LoadedTab(props: Props) {
    const { t } = useWords();
    const [Content, setContent] = useState(() => known);
    const [isLost, setLost] = useState(false);
    const [round, setRound] = useState(0);

    useEffect(() => {
      if (Content) return;
      load().then(
        (found) => {
          known = found;
          setContent(() => found);
        },
        () => setLost(true),
      );
    }, [round]);

    if (Content) return <Content {...props} />;
    if (!isLost) {
      return (
        <p role="status" data-testid="loading">
          {t.list.loading}
        </p>
      );
    }
    return (
      <div class="notice notice-problem" role="alert">
        <p class="notice-title">{t.failure.title}</p>
        <Button
          onClick={() => {
            setLost(false);
            setRound(round + 1);
          }}
        >
          {t.failure.retry}
        </Button>
      </div>
    );
  };
}
