import { shortDate } from "@/components/ui/relative-time";
import type { Words } from "@/lib/i18n/words";
import type { Found } from "@/lib/segments/evaluate";
import { type Field, type FieldShape, fieldNames, fields } from "@/lib/segments/fields";
import type { Condition } from "@/lib/segments/schema";

/** Names of the plans and topics rules may name. */
export interface Names {
  plans: readonly { id: string; name: string }[];
  topics: readonly { id: string; name: string }[];
}

type ValueKey = "segments.value.membership.member";
type SaysKey = "segments.says.seen.within";

/** A value of a field as people read it. */
export function valueText(field: Field, value: string, { plans, topics }: Names, { t, locale }: Words): string {
  switch (field) {
    case "plan":
      return plans.find(({ id }) => id === value)?.name ?? t("segments.value.unknownPlan");
    case "topic":
      return topics.find(({ id }) => id === value)?.name ?? t("segments.value.unknownTopic");
    case "role":
      return t(`common.role.${value}` as "common.role.owner");
    case "region":
      return new Intl.DisplayNames([locale], { type: "region", fallback: "code" }).of(value) ?? value;
    case "source":
      return value;
    default:
      return t(`segments.value.${field}.${value}` as ValueKey);
  }
}

const saysOf: Partial<Record<Field, string>> = { "member-for": "memberFor", "payment-failed": "paymentFailed" };

/** A condition as a sentence: "Took part at least 5 times in the last 30 days". */
export function conditionText(condition: Condition, names: Names, words: Words): string {
  const { field, is, value } = condition;
  const says = `segments.says.${saysOf[field] ?? field}`;
  if (field === "member-for") return words.t(says as "segments.says.memberFor", { value: condition.value });
  if (field === "topic") {
    const topic = valueText(field, condition.value, names, words);
    return words.t(`${says}.${is}` as "segments.says.topic.wrote", { value: topic, days: condition.days });
  }
  const shape: FieldShape = fields[field];
  if (shape.value === "days" || shape.value === "times" || field === "unanswered") {
    const days = "days" in condition ? condition.days : 0;
    return words.t(`${says}.${is}` as SaysKey, { value: Number(value), days } as { value: number });
  }
  const sentence = is === "is" ? "segments.says.is" : "segments.says.is-not";
  const label = words.t(`segments.field.${field}`);
  return words.t(sentence, { field: label, value: valueText(field, String(value), names, words) });
}

const counted: Partial<Record<Field, "questions" | "reads" | "failures">> = {
  unanswered: "questions",
  reads: "reads",
  "payment-failed": "failures",
};

/** What a member has of the thing a condition asks about: "3 times". */
export function foundText(
  { field }: Condition,
  found: Found,
  { names, words, asOf, zone }: { names: Names; words: Words; asOf: Date; zone: string },
): string {
  const { t, locale } = words;
  const date = (at: Date) => shortDate(at, asOf, locale, zone);
  switch (found.kind) {
    case "count":
      return t(`segments.found.${counted[field] ?? "times"}`, { count: found.count });
    case "date":
      if (field === "member-for")
        return found.at ? t("segments.found.since", { date: date(found.at) }) : t("segments.found.notMember");
      return found.at ? t("segments.found.joined", { date: date(found.at) }) : t("segments.found.neverJoined");
    case "day":
      // A day has no hour: noon of it is the same day in every zone a community can be in.
      return found.day
        ? t("segments.found.seen", { date: shortDate(new Date(`${found.day}T12:00:00Z`), asOf, locale, "UTC") })
        : t("segments.found.notSeen");
    case "values": {
      const values = found.values.map((value) => valueText(field, value, names, words));
      if (values.length === 0) return t("segments.found.nothing");
      return t("segments.found.is", { values: words.format.list(values) });
    }
  }
}

export interface Option {
  value: string;
  label: string;
}

/** One field as the editor offers it, in finished words. */
export interface EditorField extends Option {
  comparisons: Option[];
  /** `only` is a value there is nothing to choose about. */
  control: { kind: "only"; value: string } | { kind: "list"; options: Option[] } | { kind: "number" | "text" };
  /** Stands behind the value. */
  unit?: string;
  /** Stands behind the number of days, when the field has one besides its value. */
  daysUnit?: string;
}

/** Everything the editor can ask about. */
export function editorFields(names: Names, words: Words): EditorField[] {
  return fieldNames.map((field) => {
    const shape: FieldShape = fields[field];
    return {
      value: field,
      label: words.t(`segments.field.${field}`),
      comparisons: shape.comparisons.map((is) => ({ value: is, label: comparisonText(field, is, words) })),
      control: controlOf(field, shape, names, words),
      ...unitsOf(field, shape, words),
    };
  });
}

function comparisonText(field: Field, is: string, { t }: Words): string {
  if (field === "unanswered") return t(is === "is" ? "segments.compare.yes" : "segments.compare.no");
  return t(`segments.compare.${is}` as "segments.compare.is");
}

function controlOf(field: Field, { value, choices }: FieldShape, names: Names, words: Words): EditorField["control"] {
  if (choices?.length === 1) return { kind: "only", value: choices[0] };
  if (choices) {
    return {
      kind: "list",
      options: choices.map((choice) => ({ value: choice, label: valueText(field, choice, names, words) })),
    };
  }
  if (value === "plan" || value === "topic") {
    const named = value === "plan" ? names.plans : names.topics;
    const nothing = {
      value: "",
      label: words.t(named.length > 0 ? "segments.form.choose" : "segments.form.noneToChoose"),
    };
    return { kind: "list", options: [nothing, ...named.map(({ id, name }) => ({ value: id, label: name }))] };
  }
  return { kind: value === "days" || value === "times" ? "number" : "text" };
}

function unitsOf(field: Field, { value, hasDays }: FieldShape, { t }: Words): Pick<EditorField, "unit" | "daysUnit"> {
  const days = t("segments.unit.days");
  if (!hasDays) return value === "days" ? { unit: days } : {};
  const unit = field === "topic" ? "inTheLast" : field === "reads" ? "postsInTheLast" : "timesInTheLast";
  return { unit: t(`segments.unit.${unit}`), daysUnit: days };
}
