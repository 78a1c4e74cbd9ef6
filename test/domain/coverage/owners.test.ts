import { ownerOf } from '../../../src/domain/coverage/owners';

test('a role that a person is named for is that person; the others stay roles', () => {
  const settings = new Map([['people by role', 'Lifecycle marketer = Ana ; retention MANAGER=Ben; CRM manager =']]);
  expect(['Lifecycle marketer', 'Retention manager', 'CRM manager', 'Data analyst'].map((role) => ownerOf(role, settings))).toEqual([
    'Ana',
    'Ben',
    'CRM manager',
    'Data analyst',
  ]);
  expect(ownerOf('Lifecycle marketer', new Map())).toBe('Lifecycle marketer');
});
