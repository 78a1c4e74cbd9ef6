import { unknown } from '../../domain/account/known';
import type { ReadingNeeds } from '../../domain/behavior/rows';
import { after, type Collection } from '../schedule/collection';
import type { ReadingContext } from '../schedule/context';
import { unlessUnread } from './unless-unread';

declare module '../state/head' {
  /** Null until it is decided. */
  interface CollectionState {
    needs: ReadingNeeds | null;
  }
}

function askNeeds(context: ReadingContext): void {
  const { head, records, options, collector } = context;
  const segments = unlessUnread(head, 'segments', () =>
    records.segments.values().map((segment) => ({ ...segment, members: unknown('its size is not read yet') })),
  );
  head.needs = options.needs({ ...context.inventory(), segments });
  collector.begin(head.needs);
}

/** Which events and profiles to read: decided once, when metrics, their activity and the rules of segments are there. */
export const needs = {
  state: () => ({ needs: null }),
  // Segments' rules tell how the account spells its properties.
  steps: [
    { name: 'needs', label: 'Choosing which events to read', stage: 1, after: after('candidates', 'new segments'), begin: askNeeds, settlesAmount: true },
  ],
} satisfies Collection;
