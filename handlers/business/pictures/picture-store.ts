import { mostPictureBytes, uploadFolder } from "../../../contract/rules/pictures";
import { requireVariable } from "../../runtime/environment";
import { log } from "../../runtime/log";

/** A picture, and what browsers and CloudFront are told of it. */
export interface KeptPicture {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What was uploaded: nothing, more than is taken, or the bytes. */
export type Uploaded = undefined | "large" | Uint8Array;

/** The bucket with the business's pictures. */
export interface PictureStore {
  uploaded(pictureId: string): Promise<Uploaded>;
  /** Puts a checked picture in the place of what was uploaded. */
  replaceUpload(pictureId: string, picture: KeptPicture): Promise<void>;
  /** Puts it where visitors see it, for good. */
  publish(path: string, picture: KeptPicture): Promise<void>;
}

/** The key of an upload. */
export function uploadKey(pictureId: string): string {
  return `${uploadFolder}${pictureId}`;
}

/** Its path has a hash of its bytes. */
const immutable = "public, max-age=31536000, immutable";

/** The bucket on S3, with the client that Lambda's runtime brings: its own would double the zip. */
export function pictureStore(): PictureStore {
  const { GetObjectCommand, PutObjectCommand, S3Client } =
    require("@aws-sdk/client-s3") as typeof import("@aws-sdk/client-s3");
  const client = new S3Client({});
  const Bucket = requireVariable("PICTURE_BUCKET");

  const put = (Key: string, { type, bytes }: KeptPicture, CacheControl: string) =>
    client.send(
      new PutObjectCommand({ Bucket, Key, Body: bytes, ContentType: type, CacheControl }),
    );

  return {
    async uploaded(pictureId) {
      try {
        const { Body, ContentLength = 0 } = await client.send(
          new GetObjectCommand({ Bucket, Key: uploadKey(pictureId) }),
        );
        if (ContentLength > mostPictureBytes) return "large";
        return await Body?.transformToByteArray();
      } catch (error) {
        // Who may not list the bucket is not told that an object is not there.
        const { name } = error as Error;
        if (name !== "NoSuchKey" && name !== "AccessDenied") throw error;
        // Nor is who has lost the right to read it; the log is what tells the two apart.
        if (name === "AccessDenied") log.warn({ event: "picture.unreadable", pictureId });
        return undefined;
      }
    },

    async replaceUpload(pictureId, picture) {
      await put(uploadKey(pictureId), picture, "no-store");
    },

    async publish(path, picture) {
      await put(path, picture, immutable);
    },
  };
}
