import type { ParsedAccount } from '../model/parsed-account';
import { segmentSubject } from './subject';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

/** True when two equal segments are equal only to within a day, as 24 hours and 1 day are. */
export function sameToADay(id: string, other: string, { segmentById, engine }: Pick<ParsedAccount, 'segmentById' | 'engine'>): boolean {
  const [one, two] = [segmentById.get(id), segmentById.get(other)];
  return one !== undefined && two !== undefined && engine.compare(one.rule, two.rule).approximate;
}

export const duplicate = declareFinding({
  kind: 'duplicate',
  title: 'Duplicate',
  meaning:
    'Another segment has a rule with the same meaning, exactly or to within a day where the two give times in different units, whatever the two are called and however they are written.',
  about: ['segment'],
  settings: [],
  severity: 'warning',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'keep one' }, retirement: 'no reason', urgent: null },
  decide: ({ account, duplicates }) =>
    duplicates.flatMap((group) =>
      group.map((id): Found => {
        const others = group.filter((other) => other !== id);
        const isNear = (other: string): boolean => sameToADay(id, other, account);
        const names = (ids: readonly string[]): string => enumerated(ids.map((other) => quoted(account.names.group(other)?.name ?? other)));
        const near = others.filter(isNear);
        const exact = others.filter((other) => !isNear(other));
        return {
          subject: segmentSubject(id),
          related: others.map(segmentSubject),
          evidence: [
            ...(exact.length === 0 ? [] : [`Its rule means exactly the same as that of ${names(exact)}.`]),
            ...(near.length === 0 ? [] : [`Its rule means the same to within a day as that of ${names(near)}: they give times in different units.`]),
          ].join(' '),
        };
      }),
    ),
});
