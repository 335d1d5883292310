import type { ReactNode } from "react";
import { Check } from "@/components/ui/icons";
import { Table } from "@/components/ui/table";
import type { Translate } from "@/lib/i18n/words";

/** What a community is made of, written like a grammar. */
export function Grammar({ t }: { t: Translate }) {
  const g = (key: "communityIs" | "tutorialIs" | "payLine" | "tutorialThen" | "duesIs" | "growthIs" | "activityIs") =>
    t(`site.landing.grammar.${key}`);
  const rules = [
    { name: t("site.landing.grammar.community"), is: g("communityIs") },
    {
      name: t("site.landing.grammar.tutorial"),
      is: (
        <>
          {g("tutorialIs")} <span className="text-brass">‖ {g("payLine")} ‖</span> {g("tutorialThen")}
        </>
      ),
    },
    { name: t("site.landing.grammar.dues"), is: g("duesIs") },
    { name: t("site.landing.grammar.growth"), is: g("growthIs") },
    { name: t("site.landing.grammar.activity"), is: g("activityIs") },
  ];
  return (
    <dl
      className="grid min-w-0 grid-cols-[auto_1fr] gap-x-4 gap-y-2 border-l-2 border-accent py-1 pl-5 font-mono text-sm"
      aria-label={t("site.landing.grammar.label")}
    >
      {rules.map(({ name, is }) => (
        <div key={name} className="contents">
          <dt className="text-accent-ink">{name}</dt>
          <dd className="text-ink-2">
            <span className="text-ink-3">::= </span>
            {is}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface PledgeProps {
  topic: "write" | "answer" | "count";
  number: string;
  sample: ReactNode;
  /** The sample stands on the left from 768 px. */
  flipped?: boolean;
  t: Translate;
}

/** One thing the product does, in words and as a small piece of itself. */
export function Pledge({ topic, number, sample, flipped, t }: PledgeProps) {
  return (
    <section
      className="grid items-center gap-x-16 gap-y-8 border-t border-line py-14 md:grid-cols-2"
      aria-labelledby={topic}
    >
      <div className={flipped ? "md:order-2" : undefined}>
        <p className="font-mono text-sm text-ink-3" aria-hidden="true">
          {number}
        </p>
        <h2 id={topic} className="mt-1 text-2xl md:text-3xl">
          {t(`site.landing.${topic}.title`)}
        </h2>
        <p className="mt-3 text-md text-ink-2">{t(`site.landing.${topic}.lead`)}</p>
        <ul className="mt-5 grid gap-2.5">
          {(["one", "two", "three"] as const).map((item) => (
            <li key={item} className="flex gap-2.5">
              <Check className="mt-0.75 text-accent-ink" />
              {t(`site.landing.${topic}.${item}`)}
            </li>
          ))}
        </ul>
      </div>
      {sample}
    </section>
  );
}

/** What a chat group, a course platform and a community of one's own do with the same things. */
export function Comparison({ t }: { t: Translate }) {
  const rows = ["texts", "ask", "pay", "cut", "data"] as const;
  return (
    <div className="border-t border-line py-14">
      <h2 className="mb-5 text-2xl md:text-3xl">{t("site.landing.compare.title")}</h2>
      <Table label={t("site.landing.compare.title")} className="min-w-150">
        <thead>
          <tr>
            <th scope="col">{t("site.landing.compare.what")}</th>
            <th scope="col">{t("site.landing.compare.chat")}</th>
            <th scope="col">{t("site.landing.compare.platform")}</th>
            <th scope="col" className="text-accent-ink!">
              {t("common.product")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{t(`site.landing.compare.rows.${row}.what`)}</th>
              <td className="text-ink-2">{t(`site.landing.compare.rows.${row}.chat`)}</td>
              <td className="text-ink-2">{t(`site.landing.compare.rows.${row}.platform`)}</td>
              <td className="font-medium">{t(`site.landing.compare.rows.${row}.here`)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
