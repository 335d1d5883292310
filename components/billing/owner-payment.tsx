import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { FieldsForm } from "@/components/ui/fields-form";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { refundAction } from "@/lib/billing/actions/refunds";
import type { loadPayment } from "@/lib/billing/loaders/money";
import type { RefundAnswer } from "@/lib/billing/refund-policy";
import { amountToType, formatMoney } from "@/lib/platform/money";
import type { MoneyPlace } from "./money-table";
import {
  disputeInWords,
  disputeTone,
  movedInWords,
  refundInWords,
  refundTone,
  standingTones,
} from "./owner-money-words";

type LoadedPayment = Awaited<ReturnType<typeof loadPayment>>;

interface PartProps {
  loaded: LoadedPayment;
  place: MoneyPlace;
}

/** Who paid what, for what, how, and what is left of it. Plain text: for use within Static. */
export function PaymentFacts({ loaded, place }: PartProps) {
  const { payment, person, productName, standing, order } = loaded;
  const { base, words, zone, now, lang } = place;
  const { t, locale } = words;
  const money = (amount: number) => formatMoney(amount, payment.currency, locale);
  const fees = (amount: number | null) =>
    amount === null || payment.feeCurrency === null ? "–" : formatMoney(amount, payment.feeCurrency, locale);
  const day = (at: Date) => <Time at={at} now={now} locale={locale} zone={zone} show="date" />;
  const facts: [string, ReactNode][] = [
    [
      t("selling.payment.paidBy"),
      person ? (
        <>
          <Link className="link" href={`${base}/members/${person.handle}`}>
            {person.name}
          </Link>
          <span className="block text-sm text-ink-3 break-words">{person.email}</span>
        </>
      ) : (
        t("selling.money.gone")
      ),
    ],
    [
      t("selling.payment.forWhat"),
      <Link key="product" className="link" href={`${base}/manage/plans/${payment.productId}`} lang={lang}>
        {productName}
      </Link>,
    ],
    [t("selling.payment.when"), <Time key="at" at={payment.at} now={now} locale={locale} zone={zone} show="exact" />],
    [t("selling.payment.amount"), money(payment.amount)],
  ];
  if (order && order.listAmount > payment.amount) facts.push([t("selling.payment.listPrice"), money(order.listAmount)]);
  if (payment.discountAmount > 0) facts.push([t("selling.payment.discount"), money(-payment.discountAmount)]);
  facts.push([t("selling.payment.fee"), fees(payment.feeAmount)], [t("selling.payment.net"), fees(payment.netAmount)]);
  if (payment.method) facts.push([t("selling.payment.method"), methodInWords(payment.method, place)]);
  if (payment.periodStart && payment.periodEnd) {
    facts.push([
      t("selling.payment.period"),
      <span key="period">
        {day(payment.periodStart)} – {day(payment.periodEnd)}
      </span>,
    ]);
  }
  const reference = <span className="font-mono text-xs break-all">{payment.stripeId}</span>;
  facts.push([t("selling.payment.reference"), reference]);
  return (
    <>
      {standing ? (
        <p className="mt-2">
          <Badge tone={standingTones[standing]}>{t(`ledger.standing.${standing}`)}</Badge>
        </p>
      ) : null}
      <dl className="mt-4 grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {facts.map(([label, value]) => (
          <div key={label} className="min-w-0">
            <dt className="text-xs text-ink-3">{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function methodInWords(method: string, { words: { t } }: MoneyPlace): string {
  const key = `ledger.method.${method}` as "ledger.method.card";
  return t.has(key) ? t(key) : method;
}

interface Happening {
  id: string;
  at: Date;
  what: string;
  state?: ReactNode;
  note?: string;
  amount: string;
  /** Number of the receipt that was issued for it. */
  number?: string;
}

/** Everything that moved or was asked, oldest first. Plain text: for use within Static. */
export function Timeline({ loaded, place }: PartProps) {
  const { words, zone, now } = place;
  return (
    <ol className="hair mt-2">
      {happenings(loaded, place).map((event) => (
        <li key={event.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2.5">
          <Time at={event.at} now={now} locale={words.locale} zone={zone} show="exact" className="num text-ink-3" />
          <span className="font-medium">{event.what}</span>
          {event.state}
          {event.number ? <span className="num text-sm text-ink-3">{event.number}</span> : null}
          <span className="num ml-auto">{event.amount}</span>
          {event.note ? <span className="basis-full text-sm text-ink-2">{event.note}</span> : null}
        </li>
      ))}
    </ol>
  );
}

function happenings({ family, refunds, disputes }: LoadedPayment, { words }: MoneyPlace): Happening[] {
  const money = (amount: number, currency: string) => formatMoney(amount, currency, words.locale);
  const moved = family.map(
    ({ payment }): Happening => ({
      id: payment.id,
      at: payment.at,
      what: movedInWords(payment.kind, words),
      amount: money(payment.amount, payment.currency),
      number: payment.number,
    }),
  );
  // A refund that went through stands there as money already; its request adds who asked, and why.
  const asked = refunds.map(
    (refund): Happening => ({
      id: refund.id,
      at: refund.requestedAt,
      what: words.t("selling.payment.asked", {
        by: words.t(refund.selfService ? "selling.money.bySelf" : "selling.money.byTeam"),
      }),
      state: <Badge tone={refundTone(refund.state)}>{refundInWords(refund.state, words)}</Badge>,
      note: refund.reason,
      amount: money(refund.amount, refund.currency),
    }),
  );
  const disputed = disputes.map(
    (dispute): Happening => ({
      id: dispute.id,
      at: dispute.openedAt,
      what: words.t("selling.payment.disputeOpened"),
      state: <Badge tone={disputeTone(dispute.state)}>{disputeInWords(dispute.state, words)}</Badge>,
      note: dispute.reason.replaceAll("_", " "),
      amount: money(dispute.amount, dispute.currency),
    }),
  );
  // At one moment what was asked stands before what came of it.
  const [charge, ...others] = moved;
  const all = [...(charge ? [charge] : []), ...asked, ...disputed, ...others];
  return all.sort((a, b) => a.at.getTime() - b.at.getTime());
}

interface RefundPartProps {
  payment: { id: string; currency: string };
  slug: string;
  answer: RefundAnswer;
  /** The bundles whose price a part of it was taken off. */
  credits: readonly { orderId: string; productName: string; amount: number }[];
  endsAccess: boolean;
  words: MoneyPlace["words"];
}

/** The form that gives money back; or why nothing can be given back. */
export function RefundPart({ payment, slug, answer, credits, endsAccess, words }: RefundPartProps) {
  const { t, locale } = words;
  const { currency } = payment;
  const taken = credits.map(({ orderId, productName: bundle, amount }) => (
    <p key={orderId}>{t("selling.payment.credited", { amount: formatMoney(amount, currency, locale), bundle })}</p>
  ));
  if (!answer.allowed) {
    return (
      <Notice className="mt-3" title={t("selling.payment.refundNot")}>
        {answer.reason === "credited" ? taken : t(`errors.refund-${answer.reason}`)}
      </Notice>
    );
  }
  return (
    <div className="mt-3 max-w-100">
      {taken.length > 0 ? <Notice className="mb-4">{taken}</Notice> : null}
      <FieldsForm
        action={refundAction}
        hidden={{ community: slug, payment: payment.id, left: String(answer.upTo) }}
        fields={[
          {
            kind: "text",
            name: "amount",
            inputMode: "decimal",
            label: t("selling.payment.refundAmount", { currency }),
            help: t("selling.payment.refundHelp", { amount: formatMoney(answer.upTo, currency, locale) }),
            maxLength: 16,
            defaultValue: amountToType(answer.upTo, currency),
          },
          {
            kind: "text",
            name: "reason",
            label: t("selling.payment.refundReason"),
            help: t("selling.payment.refundReasonHelp"),
            optional: t("selling.product.optional"),
            maxLength: 500,
          },
          {
            kind: "check",
            name: "endsAccess",
            label: t("selling.payment.refundEnds"),
            help: t("selling.payment.refundEndsHelp"),
            defaultChecked: endsAccess,
          },
        ]}
        submit={t("selling.payment.refundDo")}
        busy={t("selling.payment.refunding")}
      />
    </div>
  );
}
