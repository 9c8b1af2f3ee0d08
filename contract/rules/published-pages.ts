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
