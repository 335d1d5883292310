import { z } from "zod";

/** More than any beacon of ours needs. */
export const beaconMaxBytes = 2048;

const words = z.string().max(300).optional();

/** What a page may tell. Everything is optional: a plain page view is `{}`. */
export const Beacon = z.object({
  post: z
    .string()
    .regex(/^[0-9a-f-]{36}$/)
    .optional(),
  /** Host of the page before, and nothing else of its address. */
  referrer: z.string().max(253).optional(),
  utm_source: words,
  utm_medium: words,
  utm_campaign: words,
  /** Percent of the text that has been on the screen since the page was opened; absent in the first beacon of a page. */
  progress: z.int().min(0).max(100).optional(),
  completed: z.boolean().optional(),
});
export type Beacon = z.infer<typeof Beacon>;

/** A beacon's text, or null when it is none. */
export function parseBeacon(text: string): Beacon | null {
  if (Buffer.byteLength(text) > beaconMaxBytes) return null;
  try {
    const parsed = Beacon.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
