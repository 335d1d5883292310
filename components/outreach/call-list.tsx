import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/choice-fields";
import { TextField } from "@/components/ui/field";
import { shortDate } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { noteCallAction } from "@/lib/outreach/actions";
import type { OutreachMember } from "@/lib/outreach/types";
import { type OutreachPlace, PersonName } from "./outreach-people";

interface CallListProps extends OutreachPlace {
  people: readonly OutreachMember[];
  outreachId: string;
}

/** One page of the people to call, in the order they are to be called in, each with a place for what came of it. */
export function CallList({ people, outreachId, slug, now, zone, words }: CallListProps) {
  const { t, locale } = words;
  return (
    <section className="mt-4" aria-labelledby="people">
      <h2 id="people" className="text-lg">
        {t("outreach.detail.people")}
      </h2>
      <ul className="hair mt-2">
        {people.map((person) => (
          <li key={person.memberId} className="grid gap-2 py-3 md:grid-cols-[16rem_1fr] md:items-start">
            <div className="min-w-0">
              <PersonName person={person} slug={slug} />
              <p className="mt-1 text-sm break-all text-ink-3">{person.email}</p>
              <p className="mt-1 text-sm">
                {person.doneAt ? (
                  <Badge tone="success">
                    {t("outreach.detail.called", { date: shortDate(person.doneAt, now, locale, zone) })}
                  </Badge>
                ) : (
                  <Badge tone="warning">{t("outreach.state.open")}</Badge>
                )}
              </p>
            </div>
            <ActionForm
              action={noteCallAction}
              hidden={{ community: slug, outreach: outreachId, member: person.memberId }}
              className="flex flex-wrap items-center gap-3"
            >
              <div className="min-w-48 flex-1">
                <TextField
                  id={`note-${person.memberId}`}
                  name="note"
                  label={t("outreach.call.note", { name: person.name })}
                  hideLabel
                  placeholder={t("outreach.detail.note")}
                  defaultValue={person.note}
                  maxLength={500}
                />
              </div>
              {person.doneAt ? null : (
                <Checkbox id={`done-${person.memberId}`} name="done" value="yes" label={t("outreach.call.done")} />
              )}
              <SubmitButton size="sm" variant="outline" busyLabel={t("outreach.call.keeping")}>
                {t("outreach.call.keep")}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
