/** Declared while jsii compiles the library, and to nobody who uses it: see `AnyPlus`. */
declare var compiledByJsii: true;
