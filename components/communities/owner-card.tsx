import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import type { Words } from "@/lib/i18n/words";
import type { MemberRow } from "@/lib/members/types";

/** Who stands behind the community. */
export function OwnerCard({ owner, base, words }: { owner: MemberRow; base: string; words: Words }) {
  return (
    <aside className="self-start rounded-lg border border-line bg-canvas p-5" aria-labelledby="owner-label">
      <p id="owner-label" className="label">
        {words.t("communities.home.owner")}
      </p>
      <div className="mt-3 flex items-center gap-3">
        <Avatar id={owner.userId} name={owner.name} size={40} />
        <div className="min-w-0">
          <Link href={`${base}/members/${owner.handle}`} className="block truncate font-semibold hover:text-accent-ink">
            {owner.name}
          </Link>
          <span className="block truncate text-sm text-ink-3">@{owner.handle}</span>
        </div>
      </div>
      {owner.bio ? <p className="mt-3 text-ink-2">{owner.bio}</p> : null}
    </aside>
  );
}
