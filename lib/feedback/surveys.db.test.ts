import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { rawQuery, read, transact } from "@/db/client";
import { engine } from "@/db/dialect";
import { amongSelected } from "@/db/dialect/sql";
import { members } from "@/db/schema/communities";
import { surveyAnswers, surveyInvitations, surveyQuestions, surveyResponses, surveys } from "@/db/schema/feedback";
import { users } from "@/db/schema/identity";
import { journal } from "@/db/schema/journal";
import { letterRefusals } from "@/db/schema/outreach";
import { segments } from "@/db/schema/segments";
import { makePerson } from "@/e2e/support/billing-world";
import { freshDatabase } from "@/e2e/support/database";
import { makeCommunity, makeMember } from "@/e2e/support/talk-world";
import { rebuildAll } from "@/lib/analytics/project-now";
import { wordsFor } from "@/lib/i18n/words";
import { record } from "@/lib/journal/commands";
import { changeRole, joinCommunity } from "@/lib/members/commands";
import { dayMs, withTravellingClock } from "@/lib/platform/clock";
import { NotFound, Refusal } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { listStoredMails } from "@/lib/platform/mail/mail-folder";
import { saveSegment } from "@/lib/segments/commands";
import { membersWhere } from "@/lib/segments/queries/filters";
import { inviteDue, postSurveyLetters } from "./ask-members";
import { answerSurvey } from "./commands/answers";
import { dismissSurvey } from "./commands/invitations";
import { archiveSurvey, changeSurvey, createSurvey, publishSurvey } from "./commands/surveys";
import { draftOf, markOf, type SurveyDraft } from "./drafts";
import { findCard, listAsked } from "./queries/asked";
import { countAudience, isInAudience } from "./queries/audience";
import { countResponses, listByMonth, listNamedResponses, listTallies, listTexts } from "./queries/results";
import { findSurvey, listQuestions, listSurveys } from "./queries/surveys";
import { npsByMonth } from "./tallies";
import { templateDraft } from "./templates";
import type { GivenAnswer } from "./types";

const start = new Date("2026-03-01T08:00:00Z");
const day = (count: number) => new Date(start.getTime() + count * dayMs);
const zone = "UTC";

interface World {
  community: { id: string; slug: string; ownerId: string };
  travel: (to: Date) => void;
}

const withWorld = (story: (world: World) => Promise<void>) => () =>
  withTravellingClock(start, async (travel) => story({ community: await makeCommunity("guild"), travel }));

const template = (name: Parameters<typeof templateDraft>[0], more: Partial<SurveyDraft> = {}): SurveyDraft => ({
  ...templateDraft(name, wordsFor("en"), start, zone),
  opensOn: "",
  closesOn: "",
  ...more,
});

async function publish({ community }: World, draft: SurveyDraft): Promise<string> {
  const deed = { communityId: community.id, actorId: community.ownerId, zone };
  const surveyId = await transact((tx) => createSurvey(tx, { ...deed, draft }));
  await transact(async (tx) => {
    const stored = draftOf((await findSurvey(community.id, surveyId))!, await listQuestions(surveyId), zone);
    await publishSurvey(tx, { ...deed, surveyId, seen: markOf(stored) });
  });
  return surveyId;
}

const join = async ({ community }: World, count = 1) => {
  const made = [];
  for (let i = 0; i < count; i++) made.push((await makeMember(community.id)).memberId);
  return made;
};

async function answer({ community }: World, surveyId: string, memberId: string, mark: number, text?: string) {
  const survey = (await findSurvey(community.id, surveyId))!;
  const [nps, why] = await listQuestions(surveyId);
  const answers: GivenAnswer[] = [{ questionId: nps!.id, choice: mark, text: null }];
  if (text) answers.push({ questionId: why!.id, choice: 0, text });
  await transact((tx) => answerSurvey(tx, { survey, zone, memberId, askedSince: survey.publishedAt!, answers }));
}

const cards = async ({ community }: World, memberId: string, at: Date) => {
  const [row] = await read().select().from(members).where(eq(members.id, memberId));
  const card = await findCard({ communityId: community.id, memberId, joinedAt: row!.joinedAt }, at);
  return card?.survey.id ?? null;
};

const answeredEntries = (surveyId: string) =>
  read()
    .select()
    .from(journal)
    .where(and(eq(journal.objectId, surveyId), eq(journal.verb, "survey.answered")));

beforeEach(async () => void (await freshDatabase()));

describe("a draft", () => {
  it(
    "can be changed until it is published, and what is asked stays what it was",
    withWorld(async (world) => {
      const { community } = world;
      await join(world, 5);
      const surveyId = await publish(world, template("nps"));
      const change = { communityId: community.id, surveyId, zone, draft: template("wishes") };
      await expect(transact((tx) => changeSurvey(tx, change))).rejects.toThrow(new Refusal("survey-fixed"));
      expect(await listQuestions(surveyId)).toHaveLength(2);
    }),
  );

  it(
    "is published once, as it was shown, and not while something is missing",
    withWorld(async (world) => {
      const { community } = world;
      await join(world, 5);
      const deed = { communityId: community.id, actorId: community.ownerId, zone };
      const surveyId = await transact((tx) => createSurvey(tx, { ...deed, draft: template("blank") }));
      const seen = async () =>
        markOf(draftOf((await findSurvey(community.id, surveyId))!, await listQuestions(surveyId), zone));
      const old = await seen();
      await expect(transact((tx) => publishSurvey(tx, { ...deed, surveyId, seen: old }))).rejects.toThrow(
        "survey-incomplete",
      );
      await transact((tx) => changeSurvey(tx, { ...deed, surveyId, draft: template("nps") }));
      await expect(transact((tx) => publishSurvey(tx, { ...deed, surveyId, seen: old }))).rejects.toThrow(
        "survey-changed",
      );
      const now = await seen();
      await Promise.all([1, 2, 3].map(() => transact((tx) => publishSurvey(tx, { ...deed, surveyId, seen: now }))));
      const entries = await read().select({ verb: journal.verb }).from(journal).where(eq(journal.objectId, surveyId));
      expect(entries.map(({ verb }) => verb).toSorted()).toEqual(["survey.created", "survey.published"]);
    }),
  );

  it(
    "belongs to its community: another one's owner finds nothing",
    withWorld(async (world) => {
      const other = await makeCommunity("other");
      const surveyId = await transact((tx) =>
        createSurvey(tx, {
          communityId: world.community.id,
          actorId: world.community.ownerId,
          zone,
          draft: template("nps"),
        }),
      );
      const deed = { communityId: other.id, surveyId, actorId: other.ownerId, zone };
      expect(await findSurvey(other.id, surveyId)).toBeNull();
      for (const attempt of [
        () => transact((tx) => changeSurvey(tx, { ...deed, draft: template("day") })),
        () => transact((tx) => publishSurvey(tx, { ...deed, seen: "" })),
        () => transact((tx) => archiveSurvey(tx, deed)),
      ])
        await expect(attempt()).rejects.toBeInstanceOf(NotFound);
    }),
  );

  it(
    "does not become anonymous for fewer than five people",
    withWorld(async (world) => {
      await join(world, 4);
      await expect(publish(world, template("nps"))).rejects.toThrow("survey-incomplete");
      await join(world, 1);
      await expect(publish(world, template("nps"))).resolves.toBeTruthy();
    }),
  );

  it.each(["day", "cancellation"] as const)("does not either when it is opened by: %s", (name) =>
    withWorld(async (world) => {
      const draft = template(name, { anonymous: true });
      await join(world, 4);
      await expect(publish(world, draft)).rejects.toThrow("survey-incomplete");
      await expect(publish(world, { ...draft, anonymous: false })).resolves.toBeTruthy();
      await join(world, 1);
      await expect(publish(world, draft)).resolves.toBeTruthy();
    })(),
  );
});

describe("an answer with a name", () => {
  it(
    "is stored once, however often and at once it is sent",
    withWorld(async (world) => {
      const surveyId = await publish(world, template("nps", { anonymous: false }));
      const [memberId] = await join(world);
      const sent = await Promise.allSettled(
        Array.from({ length: 6 }, () => answer(world, surveyId, memberId!, 9, "because")),
      );
      expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const one of sent) if (one.status === "rejected") expect(one.reason).toEqual(new Refusal("survey-answered"));
      const asked = { surveyId, among: null };
      expect(await listNamedResponses(asked)).toMatchObject([
        {
          answers: [
            { choice: 0, text: "because" },
            { choice: 9, text: null },
          ],
        },
      ]);
      expect(await answeredEntries(surveyId)).toMatchObject([
        { memberId, actorId: memberId, detail: { anonymous: false } },
      ]);
    }),
  );

  it(
    "stays when its author has gone, without them",
    withWorld(async (world) => {
      const surveyId = await publish(world, template("nps", { anonymous: false }));
      const { memberId, userId } = await makeMember(world.community.id);
      await answer(world, surveyId, memberId, 3, "too dear");
      await transact((tx) => tx.delete(users).where(eq(users.id, userId)));
      const asked = { surveyId, among: null };
      expect(await listNamedResponses(asked)).toMatchObject([{ person: null }]);
      const [, why] = await listQuestions(surveyId);
      expect(await listTexts(why!.id, asked, { anonymous: false, limit: 9 })).toMatchObject([{ person: null }]);
    }),
  );
});

describe("anonymous answers", () => {
  const everything = async (surveyId: string) => ({
    responses: await read().select().from(surveyResponses).where(eq(surveyResponses.surveyId, surveyId)),
    answers: await read().select().from(surveyAnswers),
    invitations: await read().select().from(surveyInvitations).where(eq(surveyInvitations.surveyId, surveyId)),
    entries: await answeredEntries(surveyId),
  });

  it(
    "are seen five at a time: after four nothing, after nine the first five",
    withWorld(async (world) => {
      const people = await join(world, 12);
      const surveyId = await publish(world, template("nps"));
      const asked = { surveyId, among: null };
      const seen: number[] = [];
      for (const [i, memberId] of people.entries()) {
        await answer(world, surveyId, memberId, i % 11, `text ${i}`);
        const count = await countResponses(asked);
        const [nps, why] = await listQuestions(surveyId);
        const tallies = await listTallies(asked);
        expect(tallies.get(nps!.id)?.n ?? 0).toBe(count);
        expect(await listTexts(why!.id, asked, { anonymous: true, limit: 99 })).toHaveLength(count);
        const months = await listByMonth(nps!.id, asked);
        expect(months.reduce((sum, row) => sum + row.count, 0)).toBe(count);
        expect((await answeredEntries(surveyId)).length).toBe(count);
        const [row] = await listSurveys(world.community.id);
        expect(row!.answered).toBe(count);
        seen.push(count);
      }
      expect(seen).toEqual([0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]);
    }),
  );

  it(
    "to a question that not everybody answers are seen in fives of that question",
    withWorld(async (world) => {
      const people = await join(world, 32);
      const surveyId = await publish(world, template("nps"));
      const asked = { surveyId, among: null };
      const [nps, why] = await listQuestions(surveyId);
      const looks: { texts: string[]; counts: number[] }[] = [];
      for (const [i, memberId] of people.entries()) {
        world.travel(day(i * 2));
        await answer(world, surveyId, memberId, i % 11, [0, 1, 4, 6].includes(i % 7) ? `text ${i}` : undefined);
        const tallies = await listTallies(asked);
        const [score, said] = [tallies.get(nps!.id)?.n ?? 0, tallies.get(why!.id)?.n ?? 0];
        const responses = await countResponses(asked);
        const texts = (await listTexts(why!.id, asked, { anonymous: true, limit: 99 })).map(({ text }) => text);
        expect(texts).toHaveLength(said);
        looks.push({ texts, counts: [responses, score, said, responses - said] });
        const months = npsByMonth(await listByMonth(why!.id, asked), { anonymous: true });
        for (const { nps: month } of months) expect(month.n).toBeGreaterThanOrEqual(5);
      }
      for (const [i, after] of looks.entries()) {
        const before = looks[i - 1] ?? { texts: [], counts: [0, 0, 0, 0] };
        for (const [at, count] of after.counts.entries())
          expect([0, 5]).toContain(Math.abs(count - before.counts[at]!));
        expect(after.texts.filter((text) => before.texts.includes(text))).toEqual(before.texts);
      }
      // Of 32 people 18 wrote something: 30 and 15 may be seen.
      expect(looks.at(-1)!.counts).toEqual([30, 30, 15, 15]);
      expect(await read().select().from(surveyAnswers)).toHaveLength(32 + 18);
    }),
  );

  it(
    "of one person to two questions cannot be put together, neither by order nor by rows nor by ids",
    withWorld(async (world) => {
      const people = await join(world, 20);
      const surveyId = await publish(world, {
        ...template("nps"),
        questions: ["a", "b"].map((prompt) => ({ kind: "text" as const, prompt, options: [], required: true })),
      });
      const survey = (await findSurvey(world.community.id, surveyId))!;
      const [a, b] = await listQuestions(surveyId);
      for (const [who, memberId] of people.entries()) {
        const answers = [a!, b!].map(({ id }) => ({ questionId: id, choice: 0, text: `${who}` }));
        await transact((tx) => answerSurvey(tx, { survey, zone, memberId, askedSince: start, answers }));
      }
      const asked = { surveyId, among: null };
      const [first, second] = await Promise.all(
        [a!, b!].map(({ id }) => listTexts(id, asked, { anonymous: true, limit: 99 })),
      );
      const words = (texts: typeof first) => texts!.map(({ text }) => text);
      expect(words(first).toSorted()).toEqual(words(second).toSorted());
      expect(words(first)).not.toEqual(words(second));
      expect(Object.keys(first![0]!).toSorted()).toEqual(["person", "text"]);
      const few = await listTexts(a!.id, asked, { anonymous: true, limit: 7 });
      expect(few).toEqual(first!.slice(0, 7));
      const byRow = Map.groupBy(await read().select().from(surveyAnswers), ({ responseId }) => responseId);
      const alone = [...byRow.values()].filter((row) => new Set(row.map(({ text }) => text)).size === 1);
      expect(alone.length).toBeLessThan(20);
    }),
  );

  it(
    "that waited as whole responses, from before each question had a pile of its own, are seen like the others",
    withWorld(async (world) => {
      const { community } = world;
      const people = await join(world, 5);
      const surveyId = await publish(world, template("nps"));
      const [nps] = await listQuestions(surveyId);
      await transact(async (tx) => {
        for (const choice of [1, 2, 3, 4]) {
          const id = `00000000-0000-4000-8000-00000000000${choice}`;
          const own = { communityId: community.id };
          await tx.insert(surveyResponses).values({ id, surveyId, memberId: null, at: null, month: "", ...own });
          await tx.insert(surveyAnswers).values({ responseId: id, questionId: nps!.id, choice, text: null, ...own });
        }
      });
      const asked = { surveyId, among: null };
      expect(await countResponses(asked)).toBe(0);
      await answer(world, surveyId, people[4]!, 10);
      expect(await countResponses(asked)).toBe(5);
      const marks = [...(await listTallies(asked)).get(nps!.id)!.counts.keys()];
      expect(marks.toSorted((x, y) => x - y)).toEqual([1, 2, 3, 4, 10]);
    }),
  );

  it(
    "carry no member, no actor and no time, in any table",
    withWorld(async (world) => {
      const people = await join(world, 7);
      const surveyId = await publish(world, template("nps"));
      for (const [i, memberId] of people.entries()) {
        world.travel(new Date(day(i + 1).getTime() + i * 12_345));
        await answer(world, surveyId, memberId, i, `text ${i}`);
      }
      const { responses, invitations, entries } = await everything(surveyId);
      expect(responses.every(({ memberId, at }) => memberId === null && at === null)).toBe(true);
      // Two people wait, and on other rows what they said.
      expect(responses.map(({ month }) => month).toSorted()).toEqual(["", "", "-", "-", ...Array(5).fill("2026-03")]);
      // Who answered is known; when is not: the claim repeats the time of the invitation, the same for all.
      expect(new Set(invitations.map(({ answeredAt }) => answeredAt?.getTime()))).toEqual(new Set([start.getTime()]));
      expect(new Set(invitations.map(({ invitedAt }) => invitedAt.getTime()))).toEqual(new Set([start.getTime()]));
      expect(entries).toHaveLength(5);
      for (const { memberId, actorId, at } of entries) {
        expect([memberId, actorId]).toEqual([null, null]);
        expect(at.getTime() % dayMs).toBe(0);
      }
      // Ids are random (version 4), not ordered by time like all others.
      expect(responses.every(({ id }) => id[14] === "4")).toBe(true);
      const ids = new Set([...people, ...people.map((id) => id.slice(0, 13))]);
      expect([...ids].some((id) => JSON.stringify([responses, entries]).includes(id))).toBe(false);
    }),
  );

  it(
    "lie in the table in an order that says nothing of who came first",
    withWorld(async (world) => {
      const people = await join(world, 60);
      const surveyId = await publish(world, template("nps"));
      for (const [i, memberId] of people.entries()) await answer(world, surveyId, memberId, i % 5);
      // The rows' place in the file, which a dump keeps. Within a group marks came as 0, 1, 2, 3, 4.
      const rows =
        engine === "postgres"
          ? await rawQuery<{ id: string }>("select id from survey_responses order by ctid")
          : await rawQuery<{ id: string }>("select id from survey_responses order by rowid");
      const answers = await read().select().from(surveyAnswers);
      const marks = rows.map(({ id }) => answers.find(({ responseId }) => responseId === id)!.choice);
      const groups = Array.from({ length: 12 }, (_, i) => marks.slice(i * 5, i * 5 + 5));
      for (const group of groups) expect(group.toSorted()).toEqual([0, 1, 2, 3, 4]);
      const firsts = groups.map((group) => group.indexOf(4));
      expect(new Set(firsts).size).toBeGreaterThan(1);
    }),
  );

  it(
    "all arrive, once each, when everybody answers twice at the same time",
    withWorld(async (world) => {
      const people = await join(world, 12);
      const surveyId = await publish(world, template("nps"));
      const sent = await Promise.allSettled(
        people.flatMap((memberId, i) => [1, 2].map(() => answer(world, surveyId, memberId, i % 11))),
      );
      expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(people.length);
      const { responses, answers, entries, invitations } = await everything(surveyId);
      expect(responses.filter(({ month }) => month === "")).toHaveLength(2);
      expect(responses.filter(({ month }) => month === "-")).toHaveLength(2);
      expect(answers.map(({ choice }) => choice).toSorted((a, b) => a - b)).toEqual(
        people.map((_, i) => i % 11).toSorted((a, b) => a - b),
      );
      expect(responses.filter(({ month }) => month > "0")).toHaveLength(10);
      expect(entries).toHaveLength(10);
      expect(invitations.filter(({ answeredAt }) => answeredAt)).toHaveLength(12);
    }),
  );
});

describe("who is asked", () => {
  it(
    "is every member but owner and admins, and only who is still here",
    withWorld(async (world) => {
      const { community } = world;
      const [member] = await join(world);
      const roles = [];
      for (const role of ["admin", "moderator", "guest"] as const)
        roles.push((await makeMember(community.id, { role })).memberId);
      await makeMember(community.id, { leftAt: start });
      const everybody = { communityId: community.id, audience: "everybody" as const };
      const audience = { ...everybody, segmentId: null, audienceRule: null };
      expect(await countAudience(audience, start)).toBe(3);
      expect(await countAudience({ ...audience, audience: "paying" }, start)).toBe(0);
      expect(await countAudience({ ...audience, audience: "segment", segmentId: "gone" }, start)).toBe(0);
      const surveyId = await publish(world, template("nps", { anonymous: false }));
      world.travel(day(2));
      expect(await cards(world, member!, day(2))).toBe(surveyId);
      expect(await inviteDue()).toBe(3);
      expect(await inviteDue()).toBe(0);
      const invited = await read().select().from(surveyInvitations);
      expect(invited.map(({ memberId }) => memberId).toSorted()).toEqual([member, roles[1], roles[2]].toSorted());
    }),
  );

  it(
    "on a day are those who reach it after the publication, by job and by page alike",
    withWorld(async (world) => {
      const [early] = await join(world);
      world.travel(day(31));
      const surveyId = await publish(world, template("day", { anonymous: false }));
      const [late] = await join(world);
      for (const [count, expected] of [
        [31, null],
        [60, null],
        [61, surveyId],
        [90, surveyId],
        [91, null],
      ] as const) {
        world.travel(day(count));
        expect([count, await cards(world, early!, day(count))]).toEqual([count, null]);
        expect([count, await cards(world, late!, day(count))]).toEqual([count, expected]);
      }
      world.travel(day(62));
      expect(await inviteDue()).toBe(1);
      expect(await read().select().from(surveyInvitations)).toMatchObject([{ memberId: late, invitedAt: day(61) }]);
    }),
  );

  it(
    "after a cancellation is whoever cancelled and did not think better of it",
    withWorld(async (world) => {
      const { community } = world;
      const surveyId = await publish(world, template("cancellation"));
      const [one, two, three, four] = await join(world, 4);
      const note = (verb: "subscription.cancelled" | "subscription.resumed", memberId: string, at: Date) =>
        transact((tx) =>
          record(tx, {
            communityId: community.id,
            verb,
            memberId,
            actorId: memberId,
            object: { kind: "subscription", id: memberId },
            at,
          }),
        );
      await note("subscription.cancelled", one!, day(1));
      await note("subscription.cancelled", two!, day(1));
      await note("subscription.resumed", two!, day(2));
      await note("subscription.cancelled", four!, day(1));
      await note("subscription.resumed", four!, day(2));
      await note("subscription.cancelled", four!, day(2.5));
      world.travel(day(3));
      expect(await cards(world, one!, day(3))).toBe(surveyId);
      expect(await cards(world, two!, day(3))).toBeNull();
      expect(await cards(world, three!, day(3))).toBeNull();
      expect(await cards(world, four!, day(3))).toBe(surveyId);
      expect(await inviteDue()).toBe(2);
      const invited = await read().select().from(surveyInvitations);
      expect(new Map(invited.map(({ memberId, invitedAt }) => [memberId, invitedAt]))).toEqual(
        new Map([
          [one, day(1)],
          [four, day(2.5)],
        ]),
      );
      expect(await cards(world, one!, day(32))).toBeNull();
    }),
  );

  it(
    "sees one card at a time, none after putting it away, and can still answer from the list",
    withWorld(async (world) => {
      const { community } = world;
      const [memberId] = await join(world);
      const first = await publish(world, template("nps", { anonymous: false }));
      world.travel(day(1));
      const second = await publish(world, template("wishes"));
      world.travel(day(2));
      expect(await cards(world, memberId!, day(2))).toBe(first);
      const own = { communityId: community.id, memberId: memberId!, since: start };
      await transact((tx) => dismissSurvey(tx, { ...own, surveyId: first }));
      expect(await cards(world, memberId!, day(2))).toBe(second);
      await transact((tx) => dismissSurvey(tx, { ...own, surveyId: second }));
      expect(await cards(world, memberId!, day(2))).toBeNull();
      const asked = await listAsked({ communityId: community.id, memberId: memberId!, joinedAt: start }, day(2));
      expect(asked.map(({ survey }) => survey.id).toSorted()).toEqual([first, second].toSorted());
      await transact((tx) =>
        archiveSurvey(tx, { communityId: community.id, surveyId: first, actorId: community.ownerId }),
      );
      expect(await listAsked({ communityId: community.id, memberId: memberId!, joinedAt: start }, day(2))).toHaveLength(
        1,
      );
    }),
  );
});

describe("a segment", () => {
  const moderators = async ({ community }: World) => {
    const id = newId();
    const own = { communityId: community.id, createdBy: community.ownerId, createdAt: start, updatedAt: start };
    const rule = { field: "role", is: "is", value: "moderator" };
    await transact((tx) => tx.insert(segments).values({ id, name: "Moderators", rule, ...own }));
    return { id, rule };
  };

  it(
    "is who a survey asks, and whose answers can be seen apart where they have names",
    withWorld(async (world) => {
      const { community } = world;
      const [plain] = await join(world);
      const userId = await makePerson("Moderator");
      const moderator = await transact(async (tx) => {
        const memberId = await joinCommunity(tx, { communityId: community.id, userId, reason: "free" });
        await changeRole(tx, { communityId: community.id, memberId, role: "moderator", actorId: community.ownerId });
        return memberId;
      });
      await rebuildAll();
      const { id: segmentId, rule } = await moderators(world);
      const aimed = await publish(world, template("nps", { anonymous: false, audience: "segment", segmentId }));
      world.travel(day(2));
      expect(await cards(world, plain!, day(2))).toBeNull();
      expect(await cards(world, moderator, day(2))).toBe(aimed);
      expect(await inviteDue()).toBe(1);
      const open = await publish(world, template("nps", { anonymous: false }));
      await answer(world, open, plain!, 2);
      await answer(world, open, moderator, 10);
      const asked = { surveyId: open, among: amongSelected(membersWhere(community.id, rule, day(2), zone)) };
      const [nps] = await listQuestions(open);
      expect([...(await listTallies(asked)).get(nps!.id)!.counts]).toEqual([[10, 1]]);
      expect(await countResponses(asked)).toBe(1);
      expect(await listNamedResponses(asked)).toHaveLength(1);
    }),
  );

  it(
    "is asked by the rule it had when the survey was published, whatever becomes of the segment",
    withWorld(async (world) => {
      const { community } = world;
      const joined = async (name: string) => {
        const userId = await makePerson(name);
        return transact((tx) => joinCommunity(tx, { communityId: community.id, userId, reason: "free" }));
      };
      const plain = [await joined("One"), await joined("Two")];
      const moderator = await joined("Moderator");
      const role = { role: "moderator" as const, actorId: community.ownerId };
      await transact((tx) => changeRole(tx, { communityId: community.id, memberId: moderator, ...role }));
      await rebuildAll();
      const { id: segmentId, rule } = await moderators(world);
      const draft = template("nps", { anonymous: false, audience: "segment", segmentId });
      const surveyId = await publish(world, draft);
      expect((await findSurvey(community.id, surveyId))!.audienceRule).toEqual(rule);
      const others = { field: "role" as const, is: "is" as const, value: "member" as const };
      const change = { communityId: community.id, id: segmentId, name: "Moderators", actorId: community.ownerId };
      await transact((tx) => saveSegment(tx, { ...change, rule: others }));

      world.travel(day(2));
      const survey = (await findSurvey(community.id, surveyId))!;
      expect(await countAudience(survey, day(2))).toBe(1);
      expect(await isInAudience(survey, moderator, day(2))).toBe(true);
      for (const memberId of plain) expect(await cards(world, memberId, day(2))).toBeNull();
      expect(await inviteDue()).toBe(1);
      expect(await read().select().from(surveyInvitations)).toMatchObject([{ memberId: moderator }]);
      // A draft, and what was published before rules were kept, goes by the segment as it is.
      expect(await countAudience({ ...survey, audienceRule: null }, day(2))).toBe(2);
      expect(await isInAudience({ ...survey, audienceRule: null }, plain[0]!, day(2))).toBe(true);
    }),
  );

  it(
    "of fewer than five is not asked without names, and never narrows what has none",
    withWorld(async (world) => {
      const { community } = world;
      const people = await join(world, 6);
      await makeMember(community.id, { role: "moderator" });
      const { id: segmentId, rule } = await moderators(world);
      await expect(publish(world, template("nps", { audience: "segment", segmentId }))).rejects.toThrow(
        "survey-incomplete",
      );
      const surveyId = await publish(world, template("nps"));
      for (const memberId of people) await answer(world, surveyId, memberId, 7);
      const among = amongSelected(membersWhere(community.id, rule, day(0), zone));
      expect(await countResponses({ surveyId, among })).toBe(0);
    }),
  );
});

describe("letters about a survey", () => {
  const confirm = () => transact((tx) => tx.update(users).set({ emailVerifiedAt: start, locale: "zh-CN" }));

  it(
    "go out once to each who is asked, in their language, and not to who wants none",
    withWorld(async (world) => {
      const { community } = world;
      const [, two, three] = await join(world, 3);
      await confirm();
      const surveyId = await publish(world, template("nps", { anonymous: false, mails: true }));
      const refusal = { communityId: community.id, memberId: two! };
      await transact((tx) => tx.insert(letterRefusals).values({ ...refusal, refusedAt: start }));
      await answer(world, surveyId, three!, 9);
      world.travel(day(2));
      await inviteDue();
      expect(await postSurveyLetters()).toBe(1);
      expect(await postSurveyLetters()).toBe(0);
      const [mail, ...others] = await listStoredMails();
      expect(others).toEqual([]);
      expect(mail!.text).toContain(`/c/guild/surveys/${surveyId}`);
      expect(mail!.text).toContain("你收到这封邮件");
      await transact((tx) => tx.delete(letterRefusals).where(eq(letterRefusals.memberId, two!)));
      expect(await postSurveyLetters()).toBe(1);
    }),
  );

  it(
    "are not sent where the owner did not ask for them",
    withWorld(async (world) => {
      await join(world, 2);
      await confirm();
      await publish(world, template("nps", { anonymous: false }));
      world.travel(day(2));
      await inviteDue();
      expect(await postSurveyLetters()).toBe(0);
    }),
  );
});

describe("deleting", () => {
  it(
    "a survey's rows go with their community",
    withWorld(async (world) => {
      const people = await join(world, 5);
      const surveyId = await publish(world, template("nps"));
      for (const memberId of people) await answer(world, surveyId, memberId, 5);
      await transact((tx) => tx.delete(surveys).where(eq(surveys.id, surveyId)));
      for (const table of [surveyQuestions, surveyInvitations, surveyResponses, surveyAnswers])
        expect(await read().select().from(table)).toEqual([]);
    }),
  );
});
