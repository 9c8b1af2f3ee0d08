import { type GetObjectCommand, type PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { uploadFolder } from "../../contract/rules/pictures";

/** Stands in for the bucket with pictures, as recorded-tables.ts does for the tables. */
export class RecordedPictures {
  writes = 0;

  /** @param uploads what was uploaded, by the picture's id */
  constructor(private readonly uploads: Readonly<Record<string, Uint8Array>>) {}

  /** Every client of this process speaks to this bucket from now on; the answer ends that. */
  install(): () => void {
    const { send } = S3Client.prototype;
    S3Client.prototype.send = (async (command: unknown) =>
      this.answer(command as GetObjectCommand | PutObjectCommand)) as typeof send;
    return () => {
      S3Client.prototype.send = send;
    };
  }

  private answer(command: GetObjectCommand | PutObjectCommand): unknown {
    if (command.constructor.name === "PutObjectCommand") {
      this.writes++;
      return {};
    }
    const { Key = "" } = command.input;
    const id = Key.slice(uploadFolder.length);
    const bytes = Object.hasOwn(this.uploads, id) ? this.uploads[id] : undefined;
    if (!bytes) throw Object.assign(new Error("Access Denied"), { name: "AccessDenied" });
    return { ContentLength: bytes.length, Body: { transformToByteArray: async () => bytes } };
  }
}
