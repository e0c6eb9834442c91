import { wholeNumber } from '../whole-number.js';

/** A whole number from 1 on. */
export const positive = wholeNumber(1);
