import type { Notice } from "./notices";

const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

/** A time paid in advance as it ends for one person, nothing else following it. */
export interface PrepaidEnd {
  communityId: string;
  userId: string;
  /** The order's or the gift's id. */
  sourceId: string;
  startsAt: Date;
  endsAt: Date;
}

/** How long before its end a pass is spoken of; `pass-0` is for the day on which it has ended. */
const passSteps = [
  { kind: "pass-14", daysBefore: 14, until: 3 },
  { kind: "pass-3", daysBefore: 3, until: 0 },
  { kind: "pass-0", daysBefore: 0, until: -1 },
] as const;

/**
 * The reminder a prepaid time asks for at a moment: 14 days, 3 days and on the day of its end, the latest that applies.
 * None 14 days before when the whole time is hardly longer: its buyer has not forgotten yet.
 */
export function passReminder({ communityId, userId, sourceId, startsAt, endsAt }: PrepaidEnd, at: Date): Notice | null {
  const left = endsAt.getTime() - at.getTime();
  const step = passSteps.find(({ daysBefore, until }) => left <= daysBefore * dayMs && left > until * dayMs);
  if (!step || endsAt.getTime() - startsAt.getTime() < 2 * step.daysBefore * dayMs) return null;
  const ends = String(endsAt.getTime());
  const key = `${step.kind}:${communityId}:${userId}:${ends}`;
  return { key, kind: step.kind, communityId, userId, payload: { source: sourceId, ends }, at };
}

/** A cancelled subscription is spoken of once more three days before its end. */
export function endReminder(
  { id, communityId, userId, endsAt }: { id: string; communityId: string; userId: string; endsAt: Date },
  at: Date,
): Notice | null {
  const left = endsAt.getTime() - at.getTime();
  if (left <= 0 || left > 3 * dayMs) return null;
  const ends = String(endsAt.getTime());
  return {
    key: `ends-soon:${id}:${ends}`,
    kind: "ends-soon",
    communityId,
    userId,
    payload: { subscription: id, ends },
    at,
  };
}

export interface RunningTrial {
  source: { subscription: string } | { comp: string };
  communityId: string;
  userId: string;
  startsAt: Date;
  endsAt: Date;
}

/** A trial is spoken of three days before it ends; one of three days or less, one day before; shorter than a day, never. */
export function trialReminder(
  { source, communityId, userId, startsAt, endsAt }: RunningTrial,
  at: Date,
): Notice | null {
  const length = endsAt.getTime() - startsAt.getTime();
  const left = endsAt.getTime() - at.getTime();
  const before = length > 3 * dayMs + hourMs ? 3 * dayMs : dayMs;
  if (length < dayMs || left <= 0 || left > before) return null;
  const ends = String(endsAt.getTime());
  const id = Object.values(source)[0];
  return { key: `trial-ends:${id}:${ends}`, kind: "trial-ends", communityId, userId, payload: { ...source, ends }, at };
}
