// Makes a stranger's Markdown harmless in a comment: it keeps its shape and can be read, but can neither call
// anybody, link, show a picture nor bring HTML of its own.

/** Comes, unseen, between two characters that would mean something together. */
const gap = "\u200b";

/** What nobody sees, and what turns the direction of reading. */
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu;

/** The only HTML that a report may have; it takes no attributes. */
const tags = /^<(?:\/?(?:details|summary)|br)>/;

/**
 * A piece of code as a report of ours writes it: signs with a meaning in Markdown, which holds inside as well,
 * are entities there. With any other sign it is prose.
 */
const code = /(<code>(?:[\p{L}\p{N} ,.;'()=?%+{}…⏎-]|&#\d{1,7};)*<\/code>)/u;

/** GitHub refuses longer comments, which are counted in characters. */
const most = 65_536;

/** @param {string} text */
function inert(text) {
  return text
    .replace(unseen, (one) => (/[\n\t]/.test(one) ? one : ""))
    .split(code)
    .map((piece, index) => (index % 2 === 1 ? unlinked(piece) : prose(piece)))
    .join("");
}

/** A piece of code without what GitHub makes a link of, or what an entity hides. */
function unlinked(piece) {
  return piece
    .replace(/&#(\d+);/g, (entity, number) => {
      const sign = number > 0x10ffff ? "" : String.fromCodePoint(number);
      if (sign === "" || sign.replace(unseen, "") === "") return "";
      // Even as an entity it makes an address of what is around it.
      return sign === "@" ? entity + gap : entity;
    })
    .replace(/www\./gi, `www${gap}.`);
}

function prose(text) {
  return (
    text
      // A fence would take in what follows, or draw what it holds.
      .replace(/([`~])(?=\1\1)/g, `$1${gap}`)
      .replace(/<[^<]{0,10}/g, (found) => (tags.test(found) ? found : `<${gap}${found.slice(1)}`))
      .replace(/[&@\]]/g, `$&${gap}`)
      .replace(/(https?|ftp|mailto|xmpp):/gi, `$1${gap}:`)
      .replace(/www\./gi, `www${gap}.`)
      .replace(/#(?=\d)/g, `#${gap}`)
      .replace(/\bGH-(?=\d)/gi, `GH${gap}-`)
  );
}

/** Cuts a text that a comment has no room for, at a line, and says so before it: after it a fold may be open. */
function fitting(text, room) {
  if (text.length <= room) return text;
  const note = "_Too long for a comment: the rest is among the artifacts of the run._\n\n";
  const kept = text.slice(0, room - note.length);
  return note + kept.slice(0, Math.max(0, kept.lastIndexOf("\n")));
}

module.exports = { fitting, inert, most };
