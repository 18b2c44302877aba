/** A value of a text, and where it is written. An alias is the value that it refers to, which may contain itself. */
export type YamlNode = ScalarNode | ListNode | MapNode;

/** The value of a scalar. */
export type Scalar = string | number | boolean | null;

export class ScalarNode {
  public readonly kind = 'scalar';

  constructor(
    public readonly at: number,
    public readonly value: Scalar,
    /** Whether it is `<<`, which as a key merges the fields of another map. */
    public readonly isMerge: boolean = false,
  ) {}
}

export class ListNode {
  public readonly kind = 'list';
  public readonly items: YamlNode[] = [];

  constructor(public readonly at: number) {}
}

export class MapNode {
  public readonly kind = 'map';
  /** As written, paired with the values; a key may occur more than once. */
  public readonly keys: ScalarNode[] = [];
  public readonly values: YamlNode[] = [];

  constructor(public readonly at: number) {}
}
