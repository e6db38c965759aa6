/** A seeded source of chance: the same seed gives the same sequence on every machine. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** 0 … below − 1. */
  int(below: number): number;
  /** Both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  digits(count: number): string;
}

/** sfc32 (Chris Doty-Humphrey), seeded through a 32-bit integer hash so that neighbouring seeds differ at once. */
export function createRandom(seed: number): Random {
  let a = mix(seed);
  let b = mix(a ^ 0x51ed270b);
  let c = mix(b ^ 0x2c9277b5);
  let counter = 1;

  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  for (let i = 0; i < 12; i++) next();

  return {
    next,
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (probability) => next() < probability,
    pick: (list) => element(list, int(list.length)),
    weighted: (choices) => {
      let rest = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of choices) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return element(choices, choices.length - 1)[0];
    },
    digits: (count) => Array.from({ length: count }, () => int(10)).join(''),
  };
}

/** A number that depends on the text and on nothing else: what a simulated department says of one identity number. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function element<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new Error('random: the list to choose from is empty.');
  return value;
}

function mix(value: number): number {
  let x = (value ^ 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
