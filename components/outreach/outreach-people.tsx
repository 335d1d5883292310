import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import { shortDate } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import type { Words } from "@/lib/i18n/words";
import { stateOf } from "@/lib/outreach/outreach-state";
import type { OutreachMember } from "@/lib/outreach/types";

export interface OutreachPlace {
  slug: string;
  now: Date;
  zone: string;
  words: Words;
}

interface OutreachPeopleProps extends OutreachPlace {
  people: readonly OutreachMember[];
  outreach: { kind: string; createdAt: Date };
  /** They were held out: nothing is done about them. */
  isHeld?: boolean;
}

/** People of one arm, with what became of their letter. */
export function OutreachPeople({ people, outreach, isHeld = false, slug, now, zone, words }: OutreachPeopleProps) {
  const { t } = words;
  const title = t(isHeld ? "outreach.detail.held" : "outreach.detail.people");
  return (
    <section className="mt-4" aria-labelledby="people">
      <h2 id="people" className="text-lg">
        {title}
      </h2>
      {isHeld ? <p className="mt-0.5 text-ink-2">{t("outreach.detail.heldHelp")}</p> : null}
      <Table label={t("common.chart.scrollHint", { name: title })} className="mt-2">
        <thead>
          <tr>
            <th scope="col">{t("outreach.list.member")}</th>
            <th scope="col" className="r">
              {t("outreach.detail.points")}
            </th>
            {isHeld ? null : <th scope="col">{t("outreach.detail.state")}</th>}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.memberId}>
              <th scope="row" className="font-normal">
                <PersonName person={person} slug={slug} />
              </th>
              <td className="r num">{person.points}</td>
              {isHeld ? null : <td className="text-sm">{stateText(person, outreach, { now, zone, words })}</td>}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

export function PersonName({ person, slug }: { person: OutreachMember; slug: string }) {
  return (
    <span className="flex items-center gap-2.5">
      <Avatar id={person.userId} name={person.name} size={28} />
      <Link href={`/c/${slug}/members/${person.handle}`} className="font-medium text-ink hover:text-accent-ink">
        {person.name}
      </Link>
    </span>
  );
}

function stateText(
  person: OutreachMember,
  outreach: { kind: string; createdAt: Date },
  { now, zone, words: { t, locale } }: Omit<OutreachPlace, "slug">,
): string {
  const state = stateOf(person, outreach, now);
  return state === "sent" && person.sentAt
    ? t("outreach.detail.sent", { date: shortDate(person.sentAt, now, locale, zone) })
    : t(`outreach.state.${state}`);
}
