import { EventEmitter } from "node:events";
import { shared } from "./shared-state";

/** Something changed that a process may hold a copy of. Carries ids only. */
export interface Change {
  kind: "community" | "clock" | "jobs";
  id: string;
}

const bus = shared("signals", () => new EventEmitter().setMaxListeners(50));

/** Tells this process. Other processes notice through the database (see server.ts: data_version, LISTEN). */
export function announceChange(change: Change): void {
  bus.emit("change", change);
}

/** Calls `listener` after each change; returns a function that stops it. */
export function onChange(listener: (change: Change) => void): () => void {
  bus.on("change", listener);
  return () => bus.off("change", listener);
}
