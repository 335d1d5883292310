import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { CircleCheck, CircleX } from "@/components/ui/icons";
import { Notice } from "@/components/ui/notice";
import type { Words } from "@/lib/i18n/words";
import type { Explained } from "@/lib/segments/loaders";
import { VerdictList } from "./rule-list";
import type { Names } from "./segment-words";

interface MemberVerdictProps {
  path: string;
  /** Who is asked about; none yet. */
  handle?: string;
  explained: Explained | null;
  names: Names;
  asOf: Date;
  zone: string;
  words: Words;
}

/** Asks about one member and shows each rule with what they have of it. The question stands in the address. */
export function MemberVerdict({ path, handle, explained, names, asOf, zone, words }: MemberVerdictProps) {
  const { t } = words;
  return (
    <section aria-labelledby="explain" className="mt-8">
      <h2 id="explain" className="text-lg">
        {t("segments.explain.title")}
      </h2>
      <form action={path} className="mt-2 flex flex-wrap items-end gap-2">
        <TextField
          name="member"
          label={t("segments.explain.handle")}
          defaultValue={handle ?? ""}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          required
        />
        <Button type="submit">{t("segments.explain.ask")}</Button>
      </form>
      {handle && !explained ? (
        <Notice tone="warning" className="mt-4">
          <p>{t("segments.explain.unknown", { handle })}</p>
        </Notice>
      ) : null}
      {explained ? <Answer explained={explained} names={names} asOf={asOf} zone={zone} words={words} /> : null}
    </section>
  );
}

type AnswerProps = Pick<MemberVerdictProps, "names" | "asOf" | "zone" | "words"> & { explained: Explained };

function Answer({ explained, names, asOf, zone, words }: AnswerProps) {
  const { t } = words;
  const { person, isIn, hadJoined, verdict } = explained;
  return (
    <div className="mt-4">
      <div className={`notice ${isIn ? "notice-success" : "notice-info"}`} role="status">
        {isIn ? <CircleCheck /> : <CircleX />}
        <p className="font-semibold">
          {t(isIn ? "segments.explain.isIn" : "segments.explain.isOut", { name: person.name })}
        </p>
      </div>
      {hadJoined ? (
        <div className="mt-2">
          <VerdictList verdict={verdict} names={names} words={words} asOf={asOf} zone={zone} />
        </div>
      ) : (
        <p className="mt-2">{t("segments.explain.neverJoined", { name: person.name })}</p>
      )}
    </div>
  );
}
