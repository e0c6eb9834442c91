import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { type Contents, contentsSchema, type Member, type MemberOf, memberSchema } from '../format/members.js';
import { parseMember } from '../format/parse-member.js';
import { digestOfBytes, membersOf, type RawMember } from '../format/read-members.js';
import { notABundle } from '../format/refusals.js';
import { refuseChangedEvent } from './check-event.js';
import { RunPoints } from './check-points.js';
import { type BundledThing, SealedThings } from './check-sealed.js';

/** A bundle whose every member is what was exported. */
export interface VerifiedBundle {
  readonly contents: Contents;
  /** What is sealed in it, what others rest on first. */
  readonly things: readonly BundledThing[];
  /** The experiments and registered models in it, by name. */
  readonly named: readonly { readonly kind: 'experiment' | 'model'; readonly name: string }[];
  readonly events: number;
  readonly points: number;
  readonly files: number;
}

/**
 * Verifies a bundle without a server: each member against the contents, each manifest against its digest and against what
 * it pins, the points of each run against its manifest, each event against its hash, and that each thing has the event
 * that wrote it. Of points and files only a piece is in memory at a time.
 * @throws {PedigraphError} BAD_USER_INPUT naming the first thing that is wrong
 */
export async function verifyBundle(file: string): Promise<VerifiedBundle> {
  const found: Contents['members'] = [];
  const check = new BundleCheck();
  let contents: Contents | undefined;
  for await (const raw of membersOf(file)) {
    if (raw.isFile) found.push(await check.file(raw));
    else {
      const bytes = await raw.whole();
      if (/^\d/.test(raw.name)) {
        found.push({ name: raw.name, size: bytes.length, sha256: digestOfBytes(bytes) });
        check.member(parseMember(raw.name, bytes, memberSchema), raw.name);
      } else contents = parseMember(raw.name, bytes, contentsSchema);
    }
  }
  const { members, roots, leftOut } = contents!;
  const at = found.findIndex((member, index) => canonicalJson(member) !== canonicalJson(members[index] ?? null));
  if (at >= 0) throw notABundle(`${found[at]!.name} is another than the contents say`);
  if (found.length !== members.length) throw notABundle(`it lacks ${members[found.length]!.name.slice(0, 100)}`);
  check.end(roots, leftOut);
  return { contents: contents!, ...check.result() };
}

/** What is known of a bundle while it is read. */
class BundleCheck {
  readonly #things = new SealedThings();
  readonly #named: { kind: 'experiment' | 'model'; name: string }[] = [];
  #run: RunPoints | null = null;
  #announced: MemberOf<'file'> | null = null;
  #events = 0;
  #redacted = 0;
  #points = 0;
  #files = 0;

  member(member: Member, name: string): void {
    if (this.#announced !== null) throw notABundle(`${name} stands where the bytes of ${this.#announced.path} belong`);
    if (this.#run !== null && member.kind !== 'points' && member.kind !== 'run-end')
      throw notABundle(`${name} stands before the run ${this.#run.id} ends`);
    if (`${name.slice(7)}` !== `${member.kind}.json`)
      throw notABundle(`${name} holds a member of the kind ${member.kind}`);
    switch (member.kind) {
      case 'experiment':
      case 'model':
        if (member.input['name'] !== member.name) throw notABundle(`${name} has two names`);
        this.#named.push({ kind: member.kind, name: member.name });
        return;
      case 'points':
        this.#ofRun(member.run, name).add(member.points);
        this.#points += member.points.length;
        return;
      case 'run-end':
        this.#ofRun(member.run, name).end();
        this.#run = null;
        return;
      case 'file':
        this.#announced = member;
        return;
      case 'events':
        for (const event of member.events) {
          refuseChangedEvent(event);
          this.#things.note(event);
          if (event.redacted) this.#redacted++;
        }
        this.#events += member.events.length;
        return;
      default:
        this.#things.add(member, name);
        if (member.kind === 'run') this.#run = new RunPoints(member);
    }
  }

  /** The bytes of a file, a piece at a time. */
  async file({ name, size, content }: RawMember): Promise<Contents['members'][number]> {
    const announced = this.#announced;
    const hash = createHash('sha256');
    for await (const chunk of content) hash.update(chunk);
    const sha256 = `sha256:${hash.digest('hex')}`;
    if (announced === null || announced.sizeBytes !== size || announced.digest !== sha256)
      throw notABundle(`${name} holds other bytes than were announced before it`);
    this.#announced = null;
    this.#files++;
    return { name, size, sha256 };
  }

  end(roots: Contents['roots'], leftOut: Contents['leftOut']): void {
    if (this.#announced !== null || this.#run !== null) throw notABundle('it ends before its last file or run does');
    const redacted = leftOut.find(({ kind }) => kind === 'LEDGER_EVENT')?.count ?? 0;
    if (redacted !== this.#redacted) throw notABundle('it holds another number of withheld events than it says');
    this.#things.end(roots, leftOut.length > 0);
  }

  result(): Omit<VerifiedBundle, 'contents'> {
    const things = this.#things.all();
    return { things, named: this.#named, events: this.#events, points: this.#points, files: this.#files };
  }

  #ofRun(id: string, name: string): RunPoints {
    if (this.#run?.id !== id)
      throw notABundle(`${name} is of the run ${id.slice(0, 100)}, which does not stand before it`);
    return this.#run;
  }
}
