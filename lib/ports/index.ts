/**
 * The core of the library without cdk8s, as `cdk8s-nodeport/core`: for tools in Node that have Services as plain data.
 *
 * @packageDocumentation
 */
export { type Finding, formatMessage, isOpen } from '../core/findings/finding';
export { Severity } from '../core/findings/finding-kind';
export { type AssignedPort, PortBook } from './port-book';
export { type PortBookOptions, type PortTakenElsewhere, type Tool } from './port-book-options';
export { type PlainService, nameOfService } from './plain-service';
