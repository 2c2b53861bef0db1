import { startCases } from './cases.ts';
import { startCopying } from './copying.ts';
import { startFilters } from './filters.ts';
import { startRouter } from './router.ts';

/** The page's only script: it shows one page of the file at a time, draws case pages, and filters the matrix. */
document.documentElement.classList.add('scripted');
startFilters();
startCopying();
startRouter(startCases());
