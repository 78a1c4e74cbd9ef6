import type { Channel, FlowDefinition, StoredCampaign, StoredFlow } from '../../../../src/local/klaviyo/account-data';
import { longId } from '../../../../src/local/klaviyo/identifiers';
import type { Random } from '../../../../src/local/klaviyo/random';
import { mix, pick, randomFrom, whole } from '../../../../src/local/klaviyo/random';
import type { Json } from '../../../../src/local/demo/sample/definition';
import { count, definition, flowStart, inGroup, inTheLast, never, notInGroup, once, subscribed } from '../../../../src/local/demo/sample/definition';
import type { Step } from '../../../../src/local/demo/sample/flow-builder';
import { email, flowDefinition, sms, split, wait } from '../../../../src/local/demo/sample/flow-builder';
import { onList, onMetric, onSegment } from '../../../../src/local/demo/sample/flow-spec';
import { id, M } from '../../../../src/local/demo/sample/shop';

const DAY = 86_400_000;

export interface Audiences {
  readonly lists: readonly string[];
  readonly segments: readonly string[];
}

/** Campaigns over two years, most of them to some sixty audiences that come again and again. */
export function scaledCampaigns(seed: number, size: number, { lists, segments }: Audiences, now: number): readonly StoredCampaign[] {
  const groups = [...segments.slice(0, Math.max(1, Math.floor(segments.length * 0.4))), ...lists.slice(0, Math.max(1, Math.floor(lists.length * 0.1)))];
  const audiences = Array.from({ length: 60 }, (_, place) => {
    const random = randomFrom(mix(seed ^ 0xca, place));
    const some = (most: number): readonly string[] => [...new Set(Array.from({ length: whole(random, 0, most) }, () => pick(random, groups)))];
    return { included: [...new Set([pick(random, groups), ...some(2)])], excluded: some(2) };
  });
  return Array.from({ length: size }, (_, place): StoredCampaign => {
    const random = randomFrom(mix(seed ^ 0xcb, place));
    const { included, excluded } = pick(random, audiences);
    const draft = random() < 0.04;
    const channel: Channel = random() < 0.8 ? 'email' : random() < 0.75 ? 'sms' : 'mobile_push';
    const daysAgo = 1 + (720 * (size - place)) / size;
    const sendTime = Math.floor((now - daysAgo * DAY) / 1000) * 1000;
    const name = `Campaign ${place}`;
    return {
      id: longId(seed, 'campaign', name),
      name,
      channel,
      status: draft ? 'Draft' : 'Sent',
      archived: daysAgo > 500 && random() < 0.5,
      included,
      excluded,
      createdAt: sendTime - 3 * DAY,
      scheduledAt: draft ? null : sendTime - DAY,
      updatedAt: sendTime,
      sendTime: draft ? null : sendTime,
      smartSending: channel === 'email',
      sendStrategy: { method: 'static', datetime: new Date(sendTime).toISOString(), options: null },
      tagIds: [],
      messages: [{ id: longId(seed, 'message', name), label: name, subject: name }],
    };
  });
}

/** Flows of a given number of actions each, with splits whose rules come again in other flows. */
export function scaledFlows(seed: number, size: number, actions: number, audiences: Audiences, now: number): readonly StoredFlow[] {
  return Array.from({ length: size }, (_, place): StoredFlow => {
    const random = randomFrom(mix(seed ^ 0xf1, place));
    const key = `scaled ${place}`;
    const status = random() < 0.7 ? 'live' : random() < 0.5 ? 'draft' : 'manual';
    const draw = random();
    const trigger =
      draw < 0.5
        ? onMetric(pick(random, [M.order, M.cart, M.checkout, M.viewed, M.fulfilled]))
        : draw < 0.75
          ? onList(pick(random, audiences.lists))
          : onSegment(pick(random, audiences.segments));
    const age = whole(random, 5, 800);
    return {
      id: id('flow', key),
      name: `Flow ${place}`,
      status,
      archived: random() < 0.08,
      created: now - age * DAY,
      updated: now - whole(random, 1, age) * DAY,
      triggerType: trigger.type === 'metric' ? 'Metric' : 'Added to List',
      definition: exactly(actions, key, status, trigger, random, audiences),
      tagIds: [],
    };
  });
}

function exactly(actions: number, key: string, status: string, trigger: Json, random: Random, audiences: Audiences): FlowDefinition {
  return flowDefinition(
    { key, status, trigger, again: { duration: 30, unit: 'day' }, profileFilter: random() < 0.6 ? ruleOf(random, audiences) : null },
    steps(actions, random, audiences, `${key}`),
  );
}

/** A rule out of a small stock, so that the same one hides in many flows. */
function ruleOf(random: Random, { segments, lists }: Audiences): Json {
  const days = pick(random, [14, 30, 60, 90]);
  switch (whole(random, 0, 6)) {
    case 0:
      return definition(never(M.order, flowStart));
    case 1:
      return definition(count(M.order, '>=', 2), never(M.order, inTheLast(days)));
    case 2:
      return definition(once(M.click, inTheLast(days)), subscribed('email'));
    case 3:
      return definition(inGroup(pick(random, segments)));
    case 4:
      return definition(notInGroup(pick(random, segments), pick(random, lists)));
    case 5:
      return definition(count(M.order, '=', 1), once(M.viewed, inTheLast(days)));
    default:
      return definition(subscribed('sms'), never(M.order, inTheLast(days)));
  }
}

/** Exactly `budget` actions: every fifth or so a split that shares what is left. */
function steps(budget: number, random: Random, audiences: Audiences, prefix: string): readonly Step[] {
  const made: Step[] = [];
  let left = budget;
  while (left > 0) {
    if (left >= 4 && random() < 0.25) {
      const inside = whole(random, 2, Math.min(6, left - 1));
      const yes = Math.ceil(inside / 2);
      made.push(
        split(ruleOf(random, audiences), steps(yes, random, audiences, `${prefix}y${left}`), steps(inside - yes, random, audiences, `${prefix}n${left}`)),
      );
      left -= inside + 1;
    } else {
      const name = `${prefix} m${left}`;
      made.push(
        random() < 0.4 ? wait(whole(random, 1, 20)) : random() < 0.85 ? email(name, random() < 0.1 ? ruleOf(random, audiences) : undefined) : sms(name),
      );
      left -= 1;
    }
  }
  return made;
}
