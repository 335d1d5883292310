import { ButtonLink } from "./button";

/** The end of a keyset-paged list: a link to the older rows, and one back to the newest when not on the first page. */
export function Pagination({
  older,
  newest,
}: {
  older?: { href: string; label: string };
  newest?: { href: string; label: string };
}) {
  if (!older && !newest) return null;
  return (
    <div className="mt-2 flex flex-wrap justify-center gap-2 border-t border-line pt-5">
      {newest ? <ButtonLink variant="ghost" {...linkOf(newest)} /> : null}
      {older ? <ButtonLink variant="ghost" {...linkOf(older)} rel="next" /> : null}
    </div>
  );
}

function linkOf({ href, label }: { href: string; label: string }) {
  return { href, children: label };
}
