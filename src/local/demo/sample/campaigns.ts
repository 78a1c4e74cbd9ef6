import type { Channel, StoredCampaign } from '../../klaviyo/account-data';
import { longId } from '../../klaviyo/identifiers';
import { segmentId } from './segment-spec';
import { blackFriday, DAY, id, L } from './shop';

interface Plan {
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly subjects: readonly string[];
}

const S = segmentId;
/** Whom newsletters went to; the same sets come again and again. */
const PLANS = {
  engaged: {
    included: [S('engaged90')],
    excluded: [S('recent14'), S('unengaged90')],
    subjects: ['New in', 'The edit', 'Ingredient spotlight', 'Skin notes', 'Routine of the week'],
  },
  everybody: { included: [L.newsletter], excluded: [], subjects: ['Big news', 'Flash sale', 'Last chance', 'Store news'] },
  active: { included: [S('engaged30')], excluded: [S('recent14')], subjects: ['Early look', 'Only for readers', 'Back by request'] },
  vip: { included: [S('vipSpend')], excluded: [], subjects: ['VIP preview', 'VIP thank you'] },
  careful: {
    included: [L.newsletter, L.popup],
    excluded: [S('notOptedIn'), S('care')],
    subjects: ['Monthly digest', 'How we make it', 'Refill your favourites'],
  },
  winback: { included: [S('winback')], excluded: [S('unengaged90')], subjects: ['We miss you', 'Your shelf looks empty'] },
  repeat: { included: [S('repeat')], excluded: [S('recent14'), S('care')], subjects: ['Refer a friend', 'Loyalty double points'] },
  discount: { included: [S('discount')], excluded: [S('recent14')], subjects: ['Clearance', 'Outlet weekend'] },
  gone: { included: [L.deleted, L.newsletter], excluded: [], subjects: ['Giveaway winners'] },
} as const satisfies Record<string, Plan>;

const ORDER: readonly (keyof typeof PLANS)[] = [
  'engaged',
  'careful',
  'engaged',
  'everybody',
  'active',
  'engaged',
  'vip',
  'engaged',
  'careful',
  'repeat',
  'engaged',
  'active',
  'everybody',
  'engaged',
  'winback',
  'engaged',
  'discount',
  'careful',
  'gone',
  'engaged',
  'active',
];

function campaign(
  today: number,
  name: string,
  plan: { readonly included: readonly string[]; readonly excluded: readonly string[] },
  sendTime: number | null,
  more: Partial<StoredCampaign> = {},
): StoredCampaign {
  const made = (sendTime ?? today) - 4 * DAY;
  const { channel = 'email' } = more;
  return {
    id: longId(1, 'campaign', name),
    name,
    channel,
    status: 'Sent',
    archived: false,
    included: plan.included,
    excluded: plan.excluded,
    createdAt: made,
    scheduledAt: sendTime === null ? null : sendTime - DAY,
    updatedAt: Math.min(today, sendTime ?? today) - (sendTime === null ? 3 * DAY : 0),
    sendTime,
    smartSending: channel === 'email',
    sendStrategy: sendTime === null ? { method: 'immediate' } : { method: 'static', datetime: new Date(sendTime).toISOString(), options: null },
    tagIds: [],
    messages: [{ id: longId(1, 'message', name), label: name, subject: name }],
    ...more,
  };
}

const month = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** Two years of campaigns up to `today`: newsletters, texts and push, and what never left. Sent ones come first, oldest first. */
export function createCampaigns(today: number): readonly StoredCampaign[] {
  const sent = [...newsletters(today), ...blackFridays(today), ...texts(today), ...pushes(today)].sort((a, b) => (a.sendTime ?? 0) - (b.sendTime ?? 0));
  return [...sent, ...unsent(today)];
}

function newsletters(today: number): readonly StoredCampaign[] {
  const all: StoredCampaign[] = [];
  for (let number = 0, daysAgo = 718; daysAgo >= 3; number += 1, daysAgo -= number % 3 === 0 ? 13 : 10) {
    const key = ORDER[number % ORDER.length] ?? 'engaged';
    const plan = PLANS[key];
    const send = today - daysAgo * DAY + 17 * 3_600_000;
    const name = `${month(send)} ${plan.subjects[number % plan.subjects.length] ?? 'News'} #${number + 1}`;
    const tested = number % 16 === 5;
    all.push(
      campaign(today, name, plan, send, {
        archived: daysAgo > 540,
        tagIds: key === 'vip' || key === 'repeat' ? [id('tag', 'Customers')] : [],
        ...(tested
          ? {
              sendStrategy: { method: 'ab_test_campaign' },
              messages: ['A', 'B'].map((letter) => ({
                id: longId(1, 'message', `${name} ${letter}`),
                label: `${name} – ${letter}`,
                subject: `${name} (${letter})`,
              })),
            }
          : {}),
      }),
    );
  }
  return all;
}

function blackFridays(today: number): readonly StoredCampaign[] {
  const year = new Date(today).getUTCFullYear();
  return [year - 2, year - 1, year]
    .flatMap((each) =>
      [
        [-1, 'VIP early access'],
        [0, 'Black Friday is here'],
        [3, 'Cyber Monday'],
      ].map(([offset, title]) => {
        const send = blackFriday(each) + Number(offset) * DAY + 4 * 3_600_000;
        const plan = title === 'VIP early access' ? { included: [L.vipClone], excluded: [] } : { included: [S('subscribers'), L.popup], excluded: [] };
        return campaign(today, `BFCM ${each}: ${title}`, plan, send);
      }),
    )
    .filter(({ sendTime }) => sendTime !== null && sendTime < today && sendTime > today - 725 * DAY);
}

function other(
  channel: Channel,
  today: number,
  every: number,
  first: number,
  plans: readonly { readonly name: string; readonly included: readonly string[]; readonly excluded: readonly string[] }[],
): readonly StoredCampaign[] {
  const all: StoredCampaign[] = [];
  for (let number = 0, daysAgo = first; daysAgo > 4; number += 1, daysAgo -= every) {
    const plan = plans[number % plans.length];
    if (!plan) continue;
    const send = today - daysAgo * DAY + 19 * 3_600_000;
    all.push(campaign(today, `${plan.name} ${month(send)}-${number + 1}`, plan, send, { channel }));
  }
  return all;
}

const texts = (today: number): readonly StoredCampaign[] =>
  other('sms', today, 38, 590, [
    { name: 'SMS flash', included: [L.sms], excluded: [] },
    { name: 'SMS restock', included: [S('smsEngaged')], excluded: [S('recent14')] },
  ]);

const pushes = (today: number): readonly StoredCampaign[] =>
  other('mobile_push', today, 75, 340, [{ name: 'Push: new drop', included: [S('vipSpend')], excluded: [] }]);

function unsent(today: number): readonly StoredCampaign[] {
  const draft = (name: string, included: readonly string[], age: number, more: Partial<StoredCampaign> = {}): StoredCampaign =>
    campaign(today, name, { included, excluded: [] }, null, { status: 'Draft', createdAt: today - age * DAY, updatedAt: today - age * DAY, ...more });
  const scheduled = (name: string, included: readonly string[], excluded: readonly string[], days: number, channel: Channel = 'email'): StoredCampaign =>
    campaign(today, name, { included, excluded }, today + days * DAY + 17 * 3_600_000, {
      status: 'Scheduled',
      channel,
      createdAt: today - 2 * DAY,
      scheduledAt: today - DAY,
      updatedAt: today - DAY,
    });
  return [
    draft('Untitled campaign', [], 30),
    draft('Mother’s Day – draft', [L.newsletter], 200),
    draft('Copy of Monthly digest', [L.internal], 45),
    draft('Copy of Flash sale', [S('openers')], 12, { channel: 'sms' }),
    draft('Spring teaser', [S('teaser')], 250, { archived: true }),
    scheduled('Gift guide', [S('engaged90')], [S('recent14'), S('unengaged90')], 3),
    scheduled('Refill reminder SMS', [S('smsSubscribers')], [S('recent14')], 6, 'sms'),
    scheduled('Serum week', [S('serums')], [], 9),
    campaign(today, 'Giveaway teaser', { included: [L.giveaway], excluded: [] }, today - 430 * DAY, { status: 'Cancelled' }),
    campaign(today, 'Trade show hello', { included: [L.tradeShow], excluded: [] }, today - 480 * DAY, { status: 'Cancelled: No Recipients', archived: true }),
  ];
}
