import { repairedPath } from "../manage/link";

/** Opens the visit of a link whose "#" a program has encoded: to the site that is an unknown page. */
const path = repairedPath(location.pathname);
if (path) location.replace(path);
