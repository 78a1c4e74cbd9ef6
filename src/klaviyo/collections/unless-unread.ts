import { known, unknown, type Known } from '../../domain/account/known';
import type { Head } from '../state/head';

/** What was read of a whole collection, or why nothing was. */
export function unlessUnread<T>(head: Head, name: string, value: () => T): Known<T> {
  const reason = head.unknown[name];
  return reason === undefined ? known(value()) : unknown(reason);
}
