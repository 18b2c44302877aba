const MODULUS = 2 ** 31 - 1;

/** Numbers that look random and are the same for the same seed: the generator of Park and Miller. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = 1 + (seed % (MODULUS - 1));
    // Close seeds start with similar numbers.
    for (let step = 0; step < 10; step++) this.below(1);
  }

  /** A whole number from 0 up to one below a limit. */
  public below(limit: number): number {
    this.state = (this.state * 48_271) % MODULUS;
    return this.state % limit;
  }

  public oneOf<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }
}
