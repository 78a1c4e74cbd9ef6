import { offer, OPEN_GATE, signatureError } from './refusal';

/** A member of a platform enum: an object of its own, so that a plain string does not pass for it. */
export class EnumMember {
  constructor(
    private readonly enumName: string,
    private readonly memberName: string,
    private readonly position: number,
  ) {
    Object.freeze(this);
  }
  name(): string {
    return this.memberName;
  }
  toString(): string {
    return this.memberName;
  }
  toJSON(): string {
    return this.memberName;
  }
  ordinal(): number {
    return this.position;
  }
  belongsTo(enumName: string): boolean {
    return this.enumName === enumName;
  }
}

const known = new Map<string, unknown>();

/** The enum with these members; the same name always gives the same members. A member it lacks throws by name. */
export function enumeration<E>(enumName: string, names: readonly (keyof E & string)[]): E {
  let found = known.get(enumName);
  if (!found) {
    const members = Object.fromEntries(names.map((name, position) => [name, new EnumMember(enumName, name, position)]));
    known.set(enumName, (found = offer(enumName, members, OPEN_GATE)));
  }
  return found as E;
}

/** The name of a member of that enum; anything else is refused as the platform refuses it. */
export function memberName(member: unknown, enumName: string, method: string): string {
  if (member instanceof EnumMember && member.belongsTo(enumName)) return member.name();
  throw signatureError([member], method);
}

/** The member with that name. */
export function memberOf<E>(enumeration: E, name: string): E[keyof E] {
  return (enumeration as Record<string, E[keyof E]>)[name] as E[keyof E];
}
