import {
  type CleanPicture,
  cleanPicture,
} from "../../../../handlers/business/pictures/clean-picture";

/** More than any picture of the tests has. */
export const most = { pixels: 1_000_000, side: 2_000 };

/** Cleans a picture that is to be found in order. */
export function clean(bytes: Uint8Array): CleanPicture {
  const result = cleanPicture(bytes, most);
  if (!result.ok) throw new Error(`The picture was refused: ${result.reason}.`);
  return result.picture;
}

/** Why a picture is refused; nothing when it isn't. */
export function refusal(bytes: Uint8Array): string | undefined {
  const result = cleanPicture(bytes, most);
  return result.ok ? undefined : result.reason;
}
