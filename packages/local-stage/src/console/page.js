/** Takes the parts of the page anew every three seconds, and leaves alone what has the focus. */
const pause = 3000;

function tell(sentence) {
  const stopped = document.getElementById("stopped");
  if (stopped.textContent !== sentence) stopped.textContent = sentence;
}

async function refresh() {
  try {
    if (document.hidden) return;
    const response = await fetch(location.href);
    if (!response.ok) throw new Error();
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const next = fresh.getElementById(part.id);
      const isInUse =
        part.contains(document.activeElement) ||
        part.querySelector("details[open]") ||
        !getSelection().isCollapsed;
      if (next && !isInUse && next.innerHTML !== part.innerHTML)
        part.replaceChildren(...next.childNodes);
    }
    document.title = fresh.title;
    tell("");
  } catch {
    document.title = "Stopped: console";
    tell("The stage does not answer, so this is what was. The page goes on when it does.");
  } finally {
    setTimeout(refresh, pause);
  }
}

setTimeout(refresh, pause);
