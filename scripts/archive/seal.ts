import { createHash } from "node:crypto";
import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync, writeSync } from "node:fs";

/**
 * A zip file may end with a comment. Ours is the SHA-256, in hex, of every byte before the comment's length: so one changed bit anywhere
 * is noticed, also where it would not hurt, and the file stays a plain zip for every other tool.
 */
const sealBytes = 64;

/** Seals a finished archive, which must have no comment yet. */
export async function sealArchive(file: string): Promise<void> {
  const end = statSync(file).size - 2;
  const digest = await digestUpTo(file, end);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(sealBytes);
  const handle = openSync(file, "r+");
  try {
    writeSync(handle, Buffer.concat([length, Buffer.from(digest, "ascii")]), 0, 2 + sealBytes, end);
  } finally {
    closeSync(handle);
  }
}

/** True when the archive is byte for byte what was sealed. */
export async function sealHolds(file: string): Promise<boolean> {
  const handle = openSync(file, "r");
  const seal = Buffer.alloc(2 + sealBytes);
  let end: number;
  try {
    end = fstatSync(handle).size - seal.length;
    if (end <= 0) return false;
    readSync(handle, seal, 0, seal.length, end);
  } finally {
    closeSync(handle);
  }
  return seal.readUInt16LE() === sealBytes && seal.subarray(2).toString("ascii") === (await digestUpTo(file, end));
}

async function digestUpTo(file: string, end: number): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { end: end - 1 })) hash.update(chunk);
  return hash.digest("hex");
}
