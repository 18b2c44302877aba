import fc from 'fast-check';

// What matters is whether a property fails, not its smallest counterexample.
fc.configureGlobal({ endOnFailure: true });
