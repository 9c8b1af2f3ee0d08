/** Titles before a name, which may be written without a space: "Dr.Ngo". */
const titles = "dr|mr|mrs|ms|mme|mlle|me|pr|prof|st|ste|sr|jr";
const domain = new RegExp(
  `(?<![\\p{L}\\p{N}])(?!(?:${titles})\\.\\p{L})[\\p{L}\\p{N}][\\p{L}\\p{N}-]+\\.([a-z]{2}|com|net|org|info|biz|app|dev|xyz|top|site|online|shop|store|club|live|link|click|page|pro|vip|icu|cyou|buzz|fun|win|bet|casino|loan|work|tech|space|website|cloud|today|world|agency|digital|media|news|blog|name|mobi|asia|africa|paris|ngo|gle|goo)(?![\\p{L}\\p{N}])`,
  "giu",
);

/**
 * Whether a name is no more than a name: without a link, an address or a phone number, with which a
 * stranger could make the salon's own mails advertise something.
 */
export function isPlainName(name: string): boolean {
  // As mail programs see it: full-width letters are letters, and what is invisible is not there.
  const seen = name
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\u3002\uff61]/g, ".");
  const digits = seen.match(/\p{Nd}/gu)?.length ?? 0;
  // A name goes on with a capital letter, "Ma.Jo"; an address does not.
  const isDomain = [...seen.matchAll(domain)].some(
    ([, ending = ""]) => ending === ending.toLowerCase() || ending === ending.toUpperCase(),
  );
  const isLink = isDomain || /@|:\/\/|\bhttps?\b|\bwww\b|\p{L}\.\p{L}+\//iu.test(seen);
  return !isLink && digits < 6;
}

/** A name in which no mail program sees a link that the check above does not know: "Ma. Jo", "mr. bet". */
export function withSpacedDots(name: string): string {
  return name.replace(/(?<=\p{L})\.(?=\p{L}{2})/gu, ". ");
}
