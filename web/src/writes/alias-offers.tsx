import { WriteButton } from './write-button';

interface AliasOffersProps {
  readonly model: string;
  readonly alias: string;
  readonly can: readonly string[];
}

/** What the caller may do to an alias of a model. */
export function AliasOffers({ model, alias, can }: AliasOffersProps) {
  return (
    <>
      {can.includes('ROLL_BACK') && (
        <WriteButton request={{ kind: 'roll-back', model, alias }} className="button quiet">
          Roll {alias} back
        </WriteButton>
      )}
      {can.includes('MOVE_ALIAS') && (
        <WriteButton request={{ kind: 'remove-alias', model, alias }} className="button quiet">
          Take {alias} away
        </WriteButton>
      )}
    </>
  );
}
