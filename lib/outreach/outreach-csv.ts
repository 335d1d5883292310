import type { Words } from "@/lib/i18n/words";
import { stateOf } from "./outreach-state";
import type { OutreachMember } from "./types";

export type OutreachCells = (string | number)[];

const columns = ["name", "email", "arm", "points", "state", "doneAt", "note"] as const;

/** The headings of an outreach as a file. */
export function outreachColumns({ t }: Words): string[] {
  return columns.map((column) => t(`outreach.csv.${column}`));
}

/** One member of an outreach as a row of the file; instants in UTC. A note is what somebody wrote about a call. */
export function outreachCells(
  person: OutreachMember,
  outreach: { kind: string; createdAt: Date },
  { now, words }: { now: Date; words: Words },
): OutreachCells {
  const at = person.sentAt ?? person.doneAt;
  return [
    person.name,
    person.email,
    words.t(`outreach.arm.${person.arm}`),
    person.points,
    words.t(`outreach.state.${stateOf(person, outreach, now)}`),
    at ? at.toISOString() : "",
    outreach.kind === "call" ? person.note : "",
  ];
}
