import type { PictureType } from "../../../contract/rules/pictures";

export type { PictureType };

/** A picture with nothing in it but what it takes to show it; its size is that on the screen, after any turn. */
export interface CleanPicture {
  readonly type: PictureType;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly bytes: Uint8Array;
}

/** What a cleaner of one type gives. */
export type Cleaned = Omit<CleanPicture, "type">;
