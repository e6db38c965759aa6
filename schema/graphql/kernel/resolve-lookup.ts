import type { GraphQLResolveInfo } from 'graphql';
import { HubError } from '../../model/errors.ts';
import type { GuardedEntity } from '../../store/reader/reader.ts';
import type { GraphContext } from '../context.ts';
import { forbiddenField } from './forbidden-field.ts';
import type { LookupLoader } from './lookup-loaders.ts';

/**
 * A field that a department answers live: decided before anybody is asked, noted as read once answered. A department
 * that does not answer costs this field only.
 */
export async function resolveLookup<T>(
  { reader, lookupNotes }: GraphContext,
  loader: LookupLoader<T>,
  entity: GuardedEntity,
  path: string,
  info: GraphQLResolveInfo,
): Promise<T | null> {
  const access = reader.decide(entity, path);
  if (access !== 'allow') {
    reader.note(entity, path);
    if (access === 'deny') throw forbiddenField(path);
    return null;
  }
  const answer = await loader.load(entity);
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
