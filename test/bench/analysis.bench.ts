import { analyzed } from '../build/analysis';
import type { AccountSize } from '../build/inventory-large';
import { LARGE, aLargeInventory } from '../build/inventory-large';

/** Limits of the issue: seconds and megabytes for the large account, and the growth to four times its size. */
const LIMITS = { seconds: 10, megabytes: 500, growth: 5 };

/** Analyzes a generated account of the size and one four times as large; prints time, memory in use and growth, each beside its limit. */
export async function run(print: (line: string) => void): Promise<void> {
  print('Analysis of a generated account, after fetching, on one core');
  analyze({ segments: 60, flows: 30, actionsPerFlow: 20, campaigns: 100, lists: 20 });
  const once = measure('1x', LARGE, print);
  const four = measure('4x', times(LARGE, 4), print);
  print(`limit for 1x: ${LIMITS.seconds} s ${verdict(once.seconds <= LIMITS.seconds)}, ${LIMITS.megabytes} MB ${verdict(once.megabytes <= LIMITS.megabytes)}`);
  print(`growth of time for four times the account: ${(four.seconds / once.seconds).toFixed(2)} (limit about ${LIMITS.growth}) ${verdict(four.seconds / once.seconds <= LIMITS.growth)}`);
}

function measure(label: string, size: AccountSize, print: (line: string) => void): { readonly seconds: number; readonly megabytes: number } {
  const inventory = aLargeInventory(size);
  const started = process.cpuUsage();
  const coverage = analyzed(inventory);
  const used = process.cpuUsage(started);
  // The most that the whole process ever held, the account itself and the runtime included: an upper bound for the analysis.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const seconds = (used.user + used.system) / 1e6;
  print(`${label}: ${size.segments} segments, ${size.flows} flows of ${size.actionsPerFlow}, ${size.campaigns} campaigns, ${size.lists} lists: ${seconds.toFixed(2)} s of CPU, `
    + `${megabytes.toFixed(0)} MB at most in the whole process; ${coverage.findings.length} findings, ${coverage.hiddenRules.length} hidden rules, ${coverage.recommendations.length} recommendations`);
  return { seconds, megabytes };
}

function analyze(size: AccountSize): void {
  const inventory = aLargeInventory(size);
  analyzed(inventory);
}

function times(size: AccountSize, factor: number): AccountSize {
  return {
    segments: size.segments * factor, flows: size.flows * factor, actionsPerFlow: size.actionsPerFlow, campaigns: size.campaigns * factor, lists: size.lists * factor,
  };
}

function verdict(holds: boolean): string {
  return holds ? '(holds)' : '(DOES NOT HOLD)';
}
