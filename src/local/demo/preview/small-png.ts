import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const COLORS = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytesPerPixel: number;
  readonly data: Buffer;
}

/**
 * The same picture with at most 256 colors, a third of the size: pictures of pages have few colors, and their letters' edges lose nothing that an eye
 * sees. Takes what a browser writes: 8 bits a channel, not interlaced (PNG specification, third edition).
 */
export function smallPng(png: Buffer): Buffer {
  const pixels = decode(png);
  const { palette, places } = reduce(pixels);
  const raw = Buffer.alloc((pixels.width + 1) * pixels.height);
  for (let row = 0; row < pixels.height; row += 1) {
    // Each line begins with its filter: 0, none, packs best with a palette.
    for (let x = 0; x < pixels.width; x += 1) raw[row * (pixels.width + 1) + 1 + x] = places[row * pixels.width + x] ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels.width, 0);
  header.writeUInt32BE(pixels.height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function decode(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  let [width, height, bytesPerPixel] = [0, 0, 0];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      bytesPerPixel = data[9] === 6 ? 4 : data[9] === 2 ? 3 : 0;
      if (data[8] !== 8 || bytesPerPixel === 0 || data[12] !== 0) throw new Error('This picture is not one that a browser writes.');
    }
    if (name === 'IDAT') parts.push(data);
    at += length + 12;
  }
  return { width, height, bytesPerPixel, data: unfilter(inflateSync(Buffer.concat(parts)), width * bytesPerPixel, height, bytesPerPixel) };
}

/** Undoes the five line filters. */
function unfilter(raw: Buffer, stride: number, height: number, step: number): Buffer {
  const data = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const here = row * stride + x;
      const left = x < step ? 0 : (data[here - step] ?? 0);
      const above = row === 0 ? 0 : (data[here - stride] ?? 0);
      const corner = x < step || row === 0 ? 0 : (data[here - stride - step] ?? 0);
      const guess = filter === 1 ? left : filter === 2 ? above : filter === 3 ? (left + above) >> 1 : filter === 4 ? paeth(left, above, corner) : 0;
      data[here] = ((raw[row * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return data;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** The most frequent colors, and for each pixel the place of the nearest of them. */
function reduce({ width, height, bytesPerPixel, data }: Pixels): { readonly palette: readonly (readonly number[])[]; readonly places: Uint8Array } {
  const counts = new Map<number, number>();
  const colorAt = (pixel: number): number => {
    const at = pixel * bytesPerPixel;
    return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
  };
  for (let pixel = 0; pixel < width * height; pixel += 1) counts.set(colorAt(pixel), (counts.get(colorAt(pixel)) ?? 0) + 1);
  const palette = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, COLORS)
    .map(([color]) => [color >> 16, (color >> 8) & 255, color & 255] as const);
  const nearest = new Map<number, number>();
  const placeOf = (color: number): number => {
    const known = nearest.get(color);
    if (known !== undefined) return known;
    const distance = ([r, g, b]: readonly [number, number, number]): number =>
      (r - (color >> 16)) ** 2 + (g - ((color >> 8) & 255)) ** 2 + (b - (color & 255)) ** 2;
    let best = 0;
    palette.forEach((each, place) => {
      if (distance(each) < distance(palette[best] ?? each)) best = place;
    });
    nearest.set(color, best);
    return best;
  };
  return { palette, places: Uint8Array.from({ length: width * height }, (_, pixel) => placeOf(colorAt(pixel))) };
}
