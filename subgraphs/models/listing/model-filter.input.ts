import { InputType } from 'type-graphql';
import { NamedThingFilter } from '#values/named-thing-filter.js';

/** Which models `models` lists. */
@InputType({ description: 'Which models a list holds: those that meet every condition.' })
export class ModelFilter extends NamedThingFilter {}
