import { Authority } from '../../core/findings/finding-kind';
import { CATALOGUE, CODES, Code, isAcceptable, isCode } from '../../core/rules/catalogue';
import { didYouMean } from '../../core/text/closest-word';
import { columnText } from '../../report/columns';
import { Command, ExitCode, UsageError } from '../args/command';

const AUTHORITY: Record<Authority, string> = {
  [Authority.API_SERVER]: 'the API server refuses it, so you cannot accept it',
  [Authority.LIBRARY]: 'the API server accepts it, but it may cause trouble later, so you can accept it with a reason',
  [Authority.USAGE]: 'this tool cannot work with it',
};

/** Explains the code of a finding. */
export const explain: Command = {
  name: 'explain',
  summary: 'Explain what a finding means and what to do about it',
  operands: '[CODE…]',
  words: CODES,
  options: {},
  examples: [
    { line: 'cdk8s-nodeport explain port-taken', why: 'the code in the brackets of a finding' },
    { line: 'cdk8s-nodeport explain', why: 'list all codes' },
  ],
  run({ operands }, { stdout }) {
    const unknown = operands.find((code) => !isCode(code));
    if (unknown !== undefined) {
      throw new UsageError(
        `There is no finding ${JSON.stringify(unknown)}.${didYouMean(unknown, CODES)} List all codes with ` +
          `cdk8s-nodeport explain`,
      );
    }
    stdout.write(operands.length > 0 ? (operands as Code[]).map(explanation).join('\n') : list());
    return ExitCode.CLEAN;
  },
};

function explanation(code: Code): string {
  const { severity, authority, title, remedy } = CATALOGUE[code];
  return [
    `${code} (${severity})`,
    `  ${title}.`,
    `  Whose rule: ${AUTHORITY[authority]}.`,
    `  What to do: ${remedy}.`,
    ...(isAcceptable(code)
      ? [
          `  To accept it: cdk8s-nodeport check --accept ${code}='why' …`,
          `  or on one Service the annotation nodeport.cdk8s.io/accept-${code}: why`,
        ]
      : []),
    '',
  ].join('\n');
}

function list(): string {
  return columnText(CODES.map((code) => [code, CATALOGUE[code].severity, CATALOGUE[code].title]));
}
