import { IConstruct } from 'constructs';
import { givenBlocksBelow } from './reservations';
import { StaticPorts } from './static-ports';

/** A number that was handed out on request. */
interface Given {
  /** The Service or reservation that has it. */
  readonly holder: string;
  readonly nodePort: number;
}

/** A number that was handed out below a construct; undefined if there is none. */
export function givenNumberBelow(scope: IConstruct): Given | undefined {
  for (const { service, given } of StaticPorts.in(scope.node.root)) {
    const promised = [...given.values()].find(({ isPromise }) => isPromise);
    if (promised && service.node.scopes.includes(scope)) {
      return { holder: service.node.path, nodePort: promised.nodePort };
    }
  }
  const [block] = givenBlocksBelow(scope);
  return block && { holder: block.key, nodePort: block.ports[0] };
}
