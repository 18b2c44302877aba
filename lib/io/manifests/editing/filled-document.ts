import { NumberField, fieldInsertion } from './field-insertion';
import { Insertion, withInsertions } from './insertion';
import { NoCertainPlace, NumberFound } from './no-certain-place';
import { Additions, areSameExcept } from './same-documents';
import { Numbers, ServicePart, partsToFill } from './service-parts';
import { SharedNodes } from './shared-nodes';
import { changedMeanwhile } from '../../files/changed-meanwhile';
import { jsonValues, yamlValues } from '../document-values';
import { deepestNode } from '../found-service';
import { isServiceNode, objectNodes } from '../service-nodes';
import { TextPlaces } from '../text-places';
import { MapNode, YamlNode } from '../tree/node';
import { Unfolding } from '../tree/unfolding';
import { YamlFault } from '../tree/yaml-fault';

/** The numbers that Services get, by the place of their name, such as `web.yaml:4:9`. */
export type NumbersByPlace = ReadonlyMap<string, Numbers>;

/** Why a Service cannot be filled in. */
export interface UncertainService {
  /** The place of its name. */
  readonly service: string;
  readonly fault: NoCertainPlace;
  /** The place of the field that the fault is about, if it is about one. */
  readonly field?: string;
}

/** A document with its numbers inserted, unless there is a fault. */
export interface FilledDocument {
  readonly text: string;
  /** The places of the Services that were found. */
  readonly found: readonly string[];
  readonly faults: readonly UncertainService[];
}

/** Inserts numbers into one document, and reads the result back. Throws `ChangedMeanwhile` if it has them already. */
export function filledDocument(text: string, places: TextPlaces, wanted: NumbersByPlace): FilledDocument {
  const roots = rootsOf(text);
  const services = servicesIn(roots, new Unfolding(text.length), places, wanted);
  const found = services.map(({ place }) => place);
  const faults: UncertainService[] = [];
  const insertions: Insertion[] = [];
  const added = new Map<YamlNode, NumberField[]>();
  const shared = new SharedNodes(roots);
  for (const { place, node, numbers } of services) {
    try {
      for (const part of partsToFill(node, numbers, shared)) insertions.push(insertionOf(text, part, added));
    } catch (error) {
      if (!(error instanceof NoCertainPlace)) throw error;
      if (error instanceof NumberFound) throw changedMeanwhile(places.at(error.at));
      const field = error.index === undefined ? undefined : places.at(error.at);
      faults.push({ service: place, fault: error, field });
    }
  }
  if (faults.length > 0 || insertions.length === 0) return { text, found, faults };
  const filled = withInsertions(text, insertions);
  if (isAsExpected(roots, filled, added)) return { text: filled, found, faults };
  return { text, found, faults: services.map(({ place, node }) => ({ service: place, fault: unreadable(node) })) };
}

function insertionOf(
  text: string,
  { map, behind, field }: ServicePart,
  added: Map<YamlNode, NumberField[]>,
): Insertion {
  added.set(map, [...(added.get(map) ?? []), field]);
  return fieldInsertion(text, map, behind, field);
}

interface WantedService {
  readonly place: string;
  readonly node: MapNode;
  readonly numbers: Numbers;
}

function servicesIn(
  roots: readonly YamlNode[],
  unfolding: Unfolding,
  places: TextPlaces,
  wanted: NumbersByPlace,
): WantedService[] {
  return roots.flatMap((root) =>
    [...objectNodes(root, unfolding)].filter(isServiceNode).flatMap(({ node }) => {
      const place = places.at(deepestNode(node, ['metadata', 'name'], unfolding).at);
      const numbers = wanted.get(place);
      return numbers === undefined ? [] : [{ place, node, numbers }];
    }),
  );
}

/** Whether a text reads as its documents did, with the added fields and nothing else. */
function isAsExpected(before: readonly YamlNode[], text: string, added: Additions): boolean {
  try {
    return areSameExcept(before, rootsOf(text), added);
  } catch (error) {
    if (error instanceof YamlFault) return false;
    throw error;
  }
}

function rootsOf(text: string): YamlNode[] {
  return jsonValues(text, (item) => item) ?? [...yamlValues(text)];
}

function unreadable({ at }: MapNode): NoCertainPlace {
  return new NoCertainPlace(
    'no place in its document takes a number and leaves everything else as it is',
    'Write its ports line by line, as kubectl prints them',
    at,
  );
}
