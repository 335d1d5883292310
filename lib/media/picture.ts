import { fileTypeFromBuffer } from "file-type";
import sharp, { type OutputInfo, type Sharp } from "sharp";
import type { RefusedPicture } from "./types";

export const pictureMaxBytes = 10 * 1024 * 1024;
const pictureMaxPixels = 40_000_000;
const svgMaxBytes = 500_000;
const drawnMaxWidth = 1600;

export interface DrawnPicture {
  bytes: Buffer;
  mime: string;
  width: number;
  height: number;
}

/**
 * Decodes a picture and encodes it again in its own format; animation stays, metadata goes, rotation is applied. The
 * type is told by the first bytes, never by the name. Returns the reason when it is not a picture we take.
 */
export async function redraw(bytes: Buffer): Promise<DrawnPicture | RefusedPicture> {
  if (bytes.length === 0) return "empty";
  if (bytes.length > pictureMaxBytes) return "size";
  const type = await fileTypeFromBuffer(bytes);
  if (looksLikeSvg(bytes, type?.mime)) return drawSvg(bytes);
  const encode = encoders[type?.mime ?? ""];
  if (!encode || !type) return "type";
  return encodeAgain(bytes, type.mime, encode);
}

type Encode = (image: Sharp) => Sharp;

const encoders: Record<string, Encode> = {
  "image/png": (image) => image.png(),
  "image/apng": (image) => image.png(),
  "image/jpeg": (image) => image.jpeg({ quality: 86 }),
  "image/webp": (image) => image.webp({ quality: 86 }),
  "image/gif": (image) => image.gif(),
  "image/avif": (image) => image.avif({ quality: 60, effort: 2 }),
};

async function encodeAgain(bytes: Buffer, mime: string, encode: Encode): Promise<DrawnPicture | RefusedPicture> {
  const animated = mime === "image/gif" || mime === "image/webp";
  try {
    const image = sharp(bytes, { limitInputPixels: pictureMaxPixels, failOn: "error", animated }).timeout({
      seconds: 20,
    });
    const drawn = await encode(animated ? image : image.rotate()).toBuffer({ resolveWithObject: true });
    const { width, height, pageHeight } = drawn.info as OutputInfo & { pageHeight?: number };
    return { bytes: drawn.data, mime: mime === "image/apng" ? "image/png" : mime, width, height: pageHeight ?? height };
  } catch (error) {
    return /pixel/i.test(String(error)) ? "pixels" : "damaged";
  }
}

function looksLikeSvg(bytes: Buffer, mime: string | undefined): boolean {
  if (mime !== undefined && mime !== "application/xml") return false;
  return /<svg[\s>]/i.test(bytes.subarray(0, 4096).toString("utf8"));
}

/**
 * SVG is a program, so it is only ever drawn. Documents that name other files, declare entities or nest without end
 * are refused before the drawing library sees them.
 */
async function drawSvg(bytes: Buffer): Promise<DrawnPicture | RefusedPicture> {
  const source = bytes.toString("utf8");
  const outside =
    /<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|<(?:script|foreignObject|iframe)\b|@import|(?:href|src)\s*=\s*["']?\s*[^#\s"']/i;
  const elements = source.match(/</g)?.length ?? 0;
  if (bytes.length > svgMaxBytes || outside.test(source) || /url\(\s*["']?\s*[^#\s"']/i.test(source)) return "svg";
  if (elements > 20_000 || (source.match(/<use\b/gi)?.length ?? 0) > 100) return "svg";
  try {
    const image = sharp(bytes, { limitInputPixels: pictureMaxPixels, density: 144 }).timeout({ seconds: 10 });
    const drawn = await image
      .resize({ width: drawnMaxWidth, height: drawnMaxWidth * 2, fit: "inside", withoutEnlargement: true })
      .png()
      .toBuffer({ resolveWithObject: true });
    return { bytes: drawn.data, mime: "image/png", width: drawn.info.width, height: drawn.info.height };
  } catch {
    return "svg";
  }
}
