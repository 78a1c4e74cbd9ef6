/** What a rule is about, as the engine tells (`Engine.subjects`): `metric:ID`, `property:email`, `consent:sms`, … */
export type Topics = ReadonlySet<string>;

/** Topics without consent, which most rules have and which says little; all of them where there is nothing else. */
export function tellingTopics(topics: Topics): Topics {
  const telling = [...topics].filter((topic) => !topic.startsWith('consent:'));
  return telling.length === 0 ? topics : new Set(telling);
}

/** Shared topics as a share of all topics of the two, 0..1. Rules about different things cannot be near one another. */
export function likeness(a: Topics, b: Topics): number {
  let shared = 0;
  for (const topic of a) if (b.has(topic)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** Topics as one text, for use as a key. */
export function topicsKey(topics: Iterable<string>): string {
  return [...topics].sort().join('\n');
}
