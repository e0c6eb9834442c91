/** A moment as PostgreSQL reads it. It has no year 0: the year before 1 is 1 BC. */
export function momentText(moment: Date): string {
  const text = moment.toISOString();
  const year = moment.getUTCFullYear();
  return year > 0 ? text : `${String(1 - year).padStart(4, '0')}${text.slice(-20)} BC`;
}
