import { forbidden } from '../../model/errors.ts';
import type { GraphContext } from '../context.ts';
import type { FieldResolvers, Resolver } from '../subgraph.ts';

/** Every field of the list for administrators only, decided before anything is done. */
export function administratorOnly(resolvers: FieldResolvers): FieldResolvers {
  return Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, guard(resolve)]));
}

const guard =
  (resolve: Resolver): Resolver =>
  (source, args, context: GraphContext, info) => {
    if (context.principal.client.kind !== 'administrator') {
      throw forbidden('ADMINISTRATOR_ONLY', 'access: this field is for administrators; use an administrator token.');
    }
    return resolve(source, args, context, info);
  };
