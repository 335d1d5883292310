import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { FieldsForm } from "@/components/ui/fields-form";
import { Link } from "@/components/ui/link";
import { shortDate } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { endCompAction, giveCompAction } from "@/lib/billing/actions/comps";
import type { GivenAccess } from "@/lib/billing/queries/comps";
import type { Words } from "@/lib/i18n/words";

interface CompListProps {
  comps: readonly GivenAccess[];
  community: { slug: string; zone: string; locale: string };
  now: Date;
  words: Words;
}

const isOver = ({ endsAt, endedEarly }: GivenAccess, now: Date) => endedEarly || (endsAt !== null && endsAt <= now);

/** What was given without money, running first; what is over folds away below. */
export function CompList(props: CompListProps) {
  const { comps, now, words } = props;
  const over = comps.filter((comp) => isOver(comp, now));
  const running = comps.filter((comp) => !isOver(comp, now));
  return (
    <>
      <ul className="hair mt-4">
        {running.map((comp) => (
          <CompRow key={comp.id} comp={comp} {...props} />
        ))}
      </ul>
      {over.length > 0 ? (
        <details className="mt-6" open={running.length === 0}>
          <summary className="cursor-pointer py-1 text-ink-2">
            {words.t("selling.comps.endedList")} <span className="num text-ink-3">{over.length}</span>
          </summary>
          <ul className="hair mt-1">
            {over.map((comp) => (
              <CompRow key={comp.id} comp={comp} {...props} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

function CompRow({ comp, community, now, words }: CompListProps & { comp: GivenAccess }) {
  const { t, locale } = words;
  const day = (at: Date) => shortDate(at, now, locale, community.zone);
  const began = comp.givenBy
    ? t("selling.comps.by", { name: comp.givenBy, date: day(comp.startsAt) })
    : t("selling.comps.began", { date: day(comp.startsAt) });
  const isEnded = isOver(comp, now);
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <Link href={`/c/${community.slug}/members/${comp.handle}`} className="font-semibold hover:text-accent-ink">
            {comp.name}
          </Link>
          <span lang={community.locale}>{comp.productName}</span>
          {comp.kind === "trial" ? <Badge>{t("selling.comps.trial")}</Badge> : null}
          <Badge tone={isEnded ? "neutral" : "success"}>{t(`selling.comps.${isEnded ? "ended" : "running"}`)}</Badge>
        </div>
        {comp.reason ? (
          <p className="text-ink-2" lang={community.locale}>
            {comp.reason}
          </p>
        ) : null}
        <p className="text-sm text-ink-3">
          {began} · {endInWords(comp, isEnded, day, words)}
        </p>
      </div>
      {isEnded || comp.kind === "trial" ? null : (
        <ActionForm action={endCompAction} hidden={{ community: community.slug, comp: comp.id }}>
          <SubmitButton
            size="sm"
            variant="ghost"
            busyLabel={t("selling.comps.ending")}
            aria-label={t("selling.comps.endOf", { product: comp.productName, name: comp.name })}
          >
            {t("selling.comps.end")}
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  );
}

/** The end is the first moment after it: what people read is the last day, but of what ended the moment itself. */
function endInWords({ endsAt }: GivenAccess, isEnded: boolean, day: (at: Date) => string, { t }: Words): string {
  if (!endsAt) return t("selling.comps.forGood");
  if (isEnded) return t("selling.comps.endedOn", { date: day(endsAt) });
  return t("selling.comps.until", { date: day(new Date(endsAt.getTime() - 1)) });
}

interface CompFormProps {
  community: { slug: string; zone: string; locale: string };
  products: readonly { id: string; name: string }[];
  /** A handle to begin with. */
  member: string;
  words: Words;
}

/** Access by hand: to whom, what, why and until when. */
export function CompForm({ community, products, member, words: { t } }: CompFormProps) {
  return (
    <FieldsForm
      action={giveCompAction}
      hidden={{ community: community.slug }}
      fields={[
        {
          kind: "text",
          name: "member",
          label: t("selling.comps.member"),
          help: t("selling.comps.memberHelp"),
          maxLength: 40,
          autoCapitalize: "none",
          defaultValue: member,
        },
        {
          kind: "select",
          name: "product",
          label: t("selling.comps.product"),
          options: products.map(({ id, name }) => ({ value: id, label: name, lang: community.locale })),
        },
        {
          kind: "text",
          name: "reason",
          label: t("selling.comps.reason"),
          help: t("selling.comps.reasonHelp"),
          maxLength: 200,
        },
        {
          kind: "date",
          name: "until",
          label: t("selling.comps.untilField"),
          help: t("selling.comps.untilHelp", { zone: community.zone }),
          optional: t("selling.product.optional"),
        },
      ]}
      submit={t("selling.comps.give")}
      busy={t("selling.comps.giving")}
    />
  );
}
