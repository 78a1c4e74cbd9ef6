import { known } from '../../../src/domain/account/known';
import { unknownReach } from '../../../src/domain/reach/reach';
import { reachFigures } from '../../../src/domain/report/reach-figures';
import { createContext } from '../../../src/domain/report/report-context';
import { aReport } from '../../build/report-input';

const often = (people: number, untold: number) =>
  reachFigures(createContext(aReport({ reach: { ...unknownReach('–'), crowded: known({ people, most: 3, worst: null, untold, campaigns: 5 }) } }))).find(
    ({ name }) => name === 'Mailed too often',
  )!;

test('people who are mailed too often: none is said only where every campaign’s people can be told', () => {
  expect(often(0, 0)).toMatchObject({ cell: { value: 0 }, method: expect.not.stringContaining('At least') as string });
  expect(often(0, 2).cell).toMatchObject({ value: 'Unknown', note: expect.stringContaining('of 2 campaigns of 5 it cannot be told who is in them') as string });
  expect(often(7, 2)).toMatchObject({ cell: { value: 7 }, method: expect.stringContaining('At least so many: of 2 campaigns of 5') as string });
});
