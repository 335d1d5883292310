import { priceText } from "@/components/communities/plan-price";
import { Badge } from "@/components/ui/badge";
import { Check, CircleCheck, CircleX, X } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { exactTime } from "@/components/ui/relative-time";
import { sentences } from "@/components/ui/sentences";
import type { Explanation, Rule, Step } from "@/lib/access/explain";
import type { Reason, Via, Viewer } from "@/lib/access/types";
import { type Entitlement, paymentBehind, type SourcePayment } from "@/lib/billing/entitlement";
import type { BundleOffer, Plan, SinglePrice } from "@/lib/billing/types";
import type { Community } from "@/lib/communities/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import type { Post } from "@/lib/posts/types";
import { sourceText } from "./entitlement-words";

export interface ExplainedPostProps {
  community: Community;
  viewer: Viewer;
  member: { name: string };
  post: Post;
  told: Explanation;
  entitlements: readonly Entitlement[];
  payments: ReadonlyMap<string, readonly SourcePayment[]>;
  /** The name of the plan the post is for. */
  planName: string | null;
  offer: { plan: Plan | null; single: SinglePrice | null; bundle: BundleOffer | null } | null;
  /** What the server's own clock says, when the story's is another. */
  wall: Date;
  words: Words;
}

/** The verdict, the rules in their order with the grant and the payment behind the one that decides, and the clock. */
export function ExplainedPost(props: ExplainedPostProps) {
  const { community, viewer, member, post, told, offer, wall, words } = props;
  const { t, locale } = words;
  const { granted } = told.decision;
  const names = { person: member.name, title: post.title };
  const moment = (at: Date) => exactTime(at, locale, community.zone);
  return (
    <section aria-labelledby="verdict">
      <div className={`notice ${granted ? "notice-success" : "notice-warning"}`} role="status">
        {granted ? <CircleCheck /> : <CircleX />}
        <div className="min-w-0">
          <h2 id="verdict" className="text-lg">
            {t(granted ? "access.explain.yes" : "access.explain.no", names)}
          </h2>
          <p>{because(told, words)}</p>
        </div>
      </div>
      <h3 className="mt-6 text-md">{t("access.explain.rules")}</h3>
      <ol className="hair mt-1">
        {told.steps.map((step) => (
          <RuleRow key={step.rule} step={step} decides={told.decidedBy === step.rule} {...props} />
        ))}
      </ol>
      {offer ? <Offers base={`/c/${community.slug}`} offer={offer} words={words} /> : null}
      <p className="num mt-5 text-sm text-ink-3">
        {sentences(
          locale,
          t("access.explain.clock", { time: moment(viewer.at) }),
          moment(wall) !== moment(viewer.at) && t("access.explain.wall", { time: moment(wall) }),
        )}
      </p>
    </section>
  );
}

function because({ decision }: Explanation, { t }: Words): string {
  const code: Via | Reason = decision.granted ? decision.via : decision.reason;
  // "plan" and "purchase" are ways in and reasons to stay out.
  if (!decision.granted && code === "plan") return t("access.explain.becausePlan");
  if (!decision.granted && code === "purchase") return t("access.explain.becausePurchase");
  return t(`access.explain.because.${code}`);
}

type RuleRowProps = Omit<ExplainedPostProps, "told" | "offer" | "wall"> & { step: Step; decides: boolean };

function RuleRow({ step, decides, community, planName, entitlements, payments, words }: RuleRowProps) {
  const { t } = words;
  const { rule, holds, grant } = step;
  const isAboutGrant = rule === "benefit" || rule === "own-benefit";
  const entitlement = grant && entitlements.find((each) => isOf(each, grant));
  return (
    <li className="flex gap-3 py-3">
      {holds ? (
        <Check className="mt-1 size-4 flex-none text-success" />
      ) : (
        <X className="mt-1 size-4 flex-none text-ink-3" />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="sr-only">{t(holds ? "access.explain.holds" : "access.explain.fails")}: </span>
          <span className={decides ? "font-semibold" : undefined}>{ruleText(rule, planName, words)}</span>
          {decides ? <Badge tone={holds ? "success" : "warning"}>{t("access.explain.decides")}</Badge> : null}
        </p>
        {isAboutGrant && !grant ? <p className="text-sm text-ink-2">{t("access.explain.noGrant")}</p> : null}
        {entitlement ? (
          <GrantFacts
            entitlement={entitlement}
            payment={paymentBehind(entitlement, payments.get(entitlement.sourceId))}
            zone={community.zone}
            words={words}
          />
        ) : null}
      </div>
    </li>
  );
}

function ruleText(rule: Rule, planName: string | null, { t }: Words): string {
  return rule === "benefit"
    ? t("access.explain.rule.benefit", { name: planName ?? "–" })
    : t(`access.explain.rule.${rule}`);
}

function isOf(each: Entitlement, grant: NonNullable<Step["grant"]>): boolean {
  return (
    each.sourceId === grant.sourceId &&
    each.benefitId === grant.benefitId &&
    each.startsAt.getTime() === grant.startsAt.getTime()
  );
}

interface GrantFactsProps {
  entitlement: Entitlement;
  payment: SourcePayment | null;
  zone: string;
  words: Words;
}

/** The grant to the minute: where it comes from, its span, until when it is paid, why it ends then, and the payment. */
function GrantFacts({ entitlement, payment, zone, words }: GrantFactsProps) {
  const { t, locale } = words;
  const { startsAt, endsAt, paidUntil, sourceNote } = entitlement;
  const moment = (at: Date) => exactTime(at, locale, zone);
  const note = notes.find((known) => known === sourceNote);
  const isOpenEnded = endsAt === null;
  return (
    <ul className="num mt-1 grid gap-0.5 text-sm text-ink-2">
      <li>{t("access.explain.grant", { source: sourceText(entitlement, words) })}</li>
      <li>
        {isOpenEnded
          ? t("access.explain.spanForGood", { from: moment(startsAt) })
          : t("access.explain.span", { from: moment(startsAt), to: moment(endsAt) })}
      </li>
      {paidUntil && paidUntil.getTime() !== endsAt?.getTime() ? (
        <li>{t("access.explain.paidUntil", { date: moment(paidUntil) })}</li>
      ) : null}
      {note ? <li>{t(`access.explain.note.${note}`)}</li> : null}
      <li>
        {payment
          ? t("access.explain.payment", {
              number: payment.number,
              amount: formatMoney(payment.amount, payment.currency, locale),
              date: moment(payment.at),
            })
          : t("access.explain.noPayment")}
      </li>
    </ul>
  );
}

const notes = ["renewing", "grace", "disputed", "refunded", "carried"] as const;

interface OffersProps {
  base: string;
  offer: NonNullable<ExplainedPostProps["offer"]>;
  words: Words;
}

function Offers({ base, offer: { plan, single, bundle }, words }: OffersProps) {
  const { t, locale } = words;
  const interval = plan?.month ? "month" : "year";
  const price = plan?.[interval];
  return (
    <div className="mt-5">
      <h3 className="text-md">{t("access.explain.would")}</h3>
      <ul className="mt-1 text-ink-2">
        {plan && price ? (
          <li>
            <Link className="link" href={`${base}/join`}>
              {t("access.explain.wouldPlan", { plan: plan.name, price: priceText(price, interval, words) })}
            </Link>
          </li>
        ) : null}
        {single ? (
          <li>
            <Link className="link" href={`${base}/join?price=${single.priceId}`}>
              {t("access.explain.wouldSingle", { price: formatMoney(single.amount, single.currency, locale) })}
            </Link>
          </li>
        ) : null}
        {bundle ? (
          <li>
            <Link className="link" href={`${base}/join#bundles`}>
              {t("access.explain.wouldBundle", {
                bundle: bundle.name,
                price: formatMoney(bundle.amount, bundle.currency, locale),
              })}
            </Link>
          </li>
        ) : null}
        {plan || single ? null : <li>{t("access.explain.wouldNothing")}</li>}
      </ul>
    </div>
  );
}
