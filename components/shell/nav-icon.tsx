import {
  BookOpenText,
  ChartLine,
  CircleUser,
  CreditCard,
  FolderInput,
  House,
  type Icon,
  LayoutDashboard,
  LogIn,
  MessageCircleQuestionMark,
  Newspaper,
  PenLine,
  ReceiptText,
  Settings,
  ShieldCheck,
  Ticket,
  TicketPercent,
  UserPlus,
  Users,
  UsersRound,
} from "@/components/ui/icons";
import type { NavIcon as Name } from "./types";

const icons: Record<Name, Icon> = {
  about: House,
  feed: Newspaper,
  tutorials: BookOpenText,
  questions: MessageCircleQuestionMark,
  members: Users,
  studio: PenLine,
  import: FolderInput,
  overview: LayoutDashboard,
  growth: ChartLine,
  people: UsersRound,
  plans: Ticket,
  coupons: TicketPercent,
  orders: ReceiptText,
  payments: CreditCard,
  access: ShieldCheck,
  settings: Settings,
  join: UserPlus,
  "sign-in": LogIn,
  me: CircleUser,
};

export function NavIcon({ name }: { name: Name }) {
  const Icon = icons[name];
  return <Icon />;
}
