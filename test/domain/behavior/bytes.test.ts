import fc from 'fast-check';
import { ByteReader, ByteWriter } from '../../../src/domain/behavior/bytes';

const amounts = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: false }),
  fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => cents / 100),
);

test('whole numbers of any size come back as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeNat()), (values) => {
      const writer = new ByteWriter();
      values.forEach((value) => writer.whole(value));
      const reader = new ByteReader(writer.text());
      expect(values.map(() => reader.whole())).toEqual(values);
      expect(reader.ended()).toBe(true);
    }),
  );
});

test('numbers of either sign come back as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 51), max: 2 ** 51 })), (values) => {
      const writer = new ByteWriter();
      values.forEach((value) => writer.signed(value));
      const reader = new ByteReader(writer.text());
      expect(values.map(() => reader.signed() + 0)).toEqual(values.map((value) => value + 0));
    }),
  );
});

test('amounts come back to the last bit, and none stays none', () => {
  fc.assert(
    fc.property(fc.array(fc.option(amounts, { nil: Number.NaN })), (values) => {
      const writer = new ByteWriter();
      values.forEach((value) => writer.amount(value));
      const reader = new ByteReader(writer.text());
      for (const value of values) {
        const back = reader.amount();
        // Zero has one sign here: an amount of minus nothing is nothing.
        expect(Object.is(back, value) || back === value).toBe(true);
      }
    }),
  );
});

test('a price takes at most three bytes, a small difference one', () => {
  const writer = new ByteWriter();
  for (let at = 0; at < 300; at += 1) writer.amount(89.95);
  expect(writer.text().length).toBeLessThanOrEqual(300 * 4);
  const small = new ByteWriter();
  for (let at = 0; at < 300; at += 1) small.whole(100);
  expect(small.text().length).toBe(400);
});

test('text that is no base64, or ends too soon, is refused', () => {
  expect(() => new ByteReader('ab!d')).toThrow(RangeError);
  expect(() => new ByteReader('é')).toThrow(RangeError);
  expect(() => new ByteReader('').whole()).toThrow('ends too soon');
  expect(() => new ByteReader('gA').whole()).toThrow('ends too soon');
  expect(() => new ByteReader('AQ').amount()).toThrow('ends too soon');
});
