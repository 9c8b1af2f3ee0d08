import { useState } from "preact/hooks";

/** Copies a text, and says whether that worked. */
export function CopyButton(props: {
  text: string;
  words: { readonly label: string; readonly done: string; readonly failed: string };
  testId: string;
}) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    const { done, failed } = props.words;
    setSaid((await copyText(props.text)) ? done : failed);
  };
  return (
    <>
      <button
        type="button"
        class="button button-small button-quiet"
        onClick={copy}
        data-testid={props.testId}
      >
        {props.words.label}
      </button>
      <span class="copied" role="status">
        {said}
      </span>
    </>
  );
}

/** Where the page is served over plain http, the clipboard is missing and the old command still works. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    const before = document.activeElement;
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return isCopied;
  }
}
