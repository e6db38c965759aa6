import { createRandom, type Random, seedOf } from '../district/random.ts';
import { chronicConditions, vaccines } from './data/clinical-tables.ts';

/** What the health authority knows of one resident: always the same for the same identity number. */
export interface ClinicalContent {
  readonly conditions: readonly {
    readonly code: string;
    readonly name: string;
    readonly status: 'active' | 'remission';
    readonly onsetDate: string;
  }[];
  readonly immunizations: readonly {
    readonly code: string;
    readonly name: string;
    readonly date: string;
    readonly lotNumber: string;
  }[];
}

const idNumberForm = /^\d{6}((?:19|20)\d{2})(\d{2})(\d{2})\d{2}(\d)[\dX]$/;

/** Plausible for the age and sex that the number tells; null when it is no identity number. `today` is YYYY-MM-DD. */
export function clinicalContentOf(idNumber: string, today: string): ClinicalContent | null {
  const [, year, month, day, sexDigit] = idNumberForm.exec(idNumber) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const random = createRandom(seedOf(`clinical ${idNumber}`));
  const born = `${year}-${month}-${day}`;
  const ageYears = (Date.parse(today) - Date.parse(born)) / yearMs;
  const sex = Number(sexDigit) % 2 === 1 ? '1' : '2';
  if (!(ageYears >= 0)) return { conditions: [], immunizations: [] };
  return {
    conditions: drawConditions(random, ageYears, sex, today),
    immunizations: drawImmunizations(random, ageYears, born, today),
  };
}

const yearMs = 365.25 * 86_400_000;

function drawConditions(random: Random, age: number, sex: '1' | '2', today: string): ClinicalContent['conditions'] {
  return chronicConditions.flatMap(({ code, name, fromAge, untilAge, share, growthPerDecade, onlySex }) => {
    if (age < fromAge || age >= untilAge || (onlySex !== undefined && onlySex !== sex)) return [];
    const likelihood = Math.min(0.7, share + (growthPerDecade * (age - fromAge)) / 10);
    if (!random.chance(likelihood)) return [];
    const yearsAgo = random.next() * Math.min(20, age - fromAge);
    const onsetDate = new Date(Date.parse(today) - yearsAgo * yearMs).toISOString().slice(0, 10);
    return [{ code, name, status: random.chance(0.92) ? 'active' : 'remission', onsetDate } as const];
  });
}

function drawImmunizations(random: Random, age: number, born: string, today: string): ClinicalContent['immunizations'] {
  return vaccines.flatMap(({ code, name, atAges, share }) =>
    atAges.flatMap((at) => {
      if (age < at || !random.chance(share)) return [];
      const given = Math.min(Date.parse(today), Date.parse(born) + (at + random.next() * 0.2) * yearMs);
      const date = new Date(given).toISOString().slice(0, 10);
      // Doses of childhood were written on paper before the register began.
      return date < '2008-01-01' ? [] : [{ code, name, date, lotNumber: `${date.slice(0, 4)}${random.digits(5)}` }];
    }),
  );
}
