import { Button } from "@/components/ui/button";
import { ChoiceGroup, RadioCard } from "@/components/ui/choice-fields";
import { TextField } from "@/components/ui/field";
import type { Words } from "@/lib/i18n/words";

interface Props {
  community: string;
  plans: { id: string; name: string }[];
  words: Words;
}

/** Chooses a zip and who may read it. A plain form: the answer is a page. */
export function ImportForm({ community, plans, words: { t } }: Props) {
  const [firstPlan] = plans;
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={`/c/${community}/studio/import/upload`}
      className="grid gap-6"
    >
      <TextField
        type="file"
        name="zip"
        accept=".zip,application/zip"
        required
        label={t("exchange.page.file")}
        help={t("exchange.page.fileHelp")}
      />
      <ChoiceGroup id="audience" label={t("exchange.page.audience")} help={t("exchange.page.audienceHelp")}>
        {plans.map((plan) => (
          <RadioCard
            key={plan.id}
            name="audience"
            value={`benefit:${plan.id}`}
            defaultChecked={plan.id === firstPlan?.id}
            title={t("exchange.page.plan", { plan: plan.name })}
          />
        ))}
        <RadioCard name="audience" value="members" defaultChecked={!firstPlan} title={t("exchange.page.members")} />
        <RadioCard name="audience" value="public" title={t("exchange.page.public")} />
      </ChoiceGroup>
      <div>
        <Button type="submit" variant="primary">
          {t("exchange.page.check")}
        </Button>
      </div>
    </form>
  );
}
