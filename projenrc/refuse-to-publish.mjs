// npm runs this before it publishes a checkout. A release publishes the package that it has built and checked.
console.error('A checkout is of version 0.0.0 and is not published. Type: npm run release -- 1.2.3');
process.exitCode = 1;
