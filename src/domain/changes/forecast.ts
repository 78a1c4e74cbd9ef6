import type { Inventory } from '../account/inventory';
import { isKnown } from '../account/known';
import { readPart } from '../account/unread-part';
import type { Formats } from '../text/format';
import { quoted } from '../text/quotes';
import type { JournalEntry } from './journal';

/** The journal with the members of created segments, as soon as Klaviyo has worked them out; once told, the figure stays. */
export function withRealSizes(entries: readonly JournalEntry[], inventory: Pick<Inventory, 'segments' | 'readAt'>): readonly JournalEntry[] {
  const byId = new Map(readPart(inventory.segments).map((segment) => [segment.id, segment]));
  return entries.map((entry) => {
    if (entry.deed !== 'create' || entry.state !== 'done' || entry.real !== null || entry.segmentId === null) return entry;
    const segment = byId.get(entry.segmentId);
    if (segment === undefined || segment.isProcessing || !isKnown(segment.members) || segment.members.value.asOf < entry.at) return entry;
    return { ...entry, real: { members: segment.members.value.total, at: segment.members.value.asOf } };
  });
}

/** A created segment's real size against what the row had said; empty while it is not counted. */
export function forecastWords({ real, forecast }: Pick<JournalEntry, 'real' | 'forecast'>, formats: Formats): string {
  if (real === null) return '';
  const counted = `Klaviyo counted ${formats.counted(real.members, 'member')} on ${formats.date(real.at)}`;
  if (forecast === null) return `${counted}; the row had no figure to compare it with.`;
  if (real.members === forecast) return `${counted}, exactly the ${formats.count(forecast)} that the row had said.`;
  const far = forecast === 0 ? '' : `, ${formats.share(Math.abs(real.members - forecast) / forecast)} ${real.members > forecast ? 'more' : 'fewer'}`;
  return `${counted}; the row had said ${formats.count(forecast)}${far}.`;
}

/** One sentence for each segment whose real size this refresh was the first to tell. */
export function newlyCounted(before: readonly JournalEntry[], after: readonly JournalEntry[], formats: Formats): readonly string[] {
  return after
    .filter((entry, place) => entry.real !== null && before[place]?.real === null)
    .map((entry) => `${quoted(entry.segment)}, created from here: ${forecastWords(entry, formats)}`);
}
