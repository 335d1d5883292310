import { Link } from "@/components/ui/link";
import { exactTime, shortDate } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import type { PaperLine } from "@/lib/billing/receipt";
import type { Words } from "@/lib/i18n/words";
import { formatMoney } from "@/lib/platform/money";

interface Party {
  name: string;
  contact: string;
}

export interface ReceiptPaperProps {
  payment: {
    id: string;
    number: string;
    kind: string;
    amount: number;
    currency: string;
    at: Date;
    method: string | null;
    stripeId: string;
    periodStart: Date | null;
    periodEnd: Date | null;
  };
  /** As it was issued: a plan that is renamed later does not change it. Null for the oldest, which had none. */
  paper: { seller: Party; buyer: Party; lines: readonly PaperLine[] } | null;
  productName: string;
  communityName: string;
  communitySlug: string;
  communityLang: string;
  payer: string | null;
  email: string | null;
  zone: string;
  /** What was given or taken back of it, or what it takes back. */
  related: readonly {
    payment: { id: string; number: string; kind: string; amount: number; currency: string; at: Date };
  }[];
  demo: boolean;
  at: Date;
  words: Words;
}

/** A receipt as paper: who sold what to whom, line by line, numbered. */
export function ReceiptPaper(props: ReceiptPaperProps) {
  const { payment, zone, communityLang, related, demo, words } = props;
  const { t, locale } = words;
  const { seller, buyer, lines } = paperOf(props);
  const when = exactTime(payment.at, locale, zone);
  const facts: [label: string, value: string, lang?: string][] = [
    [t("billing.receipt.seller"), [seller.name, seller.contact].filter(Boolean).join(" · "), communityLang],
    [t("billing.receipt.payer"), [buyer.name, buyer.contact].filter(Boolean).join(" · ")],
    [t("billing.receipt.date"), when],
    ...methodFact(payment.method, words),
    [t("billing.receipt.reference"), payment.stripeId],
  ];
  return (
    <article className="receipt">
      <h1 className="text-2xl">{titleOf(payment, words)}</h1>
      <dl className="hair mt-4">
        {facts.map(([label, value, lang]) => (
          <div key={label} className="grid gap-x-6 py-2.5 sm:grid-cols-[10rem_1fr]">
            <dt className="text-ink-3">{label}</dt>
            <dd className="min-w-0 break-words" lang={lang}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-5">
        <Lines {...props} lines={lines} />
      </div>
      {related.length > 0 ? <Related {...props} /> : null}
      {demo ? <p className="mt-4 text-sm text-ink-3">{t("billing.receipt.demo")}</p> : null}
    </article>
  );
}

export function titleOf({ kind, number }: { kind: string; number: string }, { t }: Words): string {
  if (kind === "refund") return t("billing.receipt.refundTitle", { number });
  if (kind === "dispute" || kind === "dispute_won") return t("billing.receipt.disputeTitle", { number });
  return t("billing.receipt.title", { number });
}

function paperOf({ paper, payment, productName, communityName, communitySlug, payer, email }: ReceiptPaperProps) {
  if (paper && paper.lines.length > 0) return paper;
  const [from, until] = [payment.periodStart?.getTime() ?? null, payment.periodEnd?.getTime() ?? null];
  const line: PaperLine = { label: productName, amount: payment.amount, currency: payment.currency, from, until };
  const seller = { name: communityName, contact: communitySlug };
  return { seller, buyer: { name: payer ?? "", contact: email ?? "" }, lines: [line] };
}

const methods = ["card", "alipay", "wechat_pay"] as const;

function methodFact(method: string | null, { t }: Words): [string, string][] {
  const known = methods.find((each) => each === method);
  return known ? [[t("billing.receipt.method"), t(`billing.receipt.methods.${known}`)]] : [];
}

function Lines({
  payment,
  lines,
  zone,
  communityLang,
  at,
  words,
}: ReceiptPaperProps & { lines: readonly PaperLine[] }) {
  const { t, locale } = words;
  const day = (ms: number) => shortDate(new Date(ms), at, locale, zone);
  return (
    <Table label={t("billing.receipt.lines")}>
      <thead>
        <tr>
          <th scope="col">{t("billing.receipt.line")}</th>
          <th scope="col" className="r">
            {t("billing.receipt.amount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.label} ${line.amount}`}>
            <td>
              <span lang={communityLang}>{line.label}</span>
              {line.from !== null && line.until !== null ? (
                <span className="num block text-sm text-ink-3">
                  {t("billing.receipt.periodText", { from: day(line.from), to: day(line.until) })}
                </span>
              ) : null}
            </td>
            <td className="r num">{formatMoney(line.amount, line.currency, locale)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("billing.receipt.total")}</th>
          <td className="r num text-lg font-semibold">{formatMoney(payment.amount, payment.currency, locale)}</td>
        </tr>
      </tfoot>
    </Table>
  );
}

function Related({ payment, related, zone, at, words }: ReceiptPaperProps) {
  const { t, locale } = words;
  return (
    <section className="mt-5" aria-labelledby="related">
      <h2 id="related" className="text-md">
        {t(payment.kind === "charge" ? "billing.receipt.taken" : "billing.receipt.belongs")}
      </h2>
      <ul className="hair mt-1">
        {related.map(({ payment: other }) => (
          <li key={other.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2.5">
            <Link className="link" href={`/me/billing/receipts/${other.id}`}>
              {titleOf(other, words)}
            </Link>
            <span className="text-ink-2">{shortDate(other.at, at, locale, zone)}</span>
            <span className="num ml-auto">{formatMoney(other.amount, other.currency, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
