import { isKnown } from '../../src/domain/account/known';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import { NOW, openSession, readAll, virtualKlaviyo } from '../build/klaviyo-virtual';

/** The believable account of the demo, in full, under Klaviyo's real limits on a virtual clock. */
const account = createSampleAccount({ seed: 3, now: NOW, odd: true, people: 1500 });

describe('the sample account', () => {
  const virtual = virtualKlaviyo(account);
  const session = openSession(virtual, null, {
    needs: ({ metrics, readAt }) => ({
      events: metrics
        .filter(({ name }) => name === 'Placed Order' || name === 'Clicked Email')
        .map(({ id }) => ({ metricId: id, from: readAt - 800 * 86_400_000, properties: ['$value'] })),
      profilesAtMost: 100_000,
      predictions: true,
      profileProperties: ['Skin Type'],
    }),
  });
  readAll(session);
  const inventory = session.reader.inventory();

  test('is read whole: nothing is left unread, and no request is refused or fails', () => {
    expect(inventory.unread).toEqual([]);
    expect([...virtual.klaviyo.requests].filter(([, { refused, failed }]) => refused + failed > 0)).toEqual([]);
    expect(session.collector.profileCount()).toBe(account.profiles.size);
  });

  test('every list, segment and live flow has its size or definition', () => {
    for (const collection of [inventory.lists, inventory.segments, inventory.flows, inventory.campaigns])
      expect('value' in collection ? collection.value.length : 0).toBeGreaterThan(4);
    if (isKnown(inventory.lists)) expect(inventory.lists.value.filter(({ members }) => !isKnown(members))).toEqual([]);
    if (isKnown(inventory.segments)) expect(inventory.segments.value.filter(({ members }) => !isKnown(members))).toEqual([]);
    if (isKnown(inventory.flows)) expect(inventory.flows.value.filter(({ definition }) => !isKnown(definition))).toEqual([]);
  });

  test('sizes are those of the raw memberships', () => {
    if (isKnown(inventory.lists)) for (const list of inventory.lists.value) expect(list.members).toEqual({ value: account.membership.size(list.id) });
    if (isKnown(inventory.segments))
      for (const segment of inventory.segments.value)
        if (isKnown(segment.members)) expect(segment.members.value.total).toBe(account.membership.size(segment.id));
  });

  test('sent campaigns have results, and the audiences that earned them are named', () => {
    const sent = isKnown(inventory.campaigns) ? inventory.campaigns.value.filter(({ sendTime }) => sendTime !== null && NOW - sendTime < 80 * 86_400_000) : [];
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.filter(({ results }) => !isKnown(results)).length).toBeLessThan(sent.length / 2);
    expect(isKnown(inventory.audienceResults) && inventory.audienceResults.value.every(({ sends, groupName }) => sends > 0 && groupName !== null)).toBe(true);
  });

  test('every order of the look-back is handed over once', () => {
    const orders = inventory.metrics.filter(({ name }) => name === 'Placed Order');
    for (const { id } of orders)
      expect(session.collector.eventCount(id)).toBe([...(account.events.get(id)?.times ?? [])].filter((at) => at < session.reader.readAt).length);
  });
});
