import type { GraphQLResolveInfo } from 'graphql';
import { HubError } from '../../model/errors.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { forbiddenField } from './forbidden-field.ts';
import type { LookupAnswer, LookupLoader } from './lookup-loaders.ts';

/**
 * A field that a department answers live: decided before anybody is asked, noted as read once answered. A department
 * that does not answer costs this field only.
 * @param options.withinMs for a field that is worth less later: the department's own deadline stands beside it.
 */
export async function resolveLookup<T>(
  { reader, lookupNotes }: GraphContext,
  loader: LookupLoader<T>,
  entity: GuardedEntity,
  path: string,
  info: GraphQLResolveInfo,
  options: { readonly withinMs?: number } = {},
): Promise<T | null> {
  const access = reader.decide(entity, path);
  if (access !== 'allow') {
    reader.note(entity, path);
    if (access === 'deny') throw forbiddenField(path);
    return null;
  }
  const answer = await inTime(loader.load(entity), departmentOf(path), options.withinMs);
  if (answer.ok === 'unidentified') return null;
  const place = pathOf(info);
  if (!answer.ok) {
    lookupNotes.failed(answer.source, answer.code, answer.retryable, place);
    throw sourceFailure(answer.source, answer.code, answer.retryable);
  }
  lookupNotes.answered(departmentOf(path), answer.fetchedAt, place);
  reader.note(entity, path);
  return answer.value;
}

/** An answer that comes later than its field can wait is no answer. */
function inTime<T>(asked: Promise<LookupAnswer<T>>, source: string, withinMs?: number): Promise<LookupAnswer<T>> {
  if (withinMs === undefined) return asked;
  const late: LookupAnswer<T> = { ok: false, code: 'SOURCE_TIMEOUT', source, retryable: true };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late), withinMs);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export const sourceFailure = (source: string, code: string, retryable: boolean): HubError =>
  new HubError(
    'unavailable',
    code,
    `${source}: the department did not answer this field; ${retryable ? 'ask again later' : 'tell an administrator'}.`,
    { source, retryable },
  );

/** `resident.publicSecurity.identityVerification` → `public-security` */
const departmentOf = (path: string): string =>
  (path.split('.')[1] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function pathOf(info: Pick<GraphQLResolveInfo, 'path'>): string {
  const steps: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step; step = step.prev) steps.unshift(step.key);
  return steps.join('.');
}
