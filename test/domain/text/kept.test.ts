import * as v from 'valibot';
import * as fc from 'fast-check';
import { kept, soundList, soundRecord } from '../../../src/domain/text/kept';

const SHAPE = v.object({ version: v.literal(2), counts: soundRecord(v.number()), names: soundList(v.string()) });
const THING = kept('a/thing', SHAPE);

describe('what is kept between refreshes', () => {
  test('comes back as it was', () => {
    const name = fc.string().filter((key) => !['__proto__', 'prototype', 'constructor'].includes(key));
    fc.assert(
      fc.property(fc.dictionary(name, fc.integer()), fc.array(fc.string()), (counts, names) => {
        const value = { version: 2 as const, counts: { ...counts }, names };
        expect(THING.read(THING.text(value))).toEqual(value);
      }),
    );
  });

  test('is absent where there is none, it is of another version, cut off, or something else', () => {
    const whole = THING.text({ version: 2, counts: { a: 1 }, names: ['x'] });
    for (const text of [null, undefined, '', 'null', '[]', '7', whole.replace('2', '1'), whole.slice(0, -1), '{"version":2}'])
      expect(THING.read(text)).toBeNull();
  });

  test('loses a damaged entry and keeps the others', () => {
    expect(THING.read('{"version":2,"counts":{"a":1,"b":"x","c":null},"names":["x",4,null,"y"]}')).toEqual({ version: 2, counts: { a: 1 }, names: ['x', 'y'] });
  });
});
