import type { Inventory } from '../../src/domain/account/inventory';
import type { Advance, Reader, Stage } from '../../src/klaviyo/schedule/reading-options';
import type { Job } from '../../src/refresh/job';
import { isActive, newJob, BARREN_AT_MOST, GIVEN_UP_AFTER } from '../../src/refresh/job';
import type { KeptCollector } from '../../src/refresh/collector-on-demand';
import type { RefreshDoors } from '../../src/refresh/run-refresh';
import { READ_UNTIL, RESUME_WITHIN, stepRefresh } from '../../src/refresh/run-refresh';
import { createMemoryStore } from '../build/memory-store';

const START = 1_700_000_000_000;

/** A reading of `pages` pages that takes `pageMs` each and returns for a checkpoint after every third. */
function world(
  options: { pages?: number; pageMs?: number; stopAt?: number; stop?: Advance; first?: boolean; stages?: readonly number[]; stored?: number } = {},
) {
  const { pages = 10, pageMs = 1_000 } = options;
  const store = createMemoryStore();
  if (options.stored !== undefined) store.bytes = () => options.stored!;
  const state = {
    now: START,
    job: null as Job | null,
    cancel: null as string | null,
    published: [] as number[],
    early: [] as string[],
    publishMs: 0,
    analysisMs: 0,
    halfWritten: false,
    die: null as number | null,
    since: null as number | null,
    opened: [] as string[],
  };

  const collector = (parts: ReadonlyMap<string, string> | null): KeptCollector & { sum(): number } => {
    let sum = Number(parts?.get('behavior/sum') ?? 0);
    let changed = false;
    return {
      addEvents: (_metric, rows) => {
        sum += rows.length;
        changed = true;
      },
      addProfiles: () => undefined,
      begin: () => undefined,
      missing: () => [],
      finish: () => undefined,
      restartProfiles: () => undefined,
      finishProfiles: () => undefined,
      profilesReadAt: () => null,
      changedParts: () => {
        const out = new Map(changed ? [['behavior/sum', String(sum)]] : []);
        changed = false;
        return out;
      },
      sum: () => sum,
    };
  };
  const reader = (saved: ReadonlyMap<string, string> | null, mode: string, into: KeptCollector): Reader => {
    state.opened.push(mode);
    let page = Number(saved?.get('reading/page') ?? 0);
    return {
      advance(until) {
        for (let step = 0; step < 3; step += 1) {
          if (page >= pages) return { state: 'done' };
          if (options.stopAt === page && options.stop !== undefined) return options.stop;
          if (state.now >= until) return { state: 'more', notBefore: state.now };
          if (state.die !== null && page === state.die) {
            state.die = null;
            throw new Error('killed');
          }
          state.now += pageMs;
          page += 1;
          into.addEvents('m', [{ profileId: 'p', at: state.now, value: null, properties: {} }]);
        }
        return { state: 'more', notBefore: state.now };
      },
      changedParts: () => new Map([['reading/page', String(page)]]),
      progress: () => ({
        step: 'Reading',
        done: page,
        atLeast: page,
        expected: pages,
        requests: page,
        secondsLeft: Math.round(((pages - page) * pageMs) / 1000),
      }),
      stage: (late) => Math.max(options.stages?.filter((at) => page >= at).length ?? 0, late ? 1 : 0) as Stage,
      soFar: () => ({ stillToCome: { people: page < (options.stages?.[1] ?? pages), sentence: `page ${page}` } }) as Inventory,
      inventory: () => {
        throw new Error('not asked');
      },
      requestCount: page,
      readAt: START,
    };
  };
  const doors: RefreshDoors<ReturnType<typeof collector>> = {
    now: () => state.now,
    store,
    jobs: {
      write: (job) => {
        state.job = job;
      },
      cancelRequested: (id) => state.cancel === id,
    },
    openCollector: collector,
    openReader: ({ saved, mode, collector: into }) => reader(saved, mode, into as KeptCollector),
    isFullDue: () => false,
    unfinishedSince: () => state.since,
    finishedInventory: () => ({}) as Inventory,
    isFirst: () => options.first === true,
    publishSoFar: (inventory, kept) => {
      state.early.push(`${inventory.stillToCome!.sentence}, ${kept.sum()} counted`);
      state.now += state.publishMs;
      if (state.publishMs > 6 * 60_000) throw new Error('killed');
    },
    publish: (_inventory, kept, mayWrite) => {
      state.now += state.analysisMs;
      if (!mayWrite()) return null;
      state.published.push(kept.sum());
      return 'Done.';
    },
    sentenceFor: (error) => `Sentence about ${error.kind}.`,
    halfWritten: () => state.halfWritten,
  };
  return { doors, state, store };
}

function runToEnd({ doors, state }: ReturnType<typeof world>, job: Job): Job {
  let current = job;
  for (let execution = 0; execution < 100 && isActive(current); execution += 1) {
    try {
      current = stepRefresh(doors, current);
    } catch {
      current = state.job ?? current;
    }
  }
  return current;
}

describe('[U] a refresh', () => {
  test('reads, then publishes once, and is done', () => {
    const it = world();
    const job = runToEnd(it, newJob('j', 'me', false, START));
    expect(job).toMatchObject({ phase: 'done', sentence: 'Done.', requests: 10 });
    expect(it.state.published).toEqual([10]);
  });

  test('that outlives an execution hands over in time and loses or doubles nothing', () => {
    const it = world({ pages: 900, pageMs: 1_000 });
    const first = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(first.phase).toBe('reading');
    expect(it.state.now - START).toBeLessThanOrEqual(READ_UNTIL + 3_000);
    const job = runToEnd(it, first);
    expect(job.phase).toBe('done');
    expect(job.executions).toBeGreaterThan(3);
    expect(it.state.published).toEqual([900]);
  });

  test('never shows less than it showed, though an execution is killed and reads its last pages again', () => {
    const it = world({ pages: 200, pageMs: 2_000 });
    it.state.die = 120;
    let shown: Job = newJob('j', 'me', false, START);
    const { write } = it.doors.jobs;
    it.doors.jobs.write = (job) => {
      expect(job.done).toBeGreaterThanOrEqual(shown.done);
      expect(job.requests).toBeGreaterThanOrEqual(shown.requests);
      expect(job.share ?? 0).toBeGreaterThanOrEqual(shown.share ?? 0);
      expect(job.share ?? 0).toBeLessThan(1);
      shown = job;
      write(job);
    };
    expect(runToEnd(it, shown).phase).toBe('done');
    expect(it.state.published).toEqual([200]);
  });

  test('that goes on after a trouble no longer speaks of it', () => {
    const it = world({ pages: 10, stopAt: 4, stop: { state: 'stopped', error: { kind: 'klaviyo-down', status: null } } });
    const troubled = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(troubled.sentence).toContain('goes on by itself');
    const told: string[] = [];
    const { write } = it.doors.jobs;
    it.doors.jobs.write = (job) => {
      told.push(job.sentence);
      write(job);
    };
    stepRefresh(it.doors, troubled);
    expect(told[0]).toBe('');
  });

  test('that waited for its turn reads so much less, since Google counts the waiting too', () => {
    const it = world({ pages: 900, pageMs: 1_000 });
    expect(stepRefresh(it.doors, newJob('j', 'me', false, START), START - 70_000).phase).toBe('reading');
    expect(it.state.now - START).toBeLessThanOrEqual(READ_UNTIL - 70_000 + 3_000);
    expect(it.state.now - START).toBeGreaterThan(READ_UNTIL - 70_000 - 30_000);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('killed before page %i ends with every page counted once', (page) => {
    const it = world();
    it.state.die = page;
    expect(runToEnd(it, newJob('j', 'me', false, START)).phase).toBe('done');
    expect(it.state.published).toEqual([10]);
  });

  test('whose commit fails goes on from the commit before', () => {
    const it = world();
    const job = newJob('j', 'me', false, START);
    stepRefreshOnceFailing(it, job);
    expect(runToEnd(it, it.state.job ?? job).phase).toBe('done');
    expect(it.state.published).toEqual([10]);
  });

  function stepRefreshOnceFailing(it: ReturnType<typeof world>, job: Job): void {
    const commit = it.store.commit.bind(it.store);
    let commits = 0;
    it.store.commit = (changes) => {
      commits += 1;
      if (commits === 1) throw new Error('down');
      commit(changes);
    };
    expect(() => stepRefresh(it.doors, job)).toThrow('down');
  }

  test('cancelled stops at the next checkpoint, keeps what was read and publishes nothing', () => {
    const it = world();
    it.state.cancel = 'j';
    const job = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(job.phase).toBe('cancelled');
    expect(job.sentence).toContain('cancelled');
    expect(it.state.published).toEqual([]);
    expect(it.store.read('behavior/sum')).toBe('3');
  });

  test('met by a daily limit waits for it, and says why', () => {
    const it = world({ stopAt: 4, stop: { state: 'stopped', error: { kind: 'daily-limit', what: 'reports', continueAt: START + 7_200_000 } } });
    const job = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(job).toMatchObject({ phase: 'reading', notBefore: START + 7_200_000, sentence: 'Sentence about daily-limit.' });
  });

  test('met by a spent quota looks again within the hour', () => {
    const it = world({ stopAt: 4, stop: { state: 'stopped', error: { kind: 'quota-spent' } } });
    const job = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(job.phase).toBe('reading');
    expect(job.notBefore).toBeGreaterThan(START);
    expect(job.notBefore).toBeLessThanOrEqual(it.state.now + 3_600_000);
  });

  test('met by a revoked key fails with its sentence and keeps what was read', () => {
    const it = world({ stopAt: 4, stop: { state: 'stopped', error: { kind: 'revoked-key' } } });
    const job = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(job).toMatchObject({ phase: 'failed', sentence: 'Sentence about revoked-key.' });
    expect(it.store.read('behavior/sum')).toBe('4');
  });

  test('asked to read everything again begins with nothing', () => {
    const it = world();
    it.store.commit(
      new Map([
        ['reading/page', '10'],
        ['behavior/sum', '99'],
      ]),
    );
    runToEnd(it, newJob('j', 'me', true, START));
    expect(it.state.published).toEqual([10]);
  });

  test('does not go on with a reading that lay unfinished too long', () => {
    const it = world();
    it.store.commit(
      new Map([
        ['reading/page', '5'],
        ['behavior/sum', '5'],
      ]),
    );
    it.state.since = START - RESUME_WITHIN - 1;
    runToEnd(it, newJob('j', 'me', false, START));
    expect(it.state.published).toEqual([10]);
  });

  test('reads anew what somebody deleted after it was read and before it was in the sheet', () => {
    const it = world();
    it.store.commit(new Map([['behavior/sum', '99']]));
    it.store.commit(new Map([['behavior/sum', null]]));
    const job = runToEnd(it, { ...newJob('j', 'me', false, START), phase: 'writing' });
    expect(job).toMatchObject({ phase: 'done', sentence: 'Done.' });
    expect(it.state.published).toEqual([10]);
  });

  test('saves no more often than a ninth of its time allows, and what it read since is read again after a death', () => {
    const it = world({ pages: 200, pageMs: 1_000 });
    const commit = it.store.commit.bind(it.store);
    let commits = 0;
    it.store.commit = (changes) => {
      commits += 1;
      it.state.now += 5_000;
      commit(changes);
    };
    it.state.die = 100;
    expect(runToEnd(it, newJob('j', 'me', false, START)).phase).toBe('done');
    expect(it.state.published).toEqual([200]);
    expect(commits).toBeLessThanOrEqual(8);
    expect(commits).toBeGreaterThanOrEqual(4);
  });

  test('goes on with a reading that was left unfinished a little while ago', () => {
    const it = world();
    it.store.commit(
      new Map([
        ['reading/page', '5'],
        ['behavior/sum', '5'],
      ]),
    );
    it.state.since = START - 60_000;
    runToEnd(it, newJob('j', 'me', false, START));
    expect(it.state.published).toEqual([10]);
    expect(it.state.job?.requests).toBe(10);
  });

  test('that dies every time before its first checkpoint is given up after a stated number of executions', () => {
    const it = world();
    it.doors.openReader = () => {
      throw new Error('killed');
    };
    const job = runToEnd(it, newJob('j', 'me', false, START));
    expect(job.phase).toBe('failed');
    expect(job.executions).toBe(BARREN_AT_MOST);
    expect(job.sentence).toContain('given up');
  });

  test('still unfinished after the stated days is given up', () => {
    const it = world();
    it.state.now = START + GIVEN_UP_AFTER + 1;
    expect(stepRefresh(it.doors, newJob('j', 'me', false, START))).toMatchObject({ phase: 'failed' });
  });
});

describe('[U] the first refresh of a sheet', () => {
  const long = { pages: 900, pageMs: 1_000, first: true } as const;

  test('shows what the account is made of as soon as that is read, then people, then the rest; each stage once', () => {
    const it = world({ ...long, stages: [60, 400] });
    const job = runToEnd(it, newJob('j', 'me', false, START));
    expect(job).toMatchObject({ phase: 'done', stages: 2 });
    expect(it.state.early).toEqual(['page 60, 0 counted', expect.stringMatching(/^page 4\d\d, 4\d\d counted$/)]);
    expect(it.state.published).toEqual([900]);
  });

  test('shows what is read after a minute and a quarter, however slow the account is', () => {
    const it = world({ ...long, pageMs: 5_000, stages: [300, 600] });
    stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(it.state.early).toEqual(['page 15, 0 counted']);
  });

  test('is not held up by a stage where the end is near', () => {
    const it = world({ pages: 110, pageMs: 1_000, first: true, stages: [60, 100] });
    runToEnd(it, newJob('j', 'me', false, START));
    expect(it.state.early).toEqual([]);
    expect(it.state.published).toEqual([110]);
  });

  test('leaves out a stage that takes more than an execution, and says after a cancellation what the sheet shows', () => {
    const it = world({ ...long, stages: [60, 400] });
    it.state.publishMs = 7 * 60_000;
    expect(() => stepRefresh(it.doors, newJob('j', 'me', false, START))).toThrow('killed');
    it.state.publishMs = 0;
    const shown = stepRefresh(it.doors, it.state.job!);
    expect(it.state.early).toHaveLength(1);
    it.state.cancel = 'j';
    expect(stepRefresh(it.doors, shown).sentence).toContain('the sheet shows what had been read by then');
  });

  test('of a large account publishes people at the beginning of an execution, with all its time', () => {
    const it = world({ ...long, stages: [10, 200], stored: 20_000_000 });
    const first = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(it.state.early).toHaveLength(1);
    stepRefresh(it.doors, first);
    expect(it.state.early).toEqual([expect.stringContaining('page 12'), expect.stringMatching(/^page 27\d/)]);
  });

  test('is published in one go where the sheet has had a refresh before', () => {
    const it = world({ ...long, first: false, stages: [60, 400] });
    runToEnd(it, newJob('j', 'me', false, START));
    expect(it.state.early).toEqual([]);
  });

  test('of a small account is in the sheet within one execution; of a large one publishing has an execution of its own', () => {
    const executions = (stored: number): number => runToEnd(world({ pages: 150, pageMs: 1_000, stored }), newJob('j', 'me', false, START)).executions;
    expect(executions(6_000_000)).toBe(1);
    expect(executions(20_000_000)).toBe(2);
  });

  test('leaves the writing to the next execution where working it out took most of one, and counts that as getting on', () => {
    const it = world();
    it.state.analysisMs = 5 * 60_000;
    const kept = stepRefresh(it.doors, newJob('j', 'me', false, START));
    expect(kept).toMatchObject({ phase: 'writing', barren: 0 });
    expect(it.state.published).toEqual([]);
    it.state.analysisMs = 0;
    expect(stepRefresh(it.doors, kept)).toMatchObject({ phase: 'done' });
  });
});
