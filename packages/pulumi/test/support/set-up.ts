/** Programs behave alike on every machine: a test that needs a frozen lock sets CI itself. */
export default function setUp(): void {
  delete process.env.CI;
}
