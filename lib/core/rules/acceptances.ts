import { CATALOGUE, CODES, isAcceptable, isCode } from './catalogue';
import { RuleResult, aboutService } from './rule';
import { Acceptance } from '../findings/acceptance';
import { MessageParts } from '../findings/finding';
import { Authority } from '../findings/finding-kind';
import { Ledger } from '../ledger/ledger';
import { didYouMean } from '../text/closest-word';

/** Why an acceptance is invalid, with the code to report it under. */
export interface AcceptanceFault {
  readonly code: 'acceptance-invalid' | 'reason-missing';
  readonly parts: MessageParts;
}

/** What is wrong with an acceptance in itself; undefined if it is valid. */
export function acceptanceFault({ code, reason }: Acceptance): AcceptanceFault | undefined {
  if (!isCode(code)) {
    const codes = CODES.filter(isAcceptable);
    const parts = {
      what: `there is no finding "${code}" to accept`,
      wayOut: `${didYouMean(code, codes)} Use one of: ${codes.join(', ')}`.trimStart(),
    };
    return { code: 'acceptance-invalid', parts };
  }
  if (!isAcceptable(code)) {
    const why =
      CATALOGUE[code].authority === Authority.API_SERVER
        ? 'the API server refuses it whatever the reason'
        : 'nothing can be written until it is fixed';
    const wayOut = `${CATALOGUE[code].remedy}, and remove the acceptance`;
    return { code: 'acceptance-invalid', parts: { what: `${code} cannot be accepted, since ${why}`, wayOut } };
  }
  if (reason && reason.trim() !== '') return undefined;
  const wayOut = 'Say why in one sentence, such as "clients move by March"';
  return { code: 'reason-missing', parts: { what: `${code} is accepted without a reason`, wayOut } };
}

/** What is wrong with the acceptances in annotations of Services. */
export function acceptanceResults(ledger: Ledger): (RuleResult & { readonly code: AcceptanceFault['code'] })[] {
  return ledger.notable.flatMap(({ owner, acceptances }) =>
    acceptances.flatMap((acceptance) => {
      const fault = acceptanceFault(acceptance);
      if (fault === undefined) return [];
      const { what, wayOut } = fault.parts;
      return [{ code: fault.code, ...aboutService(owner, what, wayOut) }];
    }),
  );
}
