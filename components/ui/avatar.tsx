import { classNames } from "./class-names";
import { initialsOf, isLatin, tintOf } from "./initials";

export type AvatarSize = 20 | 24 | 28 | 32 | 40 | 56;

/** A person: initials on a tint that stays with their id. Decorative; the name stands beside it. */
export function Avatar({
  id,
  name,
  size = 32,
  className,
}: {
  id: string;
  name: string;
  size?: AvatarSize;
  className?: string;
}) {
  const initials = initialsOf(name);
  return (
    <span
      className={classNames("av", `av-${size}`, `tint-${tintOf(id)}`, isLatin(initials) && "av-latin", className)}
      aria-hidden="true"
    >
      {initials}
    </span>
  );
}

/** A group or place: up to three glyphs on a square. Decorative. */
export function SquareMark({ glyph, size = 28, className }: { glyph: string; size?: AvatarSize; className?: string }) {
  return (
    <span className={classNames("av av-community", `av-${size}`, className)} aria-hidden="true">
      {Array.from(glyph).slice(0, 3).join("")}
    </span>
  );
}
