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
  const segmentId = one(
    "select s.id as found from segments s join communities c on c.id = s.community_id where c.slug = 'slow-query' limit 1",
  );
  const payerHandle = one("select handle as found from users where email = ?", demo.payer);
  const surveyId = one(
    "select s.id as found from surveys s join communities c on c.id = s.community_id where c.slug = 'slow-query' and s.published_at is not null limit 1",
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
        [`${c}/surveys`]: `${slow}/surveys`,
        [`${c}/surveys/[survey]`]: `${slow}/surveys/${surveyId}`,
        [`${c}/letters`]: `${slow}/letters`,
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
        [`${c}/manage/endings`]: `${slow}/manage/endings`,
        [`${c}/manage/analytics`]: `${slow}/manage/analytics`,
        "growth as tables": `${slow}/manage/analytics?range=12m&view=table`,
        [`${c}/manage/analytics/growth`]: `${slow}/manage/analytics/growth?range=12m`,
        "members day by day, as tables": `${slow}/manage/analytics/growth?range=90d&view=table`,
        [`${c}/manage/analytics/growth/rows`]: `${slow}/manage/analytics/growth/rows?range=12m&figure=left`,
        [`${c}/manage/analytics/retention`]: `${slow}/manage/analytics/retention?range=12m`,
        "renewals of yearly plans": `${slow}/manage/analytics/retention?variant=renewal&by=term&value=year`,
        "weekly cohorts that never left, as tables": `${slow}/manage/analytics/retention?unit=week&variant=continuous&cohort=member&view=table`,
        [`${c}/manage/analytics/retention/rows`]: `${slow}/manage/analytics/retention/rows?range=12m&figure=kept`,
        [`${c}/manage/analytics/activity`]: `${slow}/manage/analytics/activity?range=90d`,
        "activity of a year without staff": `${slow}/manage/analytics/activity?range=12m&staff=without&view=table`,
        [`${c}/manage/analytics/activity/rows`]: `${slow}/manage/analytics/activity/rows?range=90d&figure=interactions`,
        [`${c}/manage/analytics/content`]: `${slow}/manage/analytics/content?range=90d`,
        "content by what was not finished": `${slow}/manage/analytics/content?range=12m&sort=unfinished&view=table`,
        [`${c}/manage/analytics/content/rows`]: `${slow}/manage/analytics/content/rows?range=12m&figure=joins`,
        [`${c}/manage/analytics/revenue`]: `${slow}/manage/analytics/revenue?range=12m`,
        "revenue as Baremetrics counts, as tables": `${slow}/manage/analytics/revenue?definition=baremetrics&view=table`,
        [`${c}/manage/analytics/revenue/rows`]: `${slow}/manage/analytics/revenue/rows?range=12m&figure=mrr`,
        [`${c}/manage/analytics/definitions`]: `${slow}/manage/analytics/definitions`,
        [`${c}/manage/analytics/funnel`]: `${slow}/manage/analytics/funnel?range=12m`,
        [`${c}/manage/analytics/funnel/rows`]: `${slow}/manage/analytics/funnel/rows?range=12m&figure=joined`,
        [`${c}/manage/analytics/sources`]: `${slow}/manage/analytics/sources?range=12m&touch=last`,
        [`${c}/manage/analytics/sources/rows`]: `${slow}/manage/analytics/sources/rows?range=12m&figure=arrived&at=search`,
        [`${c}/manage/at-risk`]: `${slow}/manage/at-risk`,
        "nobody at risk": `${slow}/manage/at-risk?reason=payment&standing=trial`,
        [`${c}/manage/at-risk/outreach/new`]: `${slow}/manage/at-risk/outreach/new?all=yes`,
        "nobody chosen": `${slow}/manage/at-risk/outreach/new`,
        [`${c}/manage/at-risk/outreach/[outreach]`]: `${slow}/manage/at-risk/outreach/${one("select o.id as found from outreach o join communities c on c.id = o.community_id where c.slug = 'slow-query' limit 1")}`,
        [`${c}/manage/members`]: `${slow}/manage/members`,
        [`${c}/manage/plans`]: `${slow}/manage/plans`,
        [`${c}/manage/plans/new`]: `${slow}/manage/plans/new`,
        "a new pass": `${slow}/manage/plans/new?kind=pass`,
        [`${c}/manage/plans/[product]`]: `${slow}/manage/plans/${one("select p.id as found from products p join communities c on c.id = p.community_id where c.slug = 'slow-query' and p.kind = 'subscription' limit 1")}`,
        [`${c}/manage/plans/benefits`]: `${slow}/manage/plans/benefits`,
        [`${c}/manage/surveys`]: `${slow}/manage/surveys`,
        [`${c}/manage/surveys/new`]: `${slow}/manage/surveys/new`,
        [`${c}/manage/surveys/[survey]`]: `${slow}/manage/surveys/${surveyId}`,
        "a survey as members see it": `${slow}/manage/surveys/${surveyId}?view=preview`,
        [`${c}/manage/surveys/reasons`]: `${slow}/manage/surveys/reasons`,
        "the people behind a reason": `${slow}/manage/surveys/reasons?reason=too_expensive&table=months`,
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
        [`${c}/manage/segments`]: `${slow}/manage/segments`,
        [`${c}/manage/segments/new`]: `${slow}/manage/segments/new?template=quiet`,
        [`${c}/manage/segments/[segment]`]: `${slow}/manage/segments/${segmentId}?member=${payerHandle}`,
        "a segment being edited": `${slow}/manage/segments/${segmentId}?edit=yes`,
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
