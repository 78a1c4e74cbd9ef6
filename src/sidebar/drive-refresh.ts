import { useEffect, useRef } from 'preact/hooks';
import type { RefreshView } from '../addon/protocol';
import { ask, Problem } from './server';

/** Between looks at progress: slower than the eye asks for, to spare the sheet's quota of calls. */
const LOOK_EVERY = 4_000;
/** After an execution that found nothing to do (another one runs, or a limit has to pass). */
const TRY_AGAIN_AFTER = 15_000;

/**
 * Drives a refresh from the open page, execution after execution, and shows its progress meanwhile. It may be closed or
 * reloaded at any moment: the job is on the server and the next page takes it up.
 */
export function useRefreshDriver(refresh: RefreshView, show: (view: RefreshView) => void, fail: (problem: Problem) => void): void {
  const latest = useRef({ show, fail });
  latest.current = { show, fail };
  const active = refresh.state === 'running' || refresh.state === 'waiting';
  const { mine } = refresh;

  useEffect(() => {
    if (!active) return undefined;
    let stopped = false;
    let driving = false;
    let nextDrive = 0;
    const drive = async () => {
      if (stopped || driving || !mine || Date.now() < nextDrive) return;
      driving = true;
      try {
        const view = await ask('continueRefresh', null);
        nextDrive = Date.now() + (view.state === 'running' ? 0 : TRY_AGAIN_AFTER);
        if (!stopped) latest.current.show(view);
      } catch (error) {
        nextDrive = Date.now() + TRY_AGAIN_AFTER;
        if (!stopped && error instanceof Problem && error.kind !== 'no-answer') latest.current.fail(error);
      } finally {
        driving = false;
      }
      void drive();
    };
    const look = async () => {
      try {
        const view = await ask('getProgress', null);
        if (!stopped) latest.current.show(view);
      } catch {
        // The next look may find the connection again; the job itself does not need this page.
      }
    };
    const timer = setInterval(() => { void look(); void drive(); }, LOOK_EVERY);
    void drive();
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [active, mine]);
}
