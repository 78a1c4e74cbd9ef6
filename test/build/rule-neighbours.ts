/** Texts that a careless writer takes for its own words, for a number, or for another text. */
const TRICKY = [
  'a',
  'A',
  ' a',
  '',
  '5',
  '1,250',
  'true',
  'value',
  '$value',
  'email',
  'Email address',
  'title',
  'x” or “y',
  'x',
  'y',
  'x”',
  '“x',
  'x, y',
  'no value',
  'a\nb',
  'a b',
];
const WORDS_OF_GRAMMAR =
  /^(type|operator|unit|measurement|channel|subscription|field|reachable_status|dimension|predicted_channel|region|completion_window_seconds)$/;

/** Every JSON that differs from the given one in one value, one key, or one word of the grammar that Klaviyo may add tomorrow. */
export function neighbours(json: unknown, key = ''): readonly unknown[] {
  if (typeof json === 'string') {
    if (/^\d{4}-/.test(json)) return ['2024-03-05T00:00:00.250Z', '2024-03-05T00:00:01Z', '2025-03-05T00:00:00Z', '2024-04-05'];
    return WORDS_OF_GRAMMAR.test(key)
      ? [`${json}-next`]
      : [...TRICKY, `${json}2`, json.toLowerCase(), `properties['${json}']`, `properties['$value']`, `location['${json}']`];
  }
  if (typeof json === 'number') return [json + 1, json + 0.25, 0, 1, 1_000_000, String(json)];
  if (typeof json === 'boolean') return [!json];
  if (json === null) return [{ type: 'string', operator: 'roughly', value: null }];
  if (Array.isArray(json)) {
    const swaps = json.flatMap((item, at) => neighbours(item, key).map((other) => json.map((same: unknown, index) => (index === at ? other : same))));
    return [...swaps, [], ...(json.length > 0 ? [[...json, 'x'], json.slice(1)] : [])];
  }
  const entries = Object.entries(json as object);
  return [
    ...entries.flatMap(([name, value]) => neighbours(value, name).map((other) => ({ ...(json as object), [name]: other }))),
    { ...(json as object), extra: 1 },
    { ...(json as object), extra: '1' },
  ];
}
