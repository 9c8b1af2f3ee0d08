import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../../../support/browser";
import {
  exif,
  inserted,
  joined,
  jpegSegment,
  latin1,
  placeOf,
  pngChunk,
} from "../../../support/picture-bytes";
import { plantedPictures } from "../../../support/planted-pictures";
import { samplePictures } from "../../../support/sample-pictures";
import { clean } from "./clean";

describe("a cleaned picture in a browser", () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
  });
  after(() => browser.close());

  for (const [name, { bytes, type, widthPixels, heightPixels }] of Object.entries(
    plantedPictures,
  )) {
    it(`has the size that was told and the pixels that ${name} had`, async () => {
      const [before, after] = [await shown(bytes, type), await shown(clean(bytes).bytes, type)];
      expect([after.width, after.height]).to.deep.equal([widthPixels, heightPixels]);
      expect(new Set(after.pixels).size).to.be.above(20);
      expect(after).to.deep.equal(before);
    });
  }

  it("would show other colours without its profile", async () => {
    const { progressiveJpeg } = samplePictures;
    const { bytes } = clean(progressiveJpeg);
    const profile = placeOf(bytes, "ICC_PROFILE");
    const without = joined(bytes.subarray(0, profile), latin1("X"), bytes.subarray(profile + 1));
    expect(await shown(without, "image/jpeg")).not.to.deep.equal(await shown(bytes, "image/jpeg"));
  });

  it("isn't turned when its orientation comes too late", async () => {
    const png = clean(samplePictures.palettePng).bytes;
    const late = inserted(png, png.length - 12, pngChunk("eXIf", exif(6)));
    await expectTurned(late, "image/png", 1);
    const jpeg = clean(samplePictures.progressiveJpeg).bytes;
    const segment = jpegSegment(0xe1, joined(latin1("Exif\0\0"), exif(6)));
    const lastScan = Buffer.from(jpeg).lastIndexOf("\xff\xda", undefined, "latin1");
    await expectTurned(inserted(jpeg, lastScan, segment), "image/jpeg", 1);
  });

  for (const order of ["II", "MM"] as const) {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      it(`is turned as its camera was held, ${orientation} in the order ${order}`, async () => {
        const block = exif(orientation, order);
        const jpeg = clean(samplePictures.progressiveJpeg).bytes;
        const segment = jpegSegment(0xe1, joined(latin1("Exif\0\0"), block));
        await expectTurned(inserted(jpeg, 2, segment), "image/jpeg", orientation);
        const png = clean(samplePictures.palettePng).bytes;
        await expectTurned(inserted(png, 33, pngChunk("eXIf", block)), "image/png", orientation);
      });
    }
  }

  async function expectTurned(bytes: Uint8Array, type: string, orientation: number) {
    const upright = await shown(clean(bytes).bytes, type);
    expect(upright).to.deep.equal(await shown(bytes, type));
    const { widthPixels, heightPixels } = clean(bytes);
    expect([upright.width, upright.height]).to.deep.equal([widthPixels, heightPixels]);
    expect(widthPixels < heightPixels).to.equal(orientation >= 5);
  }

  /** What a browser makes of a picture: its size, and each pixel's four values. */
  async function shown(bytes: Uint8Array, type: string) {
    const source = `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
    return page.evaluate(async (address) => {
      const blob = await (await fetch(address)).blob();
      const { width, height } = await createImageBitmap(blob);
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(width, height).getContext("2d");
      canvas?.drawImage(image, 0, 0);
      const { data = [] } = canvas?.getImageData(0, 0, width, height) ?? {};
      return { width, height, natural: image.naturalWidth, pixels: [...data] };
    }, source);
  }
});
