import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { redraw } from "./picture";

const canvas = (width = 8, height = 6) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });
const script = Buffer.from("<script>alert(1)</script>");

describe("redrawing a picture", () => {
  it.each(["png", "jpeg", "webp", "gif", "avif"] as const)("%s stays what it is", async (format) => {
    const made = await redraw(await canvas().toFormat(format).toBuffer());
    expect(made).toMatchObject({ mime: `image/${format}`, width: 8, height: 6 });
  });

  it("drops where and with what a photo was taken, after turning it upright", async () => {
    const photo = await canvas()
      .jpeg()
      .withMetadata({
        orientation: 6,
        exif: { IFD0: { Copyright: "CANARY" }, IFD3: { GPSLatitude: "51/1 30/1 0/1", GPSLatitudeRef: "N" } },
      })
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const made = await redraw(photo);
    if (typeof made === "string") throw new Error(made);
    expect([made.width, made.height]).toEqual([6, 8]);
    expect((await sharp(made.bytes).metadata()).exif).toBeUndefined();
    expect(made.bytes.includes("CANARY")).toBe(false);
  });

  it.each(["png", "jpeg", "gif"] as const)("what hangs behind a %s does not come along", async (format) => {
    const made = await redraw(Buffer.concat([await canvas().toFormat(format).toBuffer(), script]));
    if (typeof made === "string") expect(made).toBe("damaged");
    else expect(made.bytes.includes("<script")).toBe(false);
  });

  it("keeps a GIF moving", async () => {
    const frames = await Promise.all([canvas().png().toBuffer(), canvas().negate().png().toBuffer()]);
    const made = await redraw(
      await sharp(frames, { join: { animated: true } })
        .gif({ delay: [100, 100] })
        .toBuffer(),
    );
    if (typeof made === "string") throw new Error(made);
    expect((await sharp(made.bytes, { animated: true }).metadata()).pages).toBe(2);
    expect(made.height).toBe(6);
  });

  it.each([
    ["empty", "", "empty"],
    ["a page", "<!doctype html><script>alert(1)</script>", "type"],
    ["a PDF", "%PDF-1.7 <script>", "type"],
    ["GIF with script", "GIF89a/*<svg/onload=alert(1)>*/=1;alert(1)", "damaged"],
    ["half a PNG", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0", "damaged"],
  ])("%s is refused as %s", async (_, bytes, reason) => {
    expect(await redraw(Buffer.from(bytes, "latin1"))).toBe(reason);
  });

  it("a picture of a hundred megapixels is refused before it is drawn", { timeout: 30_000 }, async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: "white" } })
      .png({ compressionLevel: 1 })
      .toBuffer();
    expect(await redraw(bomb)).toBe("pixels");
  });
});

describe("SVG", () => {
  const svg = (inside: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">${inside}</svg>`);

  it("becomes a PNG", async () => {
    const made = await redraw(
      svg('<defs><path id="p" d="M0 0h9v9z"/></defs><use href="#p"/><rect width="20" height="10" fill="red"/>'),
    );
    expect(made).toMatchObject({ mime: "image/png" });
  });

  it.each([
    "<script>alert(1)</script>",
    "<foreignObject><iframe/></foreignObject>",
    '<image href="file:///etc/passwd" width="9" height="9"/>',
    '<image xlink:href="http://127.0.0.1/x" width="9" height="9"/>',
    '<use href="other.svg#x"/>',
    "<style>@import 'http://127.0.0.1/x.css';</style>",
    '<rect fill="url(http://127.0.0.1/#x)"/>',
    "<a href=javascript:alert(1)>x</a>",
    "<g>".repeat(30_000),
  ])("that reaches outside, runs or never ends is refused: %j", async (inside) => {
    expect(await redraw(svg(inside))).toBe("svg");
  });

  it("that declares entities is refused", async () => {
    expect(
      await redraw(
        Buffer.from('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'),
      ),
    ).toBe("svg");
  });
});
