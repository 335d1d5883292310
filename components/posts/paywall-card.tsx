import { ButtonLink } from "@/components/ui/button";
import { Check, Lock } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import type { Reason } from "@/lib/access/types";
import type { BundleOffer, Plan, SinglePrice } from "@/lib/billing/types";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import type { Post } from "@/lib/posts/types";

interface PaywallCardProps {
  base: string;
  path: string;
  post: Post;
  reason: Reason;
  /** The cheapest plan that opens it, with how many posts it opens in all. */
  plan: (Plan & { opens: number }) | null;
  single: SinglePrice | null;
  /** The cheapest bundle it is part of. */
  bundle: BundleOffer | null;
  /** Within how many days money can be taken back without asking; 0 is not at all. */
  refundDays: number;
  signedIn: boolean;
  words: Words;
}

/** Stands where the text ends for this reader: what is behind it, what opens it, what that costs and how to leave. */
export function PaywallCard(props: PaywallCardProps) {
  const { base, path, post, reason, plan, single, bundle, refundDays, signedIn, words } = props;
  const { t } = words;
  const free = reason === "join";
  return (
    <section className="paywall" aria-labelledby="paywall-title">
      <p className="flex items-center gap-2 text-sm font-semibold text-brass">
        <Lock className="size-4" />
        {free
          ? t("posts.paywall.membersOnly")
          : plan
            ? t("posts.paywall.plan", { plan: plan.name })
            : t("posts.paywall.purchase")}
      </p>
      <h2 id="paywall-title" className="mt-1.5 text-xl">
        {free ? t("posts.paywall.titleMembers") : t("posts.paywall.title")}
      </h2>
      <p className="mt-1 text-ink-2">
        {t("posts.paywall.rest", {
          sections: post.lockedSections,
          blocks: post.lockedCodeBlocks,
          minutes: post.lockedMinutes,
        })}
      </p>
      {reason === "lapsed" || reason === "not-yet" ? (
        <p className="mt-2 text-ink-2">{t(reason === "lapsed" ? "posts.paywall.lapsed" : "posts.paywall.notYet")}</p>
      ) : null}
      <div className="mt-5 grid gap-6 border-t border-line pt-5 sm:grid-cols-[1fr_13rem]">
        <Benefits words={words} plan={plan} />
        {free ? (
          <ButtonLink variant="primary" href={`${base}/join`}>
            {t("posts.paywall.joinFree")}
          </ButtonLink>
        ) : (
          <Offers base={base} plan={plan} single={single} bundle={bundle} words={words} post={post} />
        )}
      </div>
      <div className="mt-5 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-3">
        {refundDays > 0 && (plan || single) ? <span>{t("billing.join.refund", { days: refundDays })}</span> : null}
        {signedIn ? null : (
          <p className="ml-auto">
            {t("posts.paywall.signIn")}{" "}
            <Link className="link" href={`/sign-in?next=${encodeURIComponent(path)}`}>
              {t("posts.paywall.signInLink")}
            </Link>
          </p>
        )}
      </div>
    </section>
  );
}

function Benefits({ words: { t }, plan }: Pick<PaywallCardProps, "words" | "plan">) {
  const lines = [
    plan ? t("posts.paywall.benefitAll", { count: plan.opens }) : null,
    t("posts.paywall.benefitTalk"),
    plan ? t("posts.paywall.benefitCancel") : null,
  ].filter((line) => line !== null);
  return (
    <ul className="grid content-start gap-3 text-md">
      {lines.map((line) => (
        <li key={line} className="flex gap-2.5">
          <Check className="mt-1 size-4 flex-none text-accent-ink" />
          {line}
        </li>
      ))}
    </ul>
  );
}

type OffersProps = Pick<PaywallCardProps, "base" | "plan" | "single" | "bundle" | "words" | "post">;

function Offers({ base, plan, single, bundle, words, post }: OffersProps) {
  const { t, locale } = words;
  const money = (amount: number, currency: string) => formatMoney(amount, currency, locale);
  const price = plan?.month ?? plan?.year ?? null;
  return (
    <div className="grid content-start gap-2">
      {plan && price ? (
        <>
          <p>
            <span className="num text-3xl font-semibold">{money(price.amount, price.currency)}</span>{" "}
            <span className="text-ink-3">{t(plan.month ? "posts.paywall.perMonth" : "posts.paywall.perYear")}</span>
          </p>
          {plan.month && plan.year && plan.year.amount < plan.month.amount * 12 ? (
            <p className="text-sm text-ink-3">
              {t("posts.paywall.yearly", {
                amount: money(plan.year.amount, plan.year.currency),
                saving: money(plan.month.amount * 12 - plan.year.amount, plan.year.currency),
              })}
            </p>
          ) : null}
          <ButtonLink variant="primary" wrap href={`${base}/join?per=${plan.month ? "month" : "year"}&from=${post.id}`}>
            {t("posts.paywall.become", { plan: plan.name })}
          </ButtonLink>
        </>
      ) : null}
      {single ? (
        <ButtonLink
          variant={plan ? "outline" : "primary"}
          wrap
          href={`${base}/join?price=${single.priceId}&from=${post.id}`}
        >
          {t("posts.paywall.buySingle", { amount: money(single.amount, single.currency) })}
        </ButtonLink>
      ) : null}
      {bundle ? (
        <p className="text-sm text-ink-2">
          {t("posts.paywall.bundle", {
            bundle: bundle.name,
            count: bundle.items,
            amount: money(bundle.amount, bundle.currency),
          })}{" "}
          <Link className="link" href={`${base}/join#bundles`}>
            {t("posts.paywall.bundleLink")}
          </Link>
        </p>
      ) : null}
      {plan || single ? null : <p className="text-ink-3">{t("posts.paywall.soon")}</p>}
    </div>
  );
}
