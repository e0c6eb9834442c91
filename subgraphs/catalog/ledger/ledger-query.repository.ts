import type { EntityManager, FindOptionsWhere } from 'typeorm';
import type { LedgerEventType } from '#events/ledger-events.js';
import type { Caller } from '#platform/auth/caller.js';
import { countRows } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { LedgerEntry } from './ledger-entry.entity.js';
import { asSeen, onlySeenEvents } from './seen-events.js';

/** Which entries a question is about; a filter left out lets everything through. */
export interface LedgerFilter {
  readonly subject?: string | null | undefined;
  readonly type?: LedgerEventType | null | undefined;
  readonly types?: readonly LedgerEventType[] | null | undefined;
  /** With those below it; empty is any. */
  readonly namespace?: string | null | undefined;
  readonly actor?: string | null | undefined;
  readonly since?: Date | null | undefined;
  readonly until?: Date | null | undefined;
}

/** Reads of the `ledger_entry` table, as far as a caller sees what is in it. */
export class LedgerQueryRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly caller: Pick<Caller, 'rights'>,
  ) {}

  /** Ids are UUIDv7, made when the event was: their order is that of time, whenever the ledgers were read. */
  async page(filter: LedgerFilter, { limit, after }: PageRequest): Promise<LedgerEntry[]> {
    const entries = this.seen(filter).orderBy('entry.id', 'DESC').limit(limit);
    if (after !== null) entries.andWhere('entry.id < :after', { after });
    return (await entries.getMany()).map((entry) => asSeen(entry, this.caller.rights));
  }

  count(filter: LedgerFilter): Promise<number> {
    return countRows(this.manager, this.seen(filter));
  }

  private seen({ subject, type, types, namespace, actor, since, until }: LedgerFilter) {
    const where: FindOptionsWhere<LedgerEntry> = {
      ...(subject == null ? {} : { subject }),
      ...(type == null ? {} : { typeName: type }),
      ...(actor == null ? {} : { actor }),
    };
    const entries = this.manager.createQueryBuilder(LedgerEntry, 'entry').where(where);
    if (types != null) entries.andWhere('entry.typeName = ANY (:ofTypes)', { ofTypes: types });
    if (namespace != null && namespace !== '') entries.andWhere(IN_NAMESPACE, { namespace, within: `${namespace}/` });
    if (since != null) entries.andWhere('entry.createdAt >= :since', { since });
    if (until != null) entries.andWhere('entry.createdAt < :until', { until });
    return onlySeenEvents(entries, this.caller.rights);
  }
}

/** A principal may be called as a namespace is; what is granted to it happened elsewhere. */
const IN_NAMESPACE = `(entry.subject = :namespace OR entry.subject ^@ :within)
  AND (entry.subgraph <> 'access' OR entry.typeName IN ('NamespaceClosed', 'NamespaceOpened'))`;
