import { Check, X } from "@/components/ui/icons";
import type { Words } from "@/lib/i18n/words";
import type { Verdict } from "@/lib/segments/evaluate";
import type { Rule } from "@/lib/segments/schema";
import { conditionText, foundText, type Names } from "./segment-words";

/** A rule in sentences, groups as lists in lists. */
export function RuleList({ rule, names, words }: { rule: Rule; names: Names; words: Words }) {
  if (!("all" in rule || "any" in rule)) return <p>{conditionText(rule, names, words)}</p>;
  const [items, label] = "all" in rule ? [rule.all, words.t("segments.allOf")] : [rule.any, words.t("segments.anyOf")];
  return (
    <div>
      {items.length > 1 ? <p className="text-sm text-ink-3">{label}</p> : null}
      <ul className="ml-5 list-disc">
        {items.map((item) => (
          <li key={JSON.stringify(item)}>
            <RuleList rule={item} names={names} words={words} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The shortest way to say a rule: its conditions one after another. */
export function ruleSummary(rule: Rule, names: Names, words: Words): string {
  if (!("all" in rule || "any" in rule)) return conditionText(rule, names, words);
  const [items, mode] = "all" in rule ? [rule.all, "all" as const] : [rule.any, "any" as const];
  const parts = items.map((item) => {
    const text = ruleSummary(item, names, words);
    const isGroup = "all" in item || "any" in item;
    return isGroup && items.length > 1 ? words.t("segments.join.nested", { text }) : text;
  });
  return parts.join(words.t(`segments.join.${mode}`));
}

interface VerdictListProps {
  verdict: Verdict;
  names: Names;
  words: Words;
  asOf: Date;
  zone: string;
}

/** The same rule judged for one member: what holds, what does not, and what they have instead. */
export function VerdictList({ verdict, ...rest }: VerdictListProps) {
  const { names, words, asOf, zone } = rest;
  const { t } = words;
  if ("condition" in verdict) {
    const { condition, found, holds } = verdict;
    return (
      <div className="flex gap-2 py-1">
        <Sign holds={holds} words={words} />
        <div className="min-w-0">
          <p>{conditionText(condition, names, words)}</p>
          <p className="num text-sm text-ink-2">{foundText(condition, found, { names, words, asOf, zone })}</p>
        </div>
      </div>
    );
  }
  const isAll = "all" in verdict;
  const items = isAll ? verdict.all : verdict.any;
  return (
    <div className="py-1">
      <div className="flex gap-2">
        <Sign holds={verdict.holds} words={words} />
        <p>{t(isAll ? "segments.allOf" : "segments.anyOf")}</p>
      </div>
      <ul className="ml-2 border-l border-line pl-4">
        {items.map((item) => (
          <li key={JSON.stringify(item)}>
            <VerdictList verdict={item} {...rest} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Sign({ holds, words: { t } }: { holds: boolean; words: Words }) {
  return (
    <>
      {holds ? (
        <Check className="mt-1 size-4 flex-none text-success" />
      ) : (
        <X className="mt-1 size-4 flex-none text-ink-3" />
      )}
      <span className="sr-only">{t(holds ? "segments.explain.holds" : "segments.explain.fails")} </span>
    </>
  );
}
