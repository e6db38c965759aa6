import type { FolderLayout } from './folder-layout.ts';
import { identifyProcess, isSameProcessAlive } from './process-identity.ts';
import { readPostmasterPid } from './running-server.ts';

/** Looks once a second whether the server still runs; keeps no process alive. */
export function watchServer(layout: FolderLayout, onLost: (() => void) | undefined): { end(): void } {
  const pid = readPostmasterPid(layout);
  if (onLost === undefined || pid === null) return { end: () => undefined };
  const server = identifyProcess(pid);
  const timer = setInterval(() => {
    if (isSameProcessAlive(server)) return;
    clearInterval(timer);
    onLost();
  }, 1_000);
  timer.unref();
  return { end: () => clearInterval(timer) };
}
