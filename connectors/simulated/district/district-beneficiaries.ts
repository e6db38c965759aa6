import { districtEvents } from './district-events.ts';
import type { DistrictOptions } from './district-model.ts';

interface DistrictBeneficiary {
  readonly certificateNumber: string;
  readonly idNumber: string;
  readonly category: string;
  readonly monthlyAmount: number;
  readonly stopped: boolean;
}

/** Who draws an allowance in the district, with the certificates of its feed but the person's true number. */
export function* districtBeneficiaries(options: DistrictOptions): Generator<DistrictBeneficiary> {
  let idNumber = '';
  for (const event of districtEvents(options)) {
    if (event.kind === 'person') idNumber = event.person.idNumber;
    if (event.kind !== 'row' || event.dataset !== 'civil-affairs.subsistence-allowance' || event.truth === null)
      continue;
    if ('line' in event.row) continue;
    const { cells } = event.row;
    yield {
      certificateNumber: event.key,
      idNumber,
      category: String(cells[6]),
      monthlyAmount: Number(cells[7]),
      stopped: cells[12] === '停保',
    };
  }
}
