import { Badge } from "@/components/ui/badge";
import type { DisputeRow, MoneyRow, OrderRow, RefundListRow } from "@/lib/billing/queries/money";
import type { PayoutRow } from "@/lib/billing/queries/payouts";
import { formatMoney } from "@/lib/platform/money";
import { AmountCell, DayCell, type MoneyPlace, MoneyTable, PaymentCell, PersonCell } from "./money-table";
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

interface Listed<Row> {
  rows: readonly Row[];
  place: MoneyPlace;
}

/** Every payment and what was taken back, the latest first. */
export function PaymentsTable({ rows, place }: Listed<MoneyRow>) {
  const { t, locale } = place.words;
  return (
    <MoneyTable
      label={t("selling.money.scroll")}
      className="mt-1 min-w-175"
      rows={rows}
      keyOf={({ payment }) => payment.id}
      columns={[
        {
          head: t("selling.money.number"),
          cell: ({ payment }) => <PaymentCell id={payment.id} number={payment.number} place={place} />,
        },
        { head: t("selling.money.date"), cell: ({ payment }) => <DayCell at={payment.at} place={place} /> },
        { head: t("selling.money.person"), cell: ({ person }) => <PersonCell person={person} place={place} /> },
        { head: t("selling.money.what"), cell: ({ productName }) => <td lang={place.lang}>{productName}</td> },
        {
          head: t("selling.money.state"),
          cell: ({ payment, standing }) => (
            <td>
              {standing ? (
                <Badge tone={standingTones[standing]}>{t(`ledger.standing.${standing}`)}</Badge>
              ) : (
                movedInWords(payment.kind, place.words)
              )}
            </td>
          ),
        },
        {
          head: t("selling.money.amount"),
          right: true,
          cell: ({ payment }) => <AmountCell of={payment} place={place} />,
        },
        {
          head: t("selling.money.fee"),
          right: true,
          cell: ({ payment: { feeAmount, feeCurrency } }) => (
            <td className="r num text-ink-3">
              {feeAmount === null || feeCurrency === null ? "–" : formatMoney(feeAmount, feeCurrency, locale)}
            </td>
          ),
        },
      ]}
    />
  );
}

const orderTones = { open: "warning", paid: "success", expired: "neutral" } as const;

/** Every checkout somebody was sent to, paid or not. */
export function OrdersTable({ rows, place }: Listed<OrderRow>) {
  const { t } = place.words;
  return (
    <MoneyTable
      label={t("selling.money.checkoutsScroll")}
      className="mt-1 min-w-150"
      rows={rows}
      keyOf={({ order }) => order.id}
      columns={[
        { head: t("selling.money.date"), cell: ({ order }) => <DayCell at={order.createdAt} place={place} /> },
        { head: t("selling.money.person"), cell: ({ person }) => <PersonCell person={person} place={place} /> },
        { head: t("selling.money.what"), cell: ({ productName }) => <td lang={place.lang}>{productName}</td> },
        {
          head: t("selling.money.kind"),
          cell: ({ order }) => <td>{t(`ledger.orderKind.${order.kind as "payment"}`)}</td>,
        },
        {
          head: t("selling.money.state"),
          cell: ({ order }) => {
            const state = order.state as keyof typeof orderTones;
            return (
              <td>
                <Badge tone={orderTones[state]}>{t(`ledger.order.${state}`)}</Badge>
              </td>
            );
          },
        },
        {
          head: t("selling.money.amount"),
          right: true,
          cell: ({ order }) => <AmountCell of={order} place={place} />,
        },
      ]}
    />
  );
}

/** Everything that was asked back. */
export function RefundsTable({ rows, place }: Listed<RefundListRow>) {
  const { t } = place.words;
  return (
    <MoneyTable
      label={t("selling.money.refundsScroll")}
      className="mt-1 min-w-175"
      rows={rows}
      keyOf={({ refund }) => refund.id}
      columns={[
        {
          head: t("selling.money.number"),
          cell: ({ refund, number }) => <PaymentCell id={refund.paymentId} number={number} place={place} />,
        },
        { head: t("selling.money.date"), cell: ({ refund }) => <DayCell at={refund.requestedAt} place={place} /> },
        { head: t("selling.money.person"), cell: ({ person }) => <PersonCell person={person} place={place} /> },
        {
          head: t("selling.money.reason"),
          cell: ({ refund }) => <td className="max-w-60 break-words">{refund.reason || "–"}</td>,
        },
        {
          head: t("selling.money.askedBy"),
          cell: ({ refund }) => <td>{t(refund.selfService ? "selling.money.bySelf" : "selling.money.byTeam")}</td>,
        },
        {
          head: t("selling.money.state"),
          cell: ({ refund }) => (
            <td>
              <Badge tone={refundTone(refund.state)}>{refundInWords(refund.state, place.words)}</Badge>
            </td>
          ),
        },
        {
          head: t("selling.money.amount"),
          right: true,
          cell: ({ refund }) => <AmountCell of={refund} place={place} />,
        },
      ]}
    />
  );
}

/** What payers' banks want back. */
export function DisputesTable({ rows, place }: Listed<DisputeRow>) {
  const { t } = place.words;
  return (
    <MoneyTable
      label={t("selling.money.disputesScroll")}
      className="mt-1 min-w-175"
      rows={rows}
      keyOf={({ dispute }) => dispute.id}
      columns={[
        {
          head: t("selling.money.number"),
          cell: ({ dispute, number }) => <PaymentCell id={dispute.paymentId} number={number} place={place} />,
        },
        { head: t("selling.money.date"), cell: ({ dispute }) => <DayCell at={dispute.openedAt} place={place} /> },
        { head: t("selling.money.person"), cell: ({ person }) => <PersonCell person={person} place={place} /> },
        { head: t("selling.money.reason"), cell: ({ dispute }) => <td>{dispute.reason.replaceAll("_", " ")}</td> },
        {
          head: t("selling.money.state"),
          cell: ({ dispute }) => (
            <td>
              <Badge tone={disputeTone(dispute.state)}>{disputeInWords(dispute.state, place.words)}</Badge>
            </td>
          ),
        },
        {
          head: t("selling.money.due"),
          cell: ({ dispute: { dueAt, closedAt } }) =>
            dueAt && !closedAt ? <DayCell at={dueAt} place={place} /> : <td>–</td>,
        },
        {
          head: t("selling.money.amount"),
          right: true,
          cell: ({ dispute }) => <AmountCell of={dispute} place={place} />,
        },
      ]}
    />
  );
}

/** What Stripe sent to the bank. */
export function PayoutsTable({ rows, place }: Listed<PayoutRow>) {
  const { t } = place.words;
  return (
    <MoneyTable
      label={t("selling.money.payoutsScroll")}
      className="mt-1 min-w-120"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { head: t("selling.money.date"), cell: ({ createdAt }) => <DayCell at={createdAt} place={place} /> },
        { head: t("selling.money.arrives"), cell: ({ arrivesAt }) => <DayCell at={arrivesAt} place={place} /> },
        {
          head: t("selling.money.state"),
          cell: ({ state }) => (
            <td>
              <Badge tone={payoutTone(state)}>{payoutInWords(state, place.words)}</Badge>
            </td>
          ),
        },
        {
          head: t("selling.payment.reference"),
          cell: ({ stripePayoutId }) => <td className="font-mono text-xs text-ink-3">{stripePayoutId}</td>,
        },
        { head: t("selling.money.amount"), right: true, cell: (payout) => <AmountCell of={payout} place={place} /> },
      ]}
    />
  );
}
