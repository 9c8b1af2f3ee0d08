/** Takes the parts of the page anew every three seconds, and leaves alone what has the focus. */
const pause = 3000;

async function refresh() {
  try {
    if (document.hidden) return;
    const response = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const next = fresh.getElementById(part.id);
      const isInUse = part.contains(document.activeElement) || !getSelection().isCollapsed;
      if (next && !isInUse && next.innerHTML !== part.innerHTML)
        part.replaceChildren(...next.childNodes);
    }
    document.title = fresh.title;
  } catch {
    document.title = "Stopped: console";
  } finally {
    setTimeout(refresh, pause);
  }
}

setTimeout(refresh, pause);
