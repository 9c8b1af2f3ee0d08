import { createPictureUpload, finishPictureUpload } from "../../../contract/operations";
import type { PictureType } from "../../../contract/rules/pictures";
import { type CallResult, noAnswer } from "../../client";
import type { AdminCall } from "../session/access";

/** An uploaded picture, as the document names it. */
export interface Uploaded {
  readonly path: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

/**
 * Uploads a picture and has the server check it. What failed can be done again from the start: the same picture
 * has the same path.
 * @param onProgress gets how much of it has been sent, from 0 to 1
 */
export async function uploadPicture(
  call: AdminCall,
  blob: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<CallResult<Uploaded>> {
  const type = blob.type as PictureType;
  const announced = await call(createPictureUpload, { body: { type, bytes: blob.size }, signal });
  if (!announced.ok) return announced;
  const { pictureId, uploadUrl, fields } = announced.reply;
  if (!(await sendForm(uploadUrl, fields, blob, onProgress, signal))) return noAnswer;
  return call(finishPictureUpload, { params: { pictureId }, signal });
}

/** A bad line takes its time; what S3 has not got until then it will not get. */
const longestMs = 5 * 60_000;

/** Resolves with whether it got there. `fetch` does not tell how much has been sent. */
function sendForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  file: Blob,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // S3 ignores what comes after the file.
  form.append("file", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.timeout = longestMs;
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onloadend = () => resolve(request.status >= 200 && request.status < 300);
    signal.addEventListener("abort", () => request.abort());
    if (signal.aborted) return resolve(false);
    request.open("POST", url);
    request.send(form);
  });
}
