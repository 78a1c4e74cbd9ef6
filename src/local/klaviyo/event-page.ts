import type { EventSeries } from './account-data';
import type { Call } from './document';
import { isoDate, nextLink, render, Rendered } from './document';
import { eventId, eventUuid } from './identifiers';
import { showMetric } from './metrics';
import { showProfile } from './profiles';

/**
 * A page of one metric's events, written as text straight away: thousands of such pages a minute are asked for. It reads the same
 * as what `manyDocument` would write; a test compares the two.
 */
export function renderEvents(series: EventSeries, positions: readonly number[], call: Call, next: string | null): Rendered {
  const { include, base } = call;
  const attributes = attributeWriter(series, call);
  const metric = JSON.stringify({ type: 'metric', id: series.metricId });
  const metricData = include.has('metric') ? `"data":${metric},` : '';
  const rows = positions.map((position) => {
    const id = eventId(series.metricId, position);
    const self = `${base}/api/events/${id}`;
    const profileData = include.has('profile') ? `"data":{"type":"profile","id":"${call.account.profiles.id(series.profiles[position] as number)}"},` : '';
    const attributed = include.has('attributions') ? series.attribution(position) : null;
    const attributions = include.has('attributions') ? `"data":${attributed === null ? '[]' : JSON.stringify([{ type: 'attribution', id: attributed }])},` : '';
    return (
      `{"type":"event","id":"${id}","attributes":{${attributes(position)}},"relationships":{"profile":{${profileData}${links(self, 'profile')}},` +
      `"metric":{${metricData}${links(self, 'metric')}},"attributions":{${attributions}${links(self, 'attributions')}}},"links":{"self":"${self}"}}`
    );
  });
  const included = include.size > 0 ? `"included":[${includedOf(series, positions, call).join(',')}],` : '';
  const nextText = next === null ? 'null' : JSON.stringify(nextLink(call, next));
  return new Rendered(
    `{"data":[${rows.join(',')}],${included}"links":{"self":${JSON.stringify(`${base}${call.query.target}`)},"next":${nextText},"prev":null}}`,
  );
}

function links(self: string, name: string): string {
  return `"links":{"self":"${self}/relationships/${name}","related":"${self}/${name}"}`;
}

/** Writes the attributes that the fieldset leaves, in its order. */
function attributeWriter(series: EventSeries, { fieldsets }: Call): (position: number) => string {
  const parts: Readonly<Record<string, (position: number) => string>> = {
    timestamp: (position) => `"timestamp":${Math.floor((series.times[position] as number) / 1000)}`,
    event_properties: (position) => `"event_properties":${JSON.stringify(series.properties(position))}`,
    datetime: (position) => `"datetime":"${isoDate(Math.floor((series.times[position] as number) / 1000) * 1000)}"`,
    uuid: (position) => `"uuid":"${eventUuid(series.metricId, position, series.times[position] as number)}"`,
  };
  const names = (fieldsets.of('event') ?? Object.keys(parts)).filter((name) => name in parts);
  const writers = [...new Set(names)].flatMap((name) => parts[name] ?? []);
  return (position) => writers.map((write) => write(position)).join(',');
}

function includedOf(series: EventSeries, positions: readonly number[], call: Call): readonly string[] {
  const { include, fieldsets, account, base } = call;
  const texts: string[] = [];
  if (include.has('profile')) {
    const names = fieldsets.of('profile');
    // Asked for ids alone, a profile need not be put together.
    const bare = names !== null && names.every((name) => name === 'id');
    for (const index of new Set(positions.map((position) => series.profiles[position] as number))) {
      texts.push(bare ? bareProfile(account.profiles.id(index), base) : JSON.stringify(render(showProfile(account.profiles.read(index), call), call, false)));
    }
  }
  const metric = call.index.metrics.get(series.metricId);
  if (include.has('metric') && metric && positions.length > 0) texts.push(JSON.stringify(render(showMetric(metric, call), call, false)));
  if (include.has('attributions')) {
    const ids = new Set(positions.flatMap((position) => series.attribution(position) ?? []));
    for (const id of ids) texts.push(JSON.stringify(render({ type: 'attribution', id, plural: 'attributions', attributes: {}, relations: {} }, call, false)));
  }
  return texts;
}

const PROFILE_RELATIONS = ['lists', 'segments', 'push-tokens', 'conversation', 'conversations'];

function bareProfile(id: string, base: string): string {
  const self = `${base}/api/profiles/${id}`;
  const relationships = PROFILE_RELATIONS.map((name) => `"${name}":{${links(self, name)}}`).join(',');
  return `{"type":"profile","id":"${id}","attributes":{},"relationships":{${relationships}},"links":{"self":"${self}"}}`;
}
