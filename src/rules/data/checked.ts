/** When the advisories that come along were read, `YYYY-MM-DD`; without the advisories, which are long. */
import { checked } from './advisories.json';

export const advisoriesChecked: string = checked;
