import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import type { RiskyMember } from "@/lib/analytics/types";
import type { Words } from "@/lib/i18n/words";
import { reasonText } from "@/lib/outreach/reason-words";
import { riskReasons, type ScoredReason } from "@/lib/outreach/risk-score";
import type { CardProps } from "./chart-card";
import { moneyText } from "./figures";

/** The members who stand out as likely to leave, each with the reasons their points came from. */
export function RiskCard({ slug, growth: { risk, currency }, words }: CardProps) {
  const { t } = words;
  if (!risk) return null;
  const { members, monthlyAmount, first } = risk;
  const subtitle =
    monthlyAmount > 0
      ? t("growth.risk.subtitleMoney", { n: members, amount: moneyText(monthlyAmount, currency, words) })
      : t("growth.risk.subtitle", { n: members });
  return (
    <section id="risk" className="card min-w-0 scroll-mt-18 p-4 md:p-5" aria-labelledby="risk-title">
      <h2 id="risk-title" className="text-md">
        {t("growth.risk.title")}
      </h2>
      {members === 0 ? (
        <p className="mt-1 text-ink-2">{t("growth.risk.empty")}</p>
      ) : (
        <>
          <p className="mt-0.5 text-sm text-ink-2">{subtitle}</p>
          <ul className="hair mt-3">
            {first.map((member) => (
              <Risky key={member.person.id} member={member} slug={slug} words={words} />
            ))}
          </ul>
          <p className="mt-3 border-t border-line pt-3 text-sm">
            <Link className="link" href={`/c/${slug}/manage/at-risk`}>
              {t("growth.risk.all")}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

/** Reasons we have words for; a score of an older version may know others. */
const isKnown = (reason: RiskyMember["reasons"][number]): reason is ScoredReason =>
  riskReasons.some((known) => known === reason.reason);

/** Enough reasons to know why; the list has all. */
const reasonsShown = 2;

function Risky({ member, slug, words }: { member: RiskyMember; slug: string; words: Words }) {
  const { person, plan, points, reasons } = member;
  const strongest = reasons
    .filter(isKnown)
    .sort((a, b) => b.points - a.points)
    .slice(0, reasonsShown);
  return (
    <li className="flex gap-3 py-2.5">
      <Avatar id={person.id} name={person.name} size={32} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link className="font-medium" href={`/c/${slug}/members/${person.handle}`}>
            {person.name}
          </Link>
          {plan ? <span className="text-xs text-ink-3">{plan}</span> : null}
          <span className="num ml-auto text-xs text-ink-3">{words.t("growth.risk.points", { n: points })}</span>
        </p>
        <p className="text-sm text-ink-2">
          {strongest.map((reason) => reasonText(reason, words)).join(words.t("growth.risk.and"))}
        </p>
      </div>
    </li>
  );
}
