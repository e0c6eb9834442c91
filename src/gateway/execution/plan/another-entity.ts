import type { Answer } from './answer.js';

/** Whether an entity has another key than the representation that it was asked for with. */
export function isAnotherEntity(entity: Answer, representation: Answer): boolean {
  for (const key in representation) {
    if (key === '__typename' || !Object.hasOwn(entity, key)) continue;
    const [sent, came] = [representation[key], entity[key]];
    if (isKey(sent) && (isKey(came) ? String(came) !== String(sent) : came !== null)) return true;
  }
  return false;
}

function isKey(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
