/** Letters that are written from right to left (Hebrew, Arabic and their presentation forms). */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Characters that turn the direction of what follows: from a name they would reach into our own words. */
const DIRECTION_CONTROLS = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g;
/** Those of them that reach beyond a name that `inlineName` has set apart. */
const TURNS = /[\u202A-\u202E\u2066\u2067]/g;
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFEFF\uFFFE\uFFFF]/g;

/** Text on one line, without control characters, within `most` characters as a person counts them (no emoji cut in half). */
export function oneLine(text: string, most: number): string {
  const line = text.replace(CONTROLS, '').replace(DIRECTION_CONTROLS, '').replace(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, most * 2 + 2));
  return characters.length > most
    ? `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

/** Text without control characters, turns of direction and line breaks, its spaces kept, within `most` characters: for a line of a terminal. */
export function printable(text: string, most: number): string {
  const line = text
    .replace(/[\n\r\t]+/g, ' ')
    .replace(CONTROLS, '')
    .replace(TURNS, '');
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line.trimEnd();
}

/** A name in a running text: one line, and set apart where it is written from right to left so that it moves nothing around it. */
export function inlineName(name: string, most = 60): string {
  const line = oneLine(name, most) || '(no name)';
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}
