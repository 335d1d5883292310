import { log } from "@/lib/platform/log";
import { shared } from "@/lib/platform/shared-state";
import { onShutdown } from "@/lib/platform/shutdown";
import type { Glimpse, SearchGlimpse } from "./types";

/** What was seen since the last writing. It is in memory only: a crash loses a few seconds of counting, nothing else. */
export interface Batch {
  glimpses: Glimpse[];
  searches: SearchGlimpse[];
}

type Write = (batch: Batch) => Promise<void>;

interface State extends Batch {
  timer: NodeJS.Timeout | null;
  /** The writing that runs, and how often the batch at hand has failed. */
  writing: Promise<void> | null;
  failures: number;
}

const state = shared<State>("sightings.buffer", () => ({
  glimpses: [],
  searches: [],
  timer: null,
  writing: null,
  failures: 0,
}));

const flushAfterMs = 3000;
/** Beyond this something is wrong (a flood, a database that does not answer): then counting loses, not the site. */
const itemsMax = 5000;
const failuresMax = 3;

/** Remembers what was seen; `write` is called with it within seconds, and when the process ends. */
export function remember(seen: Partial<Batch>, write: Write): void {
  const room = itemsMax - state.glimpses.length - state.searches.length;
  if (room <= 0) return;
  state.glimpses.push(...(seen.glimpses ?? []));
  state.searches.push(...(seen.searches ?? []));
  if (state.timer) return;
  onShutdown("sightings", () => writeOut(write));
  state.timer = setTimeout(() => void writeOut(write), flushAfterMs);
  state.timer.unref();
}

/** Writes what is remembered, now. One at a time; what cannot be written is tried again, three times in all. */
export async function writeOut(write: Write): Promise<void> {
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  await state.writing;
  const batch = { glimpses: state.glimpses, searches: state.searches };
  if (batch.glimpses.length + batch.searches.length === 0) return;
  state.glimpses = [];
  state.searches = [];
  state.writing = write(batch).then(
    () => {
      state.failures = 0;
    },
    (error: Error) => {
      state.failures += 1;
      const lost = state.failures >= failuresMax;
      log.warn({ error: error.message, items: batch.glimpses.length, lost }, "could not count what was seen");
      if (lost) state.failures = 0;
      else remember(batch, write);
    },
  );
  await state.writing;
  state.writing = null;
}
