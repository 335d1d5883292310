import { transact } from "@/db/client";
import { findMembership } from "@/lib/access/queries";
import { inviteDue } from "@/lib/feedback/ask-members";
import { answerSurvey } from "@/lib/feedback/commands/answers";
import { createSurvey, publishSurvey } from "@/lib/feedback/commands/surveys";
import { markOf } from "@/lib/feedback/drafts";
import { listAsked } from "@/lib/feedback/queries/asked";
import { listQuestions } from "@/lib/feedback/queries/surveys";
import { templateDraft } from "@/lib/feedback/templates";
import type { GivenAnswer, SurveyQuestion } from "@/lib/feedback/types";
import type { Locale } from "@/lib/i18n/locales";
import { wordsFor } from "@/lib/i18n/words";
import { dayMs, now } from "@/lib/platform/clock";
import { Dice } from "./random";
import type { Person, Stage } from "./stage";

/** For how long the survey about the first month has been running, and how often somebody looks who answers. */
const runningDays = 210;
const lookDays = 6;

/**
 * The owner asks everybody after their first month, without names; most answer. With dice of its own: the rest of the
 * story is the same with and without it.
 */
export function planAsking(stage: Stage): void {
  const dice = new Dice(20_280_101 + stage.script.members);
  const began = stage.end.getTime() - runningDays * dayMs;
  stage.agenda.plan(new Date(began), async () => {
    const surveyId = await ask(stage);
    const done = new Set(stage.people.map(({ memberId }) => memberId));
    const texts = dice.shuffled(wishes[stage.script.locale]);
    for (let days = lookDays; days < runningDays; days += lookDays)
      stage.agenda.plan(new Date(began + days * dayMs), () => hear(stage, dice, { surveyId, done, texts }));
  });
}

async function ask(stage: Stage): Promise<string> {
  const { zone, locale } = stage.script;
  const deed = { communityId: stage.communityId, actorId: stage.staff.get("owner")!.memberId, zone };
  const draft = templateDraft("day", wordsFor(locale), now(), zone);
  return transact(async (tx) => {
    const surveyId = await createSurvey(tx, { ...deed, draft });
    await publishSurvey(tx, { ...deed, surveyId, seen: markOf(draft) });
    return surveyId;
  });
}

interface Hearing {
  surveyId: string;
  /** Who has answered, will not, or was here long before. */
  done: Set<string>;
  /** What has not been said yet. */
  texts: string[];
}

async function hear(stage: Stage, dice: Dice, { surveyId, done, texts }: Hearing): Promise<void> {
  const { communityId } = stage;
  await inviteDue(communityId);
  for (const person of stage.people) {
    if (done.has(person.memberId)) continue;
    const membership = await findMembership(communityId, person.userId);
    const asked = membership ? await listAsked({ communityId, ...membership }, now()) : [];
    const found = asked.find(({ survey, answered }) => survey.id === surveyId && !answered);
    if (!found) continue;
    done.add(person.memberId);
    if (!dice.chance(0.72)) continue;
    const answers = answersOf(await listQuestions(surveyId), person, dice, texts);
    const { survey, since } = found;
    const { zone } = stage.script;
    await transact((tx) => answerSurvey(tx, { survey, zone, memberId: person.memberId, askedSince: since, answers }));
  }
}

const marks = [2, 5, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10];

function answersOf(questions: readonly SurveyQuestion[], person: Person, dice: Dice, texts: string[]): GivenAnswer[] {
  const [likely, came, found, missing] = questions;
  const mark = dice.pick(person.energy > 1 ? marks.slice(5) : marks);
  const answers: GivenAnswer[] = [
    { questionId: likely!.id, choice: mark, text: null },
    { questionId: came!.id, choice: dice.pick([0, 0, 0, 1, 1, 2, 3]), text: null },
    { questionId: found!.id, choice: Math.max(1, Math.min(5, Math.round(mark / 2) + dice.whole(-1, 0))), text: null },
  ];
  const text = dice.chance(0.3) ? texts.pop() : undefined;
  if (text) answers.push({ questionId: missing!.id, choice: 0, text });
  return answers;
}

const wishes: Record<Locale, string[]> = {
  en: [
    "A list of what to read first. I found the best thread by accident.",
    "More plans from systems that are smaller than yours.",
    "Nothing. Keep the numbers in the tutorials.",
    "Times that suit Europe for anything live.",
    "I would like to see what did not work, not only what did.",
    "Exercises with a database I can download.",
    "Shorter posts between the long ones.",
    "The search finds titles, I would like it to find my own comments too.",
    "Somebody to compare notes with who runs the same version.",
    "What you would do differently a year later.",
  ],
  "zh-CN": [
    "希望有一份阅读顺序，我是翻了很久才找到适合自己的那篇。",
    "多一些小项目的例子，大项目的代码有点跟不上。",
    "没有，继续把错误的尝试也写出来就好。",
    "练习题如果有参考答案就更好了。",
    "希望每篇注明需要多长时间。",
    "想看到更多关于调试过程的记录。",
    "长文之间穿插一些短的。",
    "希望能按难度筛选教程。",
    "想认识几个进度差不多的人。",
    "写完一年之后再回头看，会怎么改？",
  ],
};
