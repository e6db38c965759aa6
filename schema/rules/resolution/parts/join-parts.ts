import type { PartSettings } from '../../../model/resolution.ts';
import type { PartMaker } from './made-parts.ts';

/** The parts read with a stroke between them; nothing where one is absent. */
export const joinMaker = ({ from }: PartSettings): PartMaker => join(from.length, (value) => value);

/** The same of the first characters of each. */
export const startMaker = ({ from, characters = 1 }: PartSettings): PartMaker =>
  join(from.length, (value) => value.slice(0, characters));

const join =
  (count: number, take: (value: string) => string): PartMaker =>
  (...values) => {
    const taken = values.slice(0, count).flatMap((value) => (value === undefined ? [] : [take(value)]));
    return taken.length === count ? { '': taken.join('/') } : {};
  };
