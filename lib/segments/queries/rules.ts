import "server-only";
import { and, eq, lte, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { read } from "@/db/client";
import { memberPeriods, memberSpans } from "@/db/schema/analytics";
import { type Condition, conditionsOf, type Rule } from "../schema";
import { contributorFrom, lateForDays, regularFrom, stageDays } from "../stages";
import { type DayWindow, windowOf } from "../windows";
import * as activities from "./activity-facts";
import * as facts from "./facts";

/** Which community is asked about, of which moment, in whose days. */
export interface Question extends facts.Moment {
  zone: string;
}

/** A derived table of facts.ts: one row per member it knows something of. */
type Derived = SQLWrapper & { memberId: SQLWrapper; value: SQLWrapper };
interface Joined<Table extends Derived = Derived> {
  of: Table;
  /** True in SQL for members the table has a row of. */
  isThere: SQL;
}

/**
 * The members a rule holds for, as one statement: everybody who had joined by then, with what is known of them joined
 * to the side, once for each fact however many conditions ask for it. Every value is a parameter.
 */
export function selectMembers(question: Question, rule: Rule): SQL {
  const sides = makeSides(question);
  const holds = compile(rule, sides);
  const where = and(everJoined(question), holds);
  return sql`select ${memberSpans.memberId} from ${memberSpans}${sides.joins()} where ${where}`;
}

/** Their ids in order, at most `limit` of those after `after`; or only whether `only` is one of them. */
export async function membersOf(
  question: Question,
  rule: Rule,
  { after = "", only, limit }: { after?: string; only?: string; limit: number },
): Promise<string[]> {
  const found = sql`(${selectMembers({ ...question, only }, rule)}) as found`;
  const rows = await read()
    .select({ id: sql<string>`member_id` })
    .from(found)
    .where(sql`member_id > ${after}`)
    .orderBy(sql`member_id`)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * SQLite joins at most 64 tables in one statement. A condition asks for two facts at the most, so that a rule of thirty
 * stays below that; several rules share a statement only while they need few.
 */
const mostSides = 20;

/** How many members each of the rules holds for: as many rules in one pass as their facts allow. */
export async function countsOf(question: Question, rules: readonly Rule[]): Promise<number[]> {
  const counts: number[] = [];
  let sides = makeSides(question);
  let sums: SQL[] = [];
  const pass = async () => {
    if (sums.length > 0) counts.push(...(await countPass(question, sides, sums)));
    [sides, sums] = [makeSides(question), []];
  };
  for (const rule of rules) {
    if (sums.length > 0 && sides.size() + 2 * conditionsOf(rule).length > mostSides) await pass();
    sums.push(sql`coalesce(sum(case when ${compile(rule, sides)} then 1 else 0 end), 0)`);
  }
  await pass();
  return counts;
}

async function countPass(question: Question, sides: Sides, sums: SQL[]): Promise<number[]> {
  const columns = Object.fromEntries(sums.map((sum, nth) => [`n${nth}`, sum.mapWith(Number)]));
  const [row] = await read().select(columns).from(sql`${memberSpans}${sides.joins()}`).where(everJoined(question));
  return sums.map((_, nth) => Number(row![`n${nth}`]));
}

/** First memberships that had begun by then: one row for everybody who was ever a member. */
const everJoined = ({ communityId, asOf, only }: Question) =>
  and(
    eq(memberSpans.communityId, communityId),
    facts.about(only, memberSpans.memberId),
    eq(memberSpans.scope, "member"),
    eq(memberSpans.ordinal, 0),
    lte(memberSpans.startsAt, asOf),
  );

type Sides = ReturnType<typeof makeSides>;

function makeSides(question: Question) {
  const known = new Map<string, Joined>();
  const joins: SQL[] = [];
  return {
    question,
    windowOf: (days: number) => windowOf(days, question.asOf, question.zone),
    joins: () => sql.join(joins),
    size: () => joins.length,
    /** The derived table of that key, joined when it is asked for first. */
    side<Table extends Derived>(key: string, make: (name: string) => Table): Joined<Table> {
      const before = known.get(key);
      // A key always stands for the same table.
      if (before) return before as Joined<Table>;
      const derived = make(`f${known.size}`);
      joins.push(sql` left join ${derived} on ${derived.memberId} = ${memberSpans.memberId}`);
      const joined = { of: derived, isThere: sql`${derived.memberId} is not null` };
      known.set(key, joined);
      return joined;
    },
  };
}

function compile(rule: Rule, sides: Sides): SQL {
  if ("all" in rule)
    return sql`(${sql.join(
      rule.all.map((one) => compile(one, sides)),
      sql` and `,
    )})`;
  if ("any" in rule)
    return sql`(${sql.join(
      rule.any.map((one) => compile(one, sides)),
      sql` or `,
    )})`;
  return sql`(${test(rule, sides)})`;
}

const not = (test: SQL) => sql`not (${test})`;
const isOrNot = ({ is }: { is: string }, test: SQL) => (is.startsWith("not-") || is === "is-not" ? not(test) : test);
const either = (...tests: Joined[]) =>
  sql`(${sql.join(
    tests.map(({ isThere }) => isThere),
    sql` or `,
  )})`;

/** One condition. Never null in SQL: what is not known of a member is 0, or not so. */
function test(condition: Condition, sides: Sides): SQL {
  switch (condition.field) {
    case "membership":
      return isOrNot(condition, standing(condition.value, sides));
    case "stage":
      return isOrNot(condition, sql`${stage(sides)} = ${condition.value}`);
    case "plan":
      return isOrNot(condition, plan(condition.value, sides));
    case "term": {
      const { value } = condition;
      const what = eq(memberPeriods.interval, value);
      return isOrNot(
        condition,
        sides.side(`term ${value}`, (name) => facts.runningPeriods(sides.question, what, name)).isThere,
      );
    }
    case "joined": {
      const { from } = sides.windowOf(condition.value);
      return condition.is === "within"
        ? sql`${memberSpans.startsAt} >= ${from.getTime()}`
        : sql`${memberSpans.startsAt} < ${from.getTime()}`;
    }
    case "member-for": {
      const { isThere, of } = running(sides);
      return sql`${isThere} and ${of.value} < ${sides.windowOf(condition.value).from.getTime()}`;
    }
    case "interactions":
      return compared(condition, activity("interactions", sides.windowOf(condition.days), sides));
    case "wrote":
      return isOrNot(condition, sql`${activity("written", sides.windowOf(condition.value), sides)} > 0`);
    case "seen":
      return isOrNot(condition, seen(condition.value, sides));
    case "reads":
      return compared(condition, firstReads(null, condition.days, sides));
    case "topic":
      return isOrNot(condition, topic(condition, sides));
    case "unanswered":
      return isOrNot(
        condition,
        sides.side("unanswered", (name) => activities.waitingQuestions(sides.question, name)).isThere,
      );
    case "payment-failed": {
      const days = condition.value;
      const failed = (name: string) => facts.failedRenewals(sides.question, sides.windowOf(days), name);
      return isOrNot(condition, sides.side(`failed ${days}`, failed).isThere);
    }
    default:
      return isOrNot(condition, trait(condition, sides));
  }
}

/** What somebody is rather than does. */
function trait(
  condition: Extract<Condition, { field: "role" | "risk" | "channel" | "source" | "language" | "region" }>,
  { side, question }: Sides,
): SQL {
  const { field, value } = condition;
  switch (field) {
    case "role":
      return sql`coalesce(${side("role", (name) => facts.rolesThen(question, name)).of.value}, '') = ${value}`;
    case "risk":
      return sql`coalesce(${side("risk", (name) => facts.bands(question, name)).of.value}, '') = ${value}`;
    case "channel":
      return sql`coalesce(${side("channel", (name) => facts.firstTouches(question, "firstChannel", name)).of.value}, 'unknown') = ${value}`;
    case "source":
      return sql`lower(coalesce(${side("source", (name) => facts.firstTouches(question, "firstSource", name)).of.value}, '')) = ${value.toLowerCase()}`;
    case "language":
      return sql`coalesce(${side("locale", (name) => facts.chosenLocales(question, name)).of.value}, 'none') = ${value}`;
    case "region":
      return sql`coalesce(${side("locale", (name) => facts.chosenLocales(question, name)).of.value}, '') like ${`%-${value}`}`;
  }
}

function standing(value: Extract<Condition, { field: "membership" }>["value"], sides: Sides): SQL {
  const { side, question } = sides;
  const paying = () => side("paying", (name) => facts.runningSpans(question, "paying", name));
  const everPaid = () => side("paid", (name) => facts.firstPaying(question, name));
  switch (value) {
    case "member":
      return running(sides).isThere;
    case "left":
      return not(running(sides).isThere);
    case "paying":
      return paying().isThere;
    case "never-paid":
      return not(
        either(
          everPaid(),
          side("orders", (name) => facts.paidOrders(question, name)),
        ),
      );
    case "lapsed":
      return sql`${everPaid().isThere} and ${not(paying().isThere)}`;
    case "late":
      return side("late", (name) => facts.latePayers(question, sides.windowOf(lateForDays).from, name)).isThere;
    case "trial":
      return sql`coalesce(${side("trial", (name) => facts.runningTrials(question, name)).of.value}, 0) > 0`;
    case "pass":
      return side("pass", (name) => facts.runningPasses(question, null, name)).isThere;
  }
}

const running = ({ side, question }: Sides) => side("running", (name) => facts.runningSpans(question, "member", name));

function plan(productId: string, { side, question }: Sides): SQL {
  const what = eq(memberPeriods.productId, productId);
  return either(
    side(`plan ${productId}`, (name) => facts.runningPeriods(question, what, name)),
    side(`pass ${productId}`, (name) => facts.runningPasses(question, productId, name)),
  );
}

/** How much was done in a window: all interactions, or those in which something was written. */
function activity(what: "interactions" | "written", window: DayWindow, { side, question }: Sides): SQL {
  const key = `activity ${window.firstDay}`;
  const { of } = side(key, (name) => activities.activity(question, window, name));
  return sql`coalesce(${what === "written" ? of.written : of.value}, 0)`;
}

/** Here on a day of the window, or at least heard of: who reads without our script is known by what they do. */
function seen(days: number, sides: Sides): SQL {
  const window = sides.windowOf(days);
  const last = sides.side("seen", (name) => activities.lastPresence(sides.question, window, name));
  return sql`(coalesce(${last.of.value}, '') >= ${window.firstDay} or ${activity("interactions", window, sides)} > 0)`;
}

function firstReads(topicId: string | null, days: number, { side, question, windowOf }: Sides): SQL {
  const make = (name: string) => activities.firstReads(question, topicId, windowOf(days), name);
  return sql`coalesce(${side(`reads ${topicId} ${days}`, make).of.value}, 0)`;
}

function topic({ is, value, days }: Extract<Condition, { field: "topic" }>, sides: Sides): SQL {
  if (is.endsWith("read")) return sql`${firstReads(value, days, sides)} > 0`;
  const { side, question, windowOf } = sides;
  return either(
    side(`posts ${value} ${days}`, (name) => activities.topicPosts(question, value, windowOf(days), name)),
    side(`comments ${value} ${days}`, (name) => activities.topicComments(question, value, windowOf(days), name)),
  );
}

/** The stage of stages.ts, in SQL. */
function stage(sides: Sides): SQL {
  const window = sides.windowOf(stageDays);
  const { isThere, of } = running(sides);
  const interactions = activity("interactions", window, sides);
  return sql`(case when ${not(isThere)} then 'lapsed'
    when ${activity("written", window, sides)} >= ${contributorFrom} then 'contributor'
    when ${interactions} >= ${regularFrom} then 'regular'
    when ${interactions} > 0 then 'activated'
    when ${of.value} >= ${window.from.getTime()} then 'new'
    when ${seen(stageDays, sides)} then 'activated'
    else 'at-risk' end)`;
}

const compared = ({ is, value }: { is: "at-least" | "at-most"; value: number }, amount: SQL) =>
  is === "at-least" ? sql`${amount} >= ${value}` : sql`${amount} <= ${value}`;
