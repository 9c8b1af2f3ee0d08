// Makes a stranger's Markdown harmless in a comment: it keeps its shape and can be read, but can neither call
// anybody, link, show a picture nor bring HTML of its own.

/** Comes, unseen, between two characters that would mean something together. */
const gap = "\u200b";

/** The only HTML that a report may have; it takes no attributes. */
const tags = /^<(?:\/?(?:details|summary)|br)>/;

/** A piece of code, where GitHub calls nobody whatever the entities stand for. */
const code = /(<code>[^<`\n]*<\/code>)/;

/** GitHub refuses longer comments, which are counted in characters. */
const most = 65_536;

/** @param {string} text */
function inert(text) {
  return text
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, (one) => (/[\n\t]/.test(one) ? one : ""))
    .split(code)
    .map((piece, index) => (index % 2 === 1 ? piece : prose(piece)))
    .join("");
}

function prose(text) {
  return text
    .replace(/<[^<]{0,10}/g, (found) => (tags.test(found) ? found : `<${gap}${found.slice(1)}`))
    .replace(/[&@\]]/g, `$&${gap}`)
    .replace(/(https?|ftp|mailto|xmpp):/gi, `$1${gap}:`)
    .replace(/www\./gi, `www${gap}.`)
    .replace(/#(?=\d)/g, `#${gap}`)
    .replace(/\bGH-(?=\d)/gi, `GH${gap}-`);
}

/** Cuts a text that a comment has no room for, at a line, and says so. */
function fitting(text, room) {
  if (text.length <= room) return text;
  const note = "\n\nThe rest is among the artifacts of the run.";
  const kept = text.slice(0, room - note.length);
  return kept.slice(0, Math.max(0, kept.lastIndexOf("\n"))) + note;
}

module.exports = { fitting, inert, most };
