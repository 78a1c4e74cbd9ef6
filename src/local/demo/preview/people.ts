import type { Person } from '../../host/sheets/sheets-context';
import type { PersonName } from './messages';

/** Who may sit before the sheet: each with a key of their own, or none. */
export const PEOPLE: Readonly<Record<PersonName, Person>> = {
  owner: { email: 'you@example.com', access: 'owner' },
  teammate: { email: 'teammate@example.com', access: 'editor' },
  viewer: { email: 'stakeholder@example.com', access: 'viewer' },
};

/** A name from outside; anything else is the owner. */
export function personNamed(name: string | null): PersonName {
  return name === 'teammate' || name === 'viewer' ? name : 'owner';
}
