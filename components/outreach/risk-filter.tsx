import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice-fields";
import { SelectField } from "@/components/ui/field";
import type { Words } from "@/lib/i18n/words";
import { riskBands, riskReasons } from "@/lib/outreach/risk-score";
import { type RiskQuery, riskFilterKeys } from "@/lib/outreach/schema";
import { standings } from "@/lib/outreach/types";

interface Named {
  id: string;
  name: string;
}

interface RiskFilterProps {
  path: string;
  query: RiskQuery;
  products: readonly Named[];
  segments: readonly Named[];
  words: Words;
}

/** A plain GET form: what is asked for stands in the address, and Back leads to the list before. */
export function RiskFilterForm({ path, query, products, segments, words: { t } }: RiskFilterProps) {
  const isNarrowed = riskFilterKeys.some((key) => query[key] !== undefined);
  const any = t("outreach.filter.any");
  const named = (rows: readonly Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <search className="mt-6" aria-label={t("outreach.filter.label")}>
      <form action={path} method="get" className="flex flex-wrap items-end gap-3">
        <Choice
          name="band"
          label={t("outreach.filter.band")}
          value={query.band}
          any={t("outreach.filter.atRisk")}
          options={riskBands.toReversed().map((band) => ({ value: band, label: t(`outreach.band.${band}`) }))}
        />
        <Choice
          name="reason"
          label={t("outreach.filter.reason")}
          value={query.reason}
          any={any}
          options={riskReasons.map((reason) => ({ value: reason, label: t(`outreach.reasonName.${reason}`) }))}
        />
        <Choice name="plan" label={t("outreach.filter.plan")} value={query.plan} any={any} options={named(products)} />
        {segments.length > 0 ? (
          <Choice
            name="segment"
            label={t("outreach.filter.segment")}
            value={query.segment}
            any={any}
            options={named(segments)}
          />
        ) : null}
        <Choice
          name="standing"
          label={t("outreach.filter.standing")}
          value={query.standing}
          any={any}
          options={standings.map((value) => ({ value, label: t(`outreach.standing.${value}`) }))}
        />
        <Checkbox
          className="pb-2"
          name="who"
          value="all"
          label={t("outreach.filter.who")}
          defaultChecked={query.who === "all"}
        />
        <div className="flex gap-2">
          <Button type="submit">{t("outreach.filter.apply")}</Button>
          {isNarrowed ? (
            <ButtonLink href={path} variant="ghost">
              {t("outreach.filter.clear")}
            </ButtonLink>
          ) : null}
        </div>
      </form>
    </search>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  value: string | undefined;
  any: string;
  options: { value: string; label: string }[];
}

function Choice({ name, label, value, any, options }: ChoiceProps) {
  return (
    <div className="min-w-36 flex-1 sm:flex-none">
      <SelectField name={name} label={label} defaultValue={value ?? ""}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
