import type { ComponentProps } from "react";

/**
 * Lucide's outlines as references into one sprite (public/icons.svg, written by scripts/icons.ts from lucide-react):
 * a page with a hundred icons would otherwise carry each drawing twice, as HTML and for React. To use another icon,
 * add a line here and run `npm run icons`.
 */
export type IconProps = ComponentProps<"svg">;
export type Icon = (props: IconProps) => React.ReactElement;

/** The sprite's address. The number changes with its content, because it is cached for good. */
const sprite = "/icons.svg?v=2";

/** The address of one icon of the sprite. */
export function iconHref(name: string): string {
  return `${sprite}#${name}`;
}

function icon(name: string): Icon {
  const href = iconHref(name);
  return ({ className, ...rest }) => (
    <svg className={className ? `lucide ${className}` : "lucide"} aria-hidden="true" {...rest}>
      <use href={href} />
    </svg>
  );
}

export const ArrowDown = icon("ArrowDown");
export const ArrowRight = icon("ArrowRight");
export const ArrowUp = icon("ArrowUp");
export const BookOpen = icon("BookOpen");
export const BookOpenText = icon("BookOpenText");
export const CalendarX = icon("CalendarX");
export const ChartLine = icon("ChartLine");
export const Check = icon("Check");
export const ChevronRight = icon("ChevronRight");
export const ChevronsUpDown = icon("ChevronsUpDown");
export const CircleAlert = icon("CircleAlert");
export const CircleCheck = icon("CircleCheck");
export const CircleHelp = icon("CircleHelp");
export const CircleUser = icon("CircleUser");
export const CircleX = icon("CircleX");
export const Compass = icon("Compass");
export const CreditCard = icon("CreditCard");
export const Download = icon("Download");
export const Eye = icon("Eye");
export const FlaskConical = icon("FlaskConical");
export const FolderInput = icon("FolderInput");
export const Gift = icon("Gift");
export const Hourglass = icon("Hourglass");
export const House = icon("House");
export const Info = icon("Info");
export const Laptop = icon("Laptop");
export const LayoutDashboard = icon("LayoutDashboard");
export const Lock = icon("Lock");
/** @public Named in text by components/posts/feed-html.ts. */
export const LockOpen = icon("LockOpen");
export const LogIn = icon("LogIn");
export const LogOut = icon("LogOut");
export const Mail = icon("Mail");
export const MailCheck = icon("MailCheck");
export const Menu = icon("Menu");
export const MessageCircleQuestionMark = icon("MessageCircleQuestionMark");
export const MessageSquare = icon("MessageSquare");
export const MessagesSquare = icon("MessagesSquare");
export const Monitor = icon("Monitor");
export const Moon = icon("Moon");
export const Newspaper = icon("Newspaper");
export const OctagonAlert = icon("OctagonAlert");
export const PenLine = icon("PenLine");
/** @public Named in text by components/posts/feed-html.ts. */
export const Pin = icon("Pin");
export const Plus = icon("Plus");
export const ReceiptText = icon("ReceiptText");
export const Search = icon("Search");
export const Settings = icon("Settings");
export const ShieldCheck = icon("ShieldCheck");
export const Smartphone = icon("Smartphone");
export const Sun = icon("Sun");
export const Table2 = icon("Table2");
export const Tag = icon("Tag");
export const Ticket = icon("Ticket");
export const TicketPercent = icon("TicketPercent");
export const TriangleAlert = icon("TriangleAlert");
export const Undo2 = icon("Undo2");
export const UserPlus = icon("UserPlus");
export const UserRound = icon("UserRound");
export const UserRoundX = icon("UserRoundX");
export const Users = icon("Users");
export const UsersRound = icon("UsersRound");
export const X = icon("X");
