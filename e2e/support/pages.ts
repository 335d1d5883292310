import { demo, withDatabase } from "./people";
import { findOpenTalk, findPaidPost } from "./posts";
import { data } from "./story";

/** Every page there is, by who opens it. A page without an entry here fails accessibility.spec.ts. */
export interface PageSet {
  as: string | null;
  /** Route pattern under app/ → an address of it. */
  pages: Record<string, string>;
}

const one = (sql: string, ...values: string[]): string =>
  (withDatabase(data, (database) => database.prepare(sql).get(...values)) as { found: string }).found;

export function everyPage(): PageSet[] {
  const slow = "/c/slow-query";
  const paid = findPaidPost();
  const single = findPaidPost({ single: true });
  const payerId = one("select id as found from users where email = ?", demo.payer);
  const other = one(
    "select p.id as found from subscriptions s join prices r on r.id = s.price_id join prices p on p.product_id = r.product_id and p.id <> r.id where s.user_id = ? and s.live = 1 and p.archived_at is null limit 1",
    payerId,
  );
  const own = one(
    "select p.id as found from posts p join members m on m.id = p.author_id join users u on u.id = m.user_id where u.email = ? and p.kind = 'tutorial' limit 1",
    demo.creator,
  );
  const c = "/c/[community]";
  return [
    {
      as: null,
      pages: {
        "/": "/",
        "/explore": "/explore",
        "/sign-in": "/sign-in",
        "/sign-up": "/sign-up",
        "/check-mail": "/check-mail?for=confirm",
        "/forgot": "/forgot",
        "/reset": "/reset?token=nothing",
        "/confirm": "/confirm?token=nothing",
        "/magic": "/magic",
        "/dev/mail": "/dev/mail",
        "/sandbox/clock": "/sandbox/clock",
        "/sandbox/control": "/sandbox/control",
        [c]: slow,
        [`${c}/feed`]: `${slow}/feed`,
        [`${c}/tutorials`]: `${slow}/tutorials`,
        [`${c}/questions`]: `${slow}/questions`,
        [`${c}/posts/[slug]`]: paid.path,
        [`${c}/members`]: `${slow}/members`,
        [`${c}/members/[handle]`]: `${slow}/members/${one("select handle as found from users where email = ?", demo.creator)}`,
        [`${c}/join`]: `${slow}/join?per=year`,
        [`${c}/gift`]: `${slow}/gift`,
        [`${c}/gift/redeem`]: `${slow}/gift/redeem`,
        "a gift code that opens nothing": `${slow}/gift/redeem?code=ABCD-EFGH-JKLM-NPQR`,
        "prices with a code that does not exist": `${slow}/join?coupon=NOTHING`,
        [`${c}/search`]: `${slow}/search?q=index`,
        "the other community": "/c/wheels/feed",
        "a paid post of the other community": findPaidPost({ community: "wheels" }).path,
        "nothing there": `${slow}/posts/there-is-nothing-here`,
      },
    },
    {
      as: demo.payer,
      pages: {
        "/home": "/home",
        "/me": "/me",
        "/me/security": "/me/security",
        "/me/access": "/me/access",
        "/me/billing": "/me/billing",
        "/me/billing/cancel/[subscription]": `/me/billing/cancel/${one("select id as found from subscriptions where user_id = ? and live = 1 limit 1", payerId)}`,
        "/me/billing/receipts/[payment]": `/me/billing/receipts/${one("select id as found from payments where user_id = ? order by id desc limit 1", payerId)}`,
        "/me/billing/receipts": "/me/billing/receipts",
        "/me/billing/refund/[payment]": `/me/billing/refund/${one("select id as found from payments where user_id = ? and kind = 'charge' order by id desc limit 1", payerId)}`,
        "/open": "/open",
        [`${c}/join/change`]: `${slow}/join/change?price=${other}`,
        [`${c}/leave`]: `${slow}/leave`,
        [`${c}/new`]: `${slow}/new`,
        "a feed as a member": `${slow}/feed?sort=active`,
        "a paid post, whole": paid.path,
        "a discussion, answering": findOpenTalk().path,
        "a question": findOpenTalk("slow-query", "question").path,
        "an empty search": `${slow}/search?q=zzzzqqqq`,
        "an empty list": `${slow}/feed?type=announcement&topic=career`,
        "the offer of one tutorial": single.path,
      },
    },
    {
      as: demo.creator,
      pages: {
        [`${c}/studio`]: `${slow}/studio`,
        [`${c}/studio/new`]: `${slow}/studio/new`,
        [`${c}/studio/[post]`]: `${slow}/studio/${own}`,
        [`${c}/studio/import`]: `${slow}/studio/import`,
      },
    },
    {
      as: demo.owner,
      pages: {
        [`${c}/manage`]: `${slow}/manage`,
        [`${c}/manage/analytics`]: `${slow}/manage/analytics`,
        "growth as tables": `${slow}/manage/analytics?range=12m&view=table`,
        [`${c}/manage/members`]: `${slow}/manage/members`,
        [`${c}/manage/plans`]: `${slow}/manage/plans`,
        [`${c}/manage/plans/new`]: `${slow}/manage/plans/new`,
        "a new pass": `${slow}/manage/plans/new?kind=pass`,
        [`${c}/manage/plans/[product]`]: `${slow}/manage/plans/${one("select p.id as found from products p join communities c on c.id = p.community_id where c.slug = 'slow-query' and p.kind = 'subscription' limit 1")}`,
        [`${c}/manage/plans/benefits`]: `${slow}/manage/plans/benefits`,
        [`${c}/manage/coupons`]: `${slow}/manage/coupons`,
        [`${c}/manage/comps`]: `${slow}/manage/comps`,
        [`${c}/manage/orders`]: `${slow}/manage/orders`,
        "orders that nothing matches": `${slow}/manage/orders?q=zzzzqqqq&state=paid`,
        [`${c}/manage/orders/checkouts`]: `${slow}/manage/orders/checkouts`,
        [`${c}/manage/orders/[payment]`]: `${slow}/manage/orders/${one("select p.id as found from payments p join communities c on c.id = p.community_id where c.slug = 'slow-query' and p.kind = 'charge' order by p.id desc limit 1")}`,
        [`${c}/manage/refunds`]: `${slow}/manage/refunds`,
        [`${c}/manage/disputes`]: `${slow}/manage/disputes`,
        [`${c}/manage/payouts`]: `${slow}/manage/payouts`,
        [`${c}/manage/ledger`]: `${slow}/manage/ledger`,
        [`${c}/manage/payments`]: `${slow}/manage/payments`,
        [`${c}/manage/settings`]: `${slow}/manage/settings`,
        [`${c}/manage/access`]: `${slow}/manage/access?person=${one("select handle as found from users where email = ?", demo.payer)}&post=${paid.path.split("/").at(-1)}`,
        "nobody asked about": `${slow}/manage/access`,
        "prices with a visitor’s eyes": `${slow}/join?as=visitor`,
      },
    },
  ];
}

/** Pages that need something of their own first: a mail, an empty installation, an order. Stories open them. */
export const openedByStories = [
  "/setup",
  "/dev/mail/[mail]",
  "/sandbox/checkout/[id]",
  "/sandbox/portal/[id]",
  "/sandbox/connect/[link]",
  "/c/[community]/join/return",
];
