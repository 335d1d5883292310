import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { DisputeRow, MoneyRow, OrderRow, RefundListRow } from "@/lib/billing/queries/money";
import type { PayoutRow } from "@/lib/billing/queries/payouts";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";
import {
  disputeInWords,
  disputeTone,
  movedInWords,
  payoutInWords,
  payoutTone,
  refundInWords,
  refundTone,
  standingTones,
} from "./owner-money-words";

/** The owner's lists of money. Plain text without client components: for use within Static. */

export interface MoneyPlace {
  /** `/c/<slug>` */
  base: string;
  zone: string;
  /** The language of product names. */
  lang: string;
  now: Date;
  words: Words;
}

interface Person {
  name: string;
  handle: string;
}

/** Every payment and what was taken back, the latest first. */
export function PaymentsTable({ rows, place }: { rows: readonly MoneyRow[]; place: MoneyPlace }) {
  const { t, locale } = place.words;
  return (
    <Table label={t("selling.money.scroll")} className="mt-1 min-w-175">
      <thead>
        <tr>
          <Heads
            names={[
              t("selling.money.number"),
              t("selling.money.date"),
              t("selling.money.person"),
              t("selling.money.what"),
              t("selling.money.state"),
            ]}
          />
          <th scope="col" className="r">
            {t("selling.money.amount")}
          </th>
          <th scope="col" className="r">
            {t("selling.money.fee")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ payment, person, productName, standing }) => (
          <tr key={payment.id}>
            <PaymentCell id={payment.id} number={payment.number} place={place} />
            <DayCell at={payment.at} place={place} />
            <PersonCell person={person} place={place} />
            <td lang={place.lang}>{productName}</td>
            <td>
              {standing ? (
                <Badge tone={standingTones[standing]}>{t(`ledger.standing.${standing}`)}</Badge>
              ) : (
                movedInWords(payment.kind, place.words)
              )}
            </td>
            <td className="r num">{formatMoney(payment.amount, payment.currency, locale)}</td>
            <td className="r num text-ink-3">
              {payment.feeAmount === null || payment.feeCurrency === null
                ? "–"
                : formatMoney(payment.feeAmount, payment.feeCurrency, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const orderTones = { open: "warning", paid: "success", expired: "neutral" } as const;

/** Every checkout somebody was sent to, paid or not. */
export function OrdersTable({ rows, place }: { rows: readonly OrderRow[]; place: MoneyPlace }) {
  const { t, locale } = place.words;
  return (
    <Table label={t("selling.money.checkoutsScroll")} className="mt-1 min-w-150">
      <thead>
        <tr>
          <Heads
            names={[
              t("selling.money.date"),
              t("selling.money.person"),
              t("selling.money.what"),
              t("selling.money.kind"),
              t("selling.money.state"),
            ]}
          />
          <th scope="col" className="r">
            {t("selling.money.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ order, person, productName }) => {
          const state = order.state as keyof typeof orderTones;
          return (
            <tr key={order.id}>
              <DayCell at={order.createdAt} place={place} />
              <PersonCell person={person} place={place} />
              <td lang={place.lang}>{productName}</td>
              <td>{t(`ledger.orderKind.${order.kind as "payment"}`)}</td>
              <td>
                <Badge tone={orderTones[state]}>{t(`ledger.order.${state}`)}</Badge>
              </td>
              <td className="r num">{formatMoney(order.amount, order.currency, locale)}</td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

/** Everything that was asked back. */
export function RefundsTable({ rows, place }: { rows: readonly RefundListRow[]; place: MoneyPlace }) {
  const { t, locale } = place.words;
  return (
    <Table label={t("selling.money.refundsScroll")} className="mt-1 min-w-175">
      <thead>
        <tr>
          <Heads
            names={[
              t("selling.money.number"),
              t("selling.money.date"),
              t("selling.money.person"),
              t("selling.money.reason"),
              t("selling.money.askedBy"),
              t("selling.money.state"),
            ]}
          />
          <th scope="col" className="r">
            {t("selling.money.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ refund, number, person }) => (
          <tr key={refund.id}>
            <PaymentCell id={refund.paymentId} number={number} place={place} />
            <DayCell at={refund.requestedAt} place={place} />
            <PersonCell person={person} place={place} />
            <td className="max-w-60 break-words">{refund.reason || "–"}</td>
            <td>{t(refund.selfService ? "selling.money.bySelf" : "selling.money.byTeam")}</td>
            <td>
              <Badge tone={refundTone(refund.state)}>{refundInWords(refund.state, place.words)}</Badge>
            </td>
            <td className="r num">{formatMoney(refund.amount, refund.currency, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What payers' banks want back. */
export function DisputesTable({ rows, place }: { rows: readonly DisputeRow[]; place: MoneyPlace }) {
  const { t, locale } = place.words;
  return (
    <Table label={t("selling.money.disputesScroll")} className="mt-1 min-w-175">
      <thead>
        <tr>
          <Heads
            names={[
              t("selling.money.number"),
              t("selling.money.date"),
              t("selling.money.person"),
              t("selling.money.reason"),
              t("selling.money.state"),
              t("selling.money.due"),
            ]}
          />
          <th scope="col" className="r">
            {t("selling.money.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ dispute, number, person }) => (
          <tr key={dispute.id}>
            <PaymentCell id={dispute.paymentId} number={number} place={place} />
            <DayCell at={dispute.openedAt} place={place} />
            <PersonCell person={person} place={place} />
            <td>{dispute.reason.replaceAll("_", " ")}</td>
            <td>
              <Badge tone={disputeTone(dispute.state)}>{disputeInWords(dispute.state, place.words)}</Badge>
            </td>
            {dispute.dueAt && !dispute.closedAt ? <DayCell at={dispute.dueAt} place={place} /> : <td>–</td>}
            <td className="r num">{formatMoney(dispute.amount, dispute.currency, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What Stripe sent to the bank. */
export function PayoutsTable({ rows, place }: { rows: readonly PayoutRow[]; place: MoneyPlace }) {
  const { t, locale } = place.words;
  return (
    <Table label={t("selling.money.payoutsScroll")} className="mt-1 min-w-120">
      <thead>
        <tr>
          <Heads
            names={[
              t("selling.money.date"),
              t("selling.money.arrives"),
              t("selling.money.state"),
              t("selling.payment.reference"),
            ]}
          />
          <th scope="col" className="r">
            {t("selling.money.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((payout) => (
          <tr key={payout.id}>
            <DayCell at={payout.createdAt} place={place} />
            <DayCell at={payout.arrivesAt} place={place} />
            <td>
              <Badge tone={payoutTone(payout.state)}>{payoutInWords(payout.state, place.words)}</Badge>
            </td>
            <td className="font-mono text-xs text-ink-3">{payout.stripePayoutId}</td>
            <td className="r num">{formatMoney(payout.amount, payout.currency, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Heads of columns that are read from the left. */
export function Heads({ names }: { names: readonly string[] }) {
  return names.map((name) => (
    <th key={name} scope="col">
      {name}
    </th>
  ));
}

function PaymentCell({ id, number, place }: { id: string; number: string; place: MoneyPlace }) {
  const { base, words } = place;
  return (
    <th scope="row" className="font-normal">
      <Link
        className="link num whitespace-nowrap"
        href={`${base}/manage/orders/${id}`}
        aria-label={words.t("selling.money.open", { number })}
      >
        {number}
      </Link>
    </th>
  );
}

export function DayCell({ at, place: { now, words, zone } }: { at: Date; place: MoneyPlace }): ReactNode {
  return (
    <td className="num whitespace-nowrap">
      <Time at={at} now={now} locale={words.locale} zone={zone} show="date" />
    </td>
  );
}

function PersonCell({ person, place: { base, words } }: { person: Person | null; place: MoneyPlace }) {
  if (!person) return <td className="text-ink-3">{words.t("selling.money.gone")}</td>;
  return (
    <td>
      <Link className="hover:text-accent-ink" href={`${base}/members/${person.handle}`}>
        {person.name}
      </Link>
    </td>
  );
}
