import "server-only";
import { transact } from "@/db/client";
import { addDays, dayOf } from "@/lib/platform/calendar";
import { hourMs, now } from "@/lib/platform/clock";
import { sweepSightings } from "./commands";

/** Days of presence kept: a year and what comparing with the year before takes. */
const presenceDays = 400;

/**
 * Forgets: marks and their keys after two days (today and yesterday stay, and a day for zones that are ahead or behind),
 * presence after 400 days. By the story's time, as the days themselves.
 */
async function sweep(): Promise<void> {
  const today = dayOf(now(), "UTC");
  await transact((tx) =>
    sweepSightings(tx, { marksFrom: addDays(today, -1), presenceFrom: addDays(today, -presenceDays) }),
  );
}

export const sightingsSweepJob = { kind: "sightings.sweep", everyMs: hourMs, handler: sweep };
