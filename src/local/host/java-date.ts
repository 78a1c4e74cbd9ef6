import { wallClock } from './workbook/serial-date';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Java's SimpleDateFormat, as `Utilities.formatDate` takes it. A letter it does not know is refused. */
export function formatJavaDate(instant: number, zone: string, format: string): string {
  let reading: number;
  try {
    reading = wallClock(instant, zone);
  } catch {
    throw new Error(`Invalid argument: timeZone ${zone}`);
  }
  const at = new Date(reading);
  const offset = Math.round((reading - instant) / 60_000);
  const offsetText = (colon: string): string => `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60), 2)}${colon}${pad(Math.abs(offset) % 60, 2)}`;
  const field = (run: string): string => {
    const width = run.length;
    const hour = at.getUTCHours();
    switch (run[0]) {
      case 'y':
      case 'Y':
        return width === 2 ? pad(at.getUTCFullYear() % 100, 2) : pad(at.getUTCFullYear(), width);
      case 'M': {
        const name = MONTHS[at.getUTCMonth()] as string;
        return width >= 4 ? name : width === 3 ? name.slice(0, 3) : pad(at.getUTCMonth() + 1, width);
      }
      case 'd':
        return pad(at.getUTCDate(), width);
      case 'E': {
        const name = DAYS[at.getUTCDay()] as string;
        return width >= 4 ? name : name.slice(0, 3);
      }
      case 'u':
        return String(at.getUTCDay() === 0 ? 7 : at.getUTCDay());
      case 'H':
        return pad(hour, width);
      case 'k':
        return pad(hour === 0 ? 24 : hour, width);
      case 'h':
        return pad(hour % 12 === 0 ? 12 : hour % 12, width);
      case 'K':
        return pad(hour % 12, width);
      case 'm':
        return pad(at.getUTCMinutes(), width);
      case 's':
        return pad(at.getUTCSeconds(), width);
      case 'S':
        return pad(at.getUTCMilliseconds(), width);
      case 'a':
        return hour < 12 ? 'AM' : 'PM';
      case 'D':
        return pad(Math.floor((reading - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1, width);
      case 'Z':
        return offsetText('');
      case 'X':
        return offset === 0 ? 'Z' : width === 3 ? offsetText(':') : offsetText('');
      case 'z':
        return offset === 0 ? 'GMT' : `GMT${offsetText(':')}`;
      default:
        throw new Error(`Invalid argument: the date format has the letter "${run[0]}".`);
    }
  };
  return format.replace(/''|'((?:[^']|'')*)'|([A-Za-z])\2*/g, (run, quoted: string | undefined, letter: string | undefined) => {
    if (run === "''") return "'";
    return letter === undefined ? (quoted ?? '').replace(/''/g, "'") : field(run);
  });
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
