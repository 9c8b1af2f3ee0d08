/** The folder of the site's bucket for what is published, beside what a deployment uploads. */
const folder = "pages/";

/** Where the files of a release are published: each release has a folder of its own, so that the edge can change over at once. */
export function publishedFolder(release: string): string {
  return `${folder}${release}/`;
}

/** The folder that holds those of every release. */
export const publishedFolders = folder;

/** The release that an object was published for; undefined for another object. */
export function releaseOf(key: string): string | undefined {
  return key.startsWith(folder) ? key.slice(folder.length).split("/")[0] : undefined;
}

/** How a page is kept: browsers ask every time; CloudFront keeps it for a day and is told when it changes. */
export const pageCaching = "public, max-age=0, s-maxage=86400, must-revalidate";
