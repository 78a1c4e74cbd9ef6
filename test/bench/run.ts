import { run as analysis } from './analysis.bench';
import { run as collecting } from './collecting.bench';
import { run as cost } from './cost.bench';
import { run as prediction } from './prediction.bench';
import { run as proofs } from './proofs.bench';
import { run as reading } from './reading.bench';
import { run as sampleIntervals } from './sample-intervals.bench';
import { run as thresholdIntervals } from './threshold-intervals.bench';

/** Everything that `npm run bench` measures, in its order. Names as arguments choose among them: `npm run bench -- cost`. */
const BENCHES: Readonly<Record<string, (print: (line: string) => void) => Promise<void> | void>> = {
  analysis,
  collecting,
  reading,
  cost,
  proofs,
  prediction,
  intervals: (print) => {
    thresholdIntervals(print);
    print('');
    sampleIntervals(print);
  },
};

/** Names among the arguments: `--data FILE` is the prediction bench's own. */
function namesIn(given: readonly string[]): readonly string[] {
  return given.filter((word, at) => word !== '--data' && given[at - 1] !== '--data');
}

async function main(wanted: readonly string[]): Promise<void> {
  const stranger = wanted.find((name) => BENCHES[name] === undefined);
  if (stranger !== undefined) throw new Error(`There is no benchmark "${stranger}": choose among ${Object.keys(BENCHES).join(', ')}.`);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n## ${name}\n`);
    await bench((line) => console.log(line));
  }
}

main(namesIn(process.argv.slice(2))).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
