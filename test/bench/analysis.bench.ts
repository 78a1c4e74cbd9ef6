import { analyze as analyzeAll } from '../../src/domain/analysis/analyze';
import { analyzed } from '../build/analysis';
import type { AccountSize } from '../build/inventory-large';
import { largePeople } from '../build/large-people';
import { LARGE, aLargeInventory } from '../build/inventory-large';

/** One execution of Apps Script, which is about three times slower than Node, and what its memory holds. */
const ONE_EXECUTION = { seconds: 360 / 3, megabytes: 1_024 };
const PROFILES = 500_000;
/** What `Profiles read completely up to` reads of it by default. */
const SAMPLE = 50_000;

/** Limits of the issue: seconds and megabytes for the large account, and the growth to four times its size. */
const LIMITS = { seconds: 10, megabytes: 500, growth: 5 };

/** Analyzes a generated account of the size and one four times as large; prints time, memory in use and growth, each beside its limit. */
export async function run(print: (line: string) => void): Promise<void> {
  print('Analysis of a generated account, after fetching, on one core');
  analyze({ segments: 60, flows: 30, actionsPerFlow: 20, campaigns: 100, lists: 20 });
  const once = measure('1x', LARGE, print);
  const four = measure('4x', times(LARGE, 4), print);
  print(`limit for 1x: ${LIMITS.seconds} s ${verdict(once.seconds <= LIMITS.seconds)}, ${LIMITS.megabytes} MB ${verdict(once.megabytes <= LIMITS.megabytes)}`);
  withPeople(`all ${PROFILES.toLocaleString('en-US')} profiles read`, PROFILES, print);
  withPeople(`a sample of ${SAMPLE.toLocaleString('en-US')} profiles, as read by default`, SAMPLE, print);
  print(
    `growth of time for four times the account: ${(four.seconds / once.seconds).toFixed(2)} (limit about ${LIMITS.growth}) ${verdict(four.seconds / once.seconds <= LIMITS.growth)}`,
  );
}

function measure(label: string, size: AccountSize, print: (line: string) => void): { readonly seconds: number; readonly megabytes: number } {
  const inventory = aLargeInventory(size);
  const started = process.cpuUsage();
  const coverage = analyzed(inventory);
  const used = process.cpuUsage(started);
  // The most that the whole process ever held, the account itself and the runtime included: an upper bound for the analysis.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const seconds = (used.user + used.system) / 1e6;
  print(
    `${label}: ${size.segments} segments, ${size.flows} flows of ${size.actionsPerFlow}, ${size.campaigns} campaigns, ${size.lists} lists: ${seconds.toFixed(2)} s of CPU, ` +
      `${megabytes.toFixed(0)} MB at most in the whole process; ${coverage.findings.length} findings, ${coverage.hiddenRules.length} hidden rules, ${coverage.recommendations.length} recommendations`,
  );
  return { seconds, megabytes };
}

/** The whole analysis with who is in which segment and audience: behavior, matrix, findings, plan. */
function withPeople(label: string, read: number, print: (line: string) => void): void {
  const inventory = aLargeInventory(LARGE);
  const collector = largePeople(PROFILES, read);
  const before = process.memoryUsage().rss;
  const started = process.cpuUsage();
  const { coverage } = analyzeAll(inventory, collector, []);
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const counted = coverage.gaps.filter(({ nearest }) => 'value' in nearest && nearest.value !== null).length;
  print(
    `with ${label}, 2,000,000 events: ${seconds.toFixed(1)} s of CPU, ${megabytes.toFixed(0)} MB at most in the whole process (${(before / 2 ** 20).toFixed(0)} before it, the account itself); ` +
      `${counted} audiences with a nearest segment by people, ${coverage.recommendations.length} recommendations`,
  );
  print(
    `limit: ${ONE_EXECUTION.seconds} s ${verdict(seconds <= ONE_EXECUTION.seconds)}, ${ONE_EXECUTION.megabytes} MB ${verdict(megabytes <= ONE_EXECUTION.megabytes)}`,
  );
}

function analyze(size: AccountSize): void {
  const inventory = aLargeInventory(size);
  analyzed(inventory);
}

function times(size: AccountSize, factor: number): AccountSize {
  return {
    segments: size.segments * factor,
    flows: size.flows * factor,
    actionsPerFlow: size.actionsPerFlow,
    campaigns: size.campaigns * factor,
    lists: size.lists * factor,
  };
}

function verdict(holds: boolean): string {
  return holds ? '(holds)' : '(DOES NOT HOLD)';
}
