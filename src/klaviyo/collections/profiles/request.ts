import type { Instant } from '../../../domain/account/known';
import { endpointOf, type EndpointName } from '../../http/endpoints';
import { reasonFor, type Failure } from '../../schedule/failure';
import type { ReadingContext } from '../../schedule/context';
import { filterTime, pathWithQuery } from '../../http/request';

/** The endpoint whose pace profiles draw on: a lower one where predictions are wanted. */
export function endpoint(context: ReadingContext): EndpointName {
  return context.head.needs?.predictions === true ? 'profilesPredicted' : 'profiles';
}

/** Profiles with what is counted of them, and nothing that names them. */
export function pathFor(filter: string | undefined, sort: string, context: ReadingContext): string {
  const { needs } = context.head;
  const predictions = needs?.predictions === true;
  return pathWithQuery(endpointOf('profiles').path, {
    filter, sort, 'page[size]': endpointOf('profiles').pageSize ?? 100,
    'additional-fields[profile]': predictions ? 'subscriptions,predictive_analytics' : 'subscriptions',
    'fields[profile]': [
      'created', 'location', 'subscriptions', ...(predictions ? ['predictive_analytics'] : []),
      ...((needs?.profileProperties.length ?? 0) > 0 ? ['properties'] : []),
    ].join(','),
  });
}

/** Klaviyo compares `created` only by greater and less than: a second is added below, and rows outside are dropped here. */
export function windowPath(window: { readonly from: Instant; readonly until: Instant }, context: ReadingContext): string {
  const below = window.from > 0 ? `greater-than(created,${filterTime(window.from - 1000)}),` : '';
  return pathFor(`${below}less-than(created,${filterTime(window.until)})`, 'created', context);
}

/** Custom properties that are kept. */
export const keep = (context: ReadingContext): readonly string[] => context.head.needs?.profileProperties ?? [];

/** Profiles cannot be had. */
export function failed(failure: Failure, context: ReadingContext): null {
  context.head.unknown = { ...context.head.unknown, profiles: reasonFor(failure) };
  context.unread('profiles', failure);
  context.held.length = 0;
  return null;
}
