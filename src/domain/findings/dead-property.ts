import { DAY } from '../account/known';
import type { BehaviorState } from '../behavior/behavior-state';
import { conditionsOf } from '../rule/rule';
import type { Rule } from '../rule/rule';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { segmentSubject } from './subject';
import { declareFinding } from './declare-finding';
import type { GradedFound } from './declare-finding';

/** New profiles from which it is told that a property is no longer written: of fewer, none may have it by chance. */
const NEW_PROFILES_AT_LEAST = 100;
const A_YEAR = 365 * DAY;

export const deadProperty = declareFinding({
  kind: 'dead-property',
  title: 'Property no longer written',
  meaning: 'The rule asks for a profile property that no profile has, or that no profile of the last year has got: the app or form that wrote it has stopped.',
  about: ['segment'],
  settings: [],
  severity: 'case by case',
  needs: ['people as far as they come'],
  consequences: {
    breaksCover: 'as a defect',
    retirement: 'no reason',
    urgent: null,
    remedy: { how: 'repair', step: 'Ask for the property that is written now, or take the condition out.' },
  },
  decide: ({ account, behavior: { state }, now }) => {
    if (state === null || state.coverage === 'events only') return [];
    const lives = new Map<string, Life>();
    const lifeOf = (name: string): Life => {
      const life = lives.get(name) ?? judge(name, state, now);
      lives.set(name, life);
      return life;
    };
    return account.segments.flatMap(({ segment, rule }): readonly GradedFound[] => {
      const named = wantedProperties(rule).map((name) => ({ name, life: lifeOf(name) }));
      const [absent, ended] = [named.filter(({ life }) => life === 'absent'), named.filter(({ life }) => life === 'ended')];
      if (absent.length + ended.length === 0) return [];
      const words = (ones: readonly { readonly name: string }[]): string => enumerated(ones.map(({ name }) => quoted(name)));
      const read = account.formats.count(state.profiles.count);
      return [
        {
          subject: segmentSubject(segment.id),
          severity: absent.length > 0 ? 'defect' : 'warning',
          evidence: [
            ...(absent.length === 0 ? [] : [`None of the ${read} profiles read has the property ${words(absent)}: nobody can meet the condition.`]),
            ...(ended.length === 0
              ? []
              : [`No profile that came in during the last year has the property ${words(ended)}: what wrote it has stopped, so the segment only shrinks.`]),
          ].join(' '),
        },
      ];
    });
  },
});

type Life = 'alive' | 'absent' | 'ended' | 'not known';

/** Custom properties that a profile has to have to meet a condition of the rule. */
function wantedProperties(rule: Rule): readonly string[] {
  return [
    ...new Set(
      conditionsOf(rule).flatMap((condition) => {
        if (condition.kind !== 'property') return [];
        const name = /^properties\['(.*)'\]$/u.exec(condition.property)?.[1];
        const { filter } = condition;
        const absenceMeets = 'operator' in filter && /^not-|-not-|^not$|does-not|not-set/u.test(String(filter.operator));
        return name === undefined || absenceMeets ? [] : [name];
      }),
    ),
  ];
}

function judge(name: string, state: BehaviorState, now: number): Life {
  const column = state.profiles.properties.get(name);
  if (column === undefined) return state.askedProperties.has(name) && state.profiles.count > 0 ? 'absent' : 'not known';
  let [having, recent, recentHaving] = [0, 0, 0];
  for (let profile = 0; profile < state.count; profile += 1) {
    if (!state.isRead(profile)) continue;
    const has = column[profile] !== -1;
    const isNew = state.profiles.created[profile]! * 1000 >= now - A_YEAR;
    if (has) having += 1;
    if (isNew) recent += 1;
    if (has && isNew) recentHaving += 1;
  }
  if (having === 0) return 'absent';
  return recent >= NEW_PROFILES_AT_LEAST && recentHaving === 0 ? 'ended' : 'alive';
}
