import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import { shortDate } from "@/components/ui/relative-time";
import { Table } from "@/components/ui/table";
import type { Words } from "@/lib/i18n/words";

/** One member of an outreach, as its page shows them. */
export interface OutreachPerson {
  memberId: string;
  userId: string;
  name: string;
  handle: string;
  email: string;
  points: number;
  sentAt: Date | null;
  doneAt: Date | null;
  note: string;
}

export interface OutreachPlace {
  slug: string;
  now: Date;
  zone: string;
  words: Words;
}

interface OutreachPeopleProps extends OutreachPlace {
  people: readonly OutreachPerson[];
  createdAt: Date;
  /** They were held out: nothing is done about them. */
  isHeld?: boolean;
}

/** Everybody of one arm, with what became of their letter. */
export function OutreachPeople({ people, createdAt, isHeld = false, slug, now, zone, words }: OutreachPeopleProps) {
  const { t } = words;
  const title = t(isHeld ? "outreach.detail.held" : "outreach.detail.people");
  const id = isHeld ? "held" : "people";
  return (
    <section className="mt-8" aria-labelledby={id}>
      <h2 id={id} className="text-lg">
        {title} <span className="num text-ink-3">{people.length}</span>
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
              {isHeld ? null : <td className="text-sm">{letterState(person, createdAt, { now, zone, words })}</td>}
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

export function PersonName({ person, slug }: { person: OutreachPerson; slug: string }) {
  return (
    <span className="flex items-center gap-2.5">
      <Avatar id={person.userId} name={person.name} size={28} />
      <Link href={`/c/${slug}/members/${person.handle}`} className="font-medium text-ink hover:text-accent-ink">
        {person.name}
      </Link>
    </span>
  );
}

const threeDaysMs = 3 * 24 * 60 * 60 * 1000;

function letterState(
  { sentAt, doneAt, note }: OutreachPerson,
  createdAt: Date,
  { now, zone, words: { t, locale } }: Omit<OutreachPlace, "slug">,
): string {
  if (sentAt) return t("outreach.detail.sent", { date: shortDate(sentAt, now, locale, zone) });
  if (doneAt) return t(note === "refused" ? "outreach.detail.refused" : "outreach.detail.gone");
  const isGivenUp = now.getTime() - createdAt.getTime() > threeDaysMs;
  return t(isGivenUp ? "outreach.detail.notSent" : "outreach.detail.waitingToSend");
}
