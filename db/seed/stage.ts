import type { PostFacts, Viewer } from "@/lib/access/types";
import { viewerFor } from "@/lib/access/viewer";
import { dayMs, now } from "@/lib/platform/clock";
import { findPostFacts } from "@/lib/posts/queries/posts";
import type { Agenda } from "./agenda";
import type { Dice } from "./random";
import type { Script } from "./script";

export interface Person {
  userId: string;
  memberId: string;
  name: string;
  /** Interactions a week this person is good for. */
  energy: number;
}

export interface Talk {
  postId: string;
  authorId: string;
  isRecent: (at: Date) => boolean;
  comments: { id: string; authorId: string }[];
}

/** What one community's story is played with, and what has become of it so far. */
export class Stage {
  readonly script: Script;
  readonly agenda: Agenda;
  readonly dice: Dice;
  readonly start: Date;
  readonly end: Date;
  communityId = "";
  topicIds = new Map<string, string>();
  prices: { productId: string; month: string; year: string }[] = [];
  planBenefit = "";
  staff = new Map<string, Person>();
  people: Person[] = [];
  arrivals = 0;
  talks: Talk[] = [];

  constructor(script: Script, agenda: Agenda, dice: Dice, start: Date, end: Date) {
    this.script = script;
    this.agenda = agenda;
    this.dice = dice;
    this.start = start;
    this.end = end;
  }

  /** Plans something for so many milliseconds of the story later. */
  after(ms: number, happen: () => Promise<void>): void {
    this.agenda.plan(new Date(now().getTime() + ms), happen);
  }

  /** Who this person is to the rules, and what they need to know of a post. */
  async see(person: Person, postId: string): Promise<{ viewer: Viewer; facts: PostFacts | null }> {
    const asking = { userId: person.userId, name: person.name, handle: "", isOperator: false, emailVerified: true };
    const [viewer, facts] = await Promise.all([
      viewerFor(this.communityId, asking),
      findPostFacts(this.communityId, postId),
    ]);
    return { viewer, facts };
  }

  /** Somebody who has been here a while, the lively ones first; not one of those named. */
  somebody(except: string[] = []): Person | null {
    const candidates = this.people.filter((person) => !except.includes(person.memberId));
    if (candidates.length === 0) return null;
    for (let tries = 0; tries < 6; tries++) {
      const person = this.dice.pick(candidates);
      if (this.dice.chance(person.energy / 3)) return person;
    }
    return this.dice.pick(candidates);
  }
}

/** A post that has just been published, as the people of the story know it. */
export function talkOf(postId: string, authorId: string): Talk {
  const published = now().getTime();
  return { postId, authorId, comments: [], isRecent: (at) => at.getTime() - published < 45 * dayMs };
}
