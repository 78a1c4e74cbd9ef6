import { useEffect, useRef } from 'preact/hooks';
import type { RefreshView } from '../addon/protocol';
import { isActive } from './newer-view';
import { ask, Problem } from './server';

/** Between looks at progress: slower than the eye asks for, to spare the sheet's quota of calls. */
const LOOK_EVERY = 4_000;
/** With nothing under way: so that a page left open sees a refresh that somebody else starts. */
const IDLE_LOOK_EVERY = 60_000;
/** After an execution that found nothing to do (another one runs, or a limit has to pass). */
const TRY_AGAIN_AFTER = 15_000;
/** An execution that reads takes longer than this to answer: one that answers sooner found another at work. */
const AT_WORK = 5_000;

/**
 * Drives a refresh from the open page, execution after execution, and shows its progress meanwhile. The page may be closed or reloaded at any moment:
 * the job is on the server and the next page takes it up.
 */
export function useRefreshDriver(refresh: RefreshView, hear: (view: RefreshView) => void, fail: (error: unknown) => void): void {
  const latest = useRef({ hear, fail });
  latest.current = { hear, fail };
  const active = isActive(refresh);
  const drives = active && refresh.mine;

  useEffect(() => {
    let stopped = false;
    let looking = false;
    const look = async () => {
      if (looking || document.hidden) return;
      looking = true;
      try {
        const view = await ask('getProgress', null);
        if (!stopped) latest.current.hear(view);
      } catch {
        // The next look may find the connection again; the job itself does not need this page.
      } finally {
        looking = false;
      }
    };
    const timer = setInterval(() => void look(), active ? LOOK_EVERY : IDLE_LOOK_EVERY);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [active]);

  useEffect(() => {
    if (!drives) return undefined;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const drive = async () => {
      let wait = TRY_AGAIN_AFTER;
      const asked = Date.now();
      try {
        const view = await ask('continueRefresh', null);
        if (view.state === 'running' && Date.now() - asked > AT_WORK) wait = 0;
        if (!stopped) latest.current.hear(view);
      } catch (error) {
        if (!stopped && error instanceof Problem && error.kind !== 'no-answer') latest.current.fail(error);
      }
      if (!stopped) timer = setTimeout(() => void drive(), wait);
    };
    void drive();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [drives]);
}
