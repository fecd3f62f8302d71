/** Which of Electron's APIs a file of the app uses, read from its syntax: `app.whenReady`, `app#before-quit` for an event, `Rectangle` for a type. */
import type { ESTree } from 'vite';
import { parseSync, Visitor } from 'vite';
import type { Source } from './sources.ts';

/** The types of modules, by the names that the documentation uses. */
const MODULES: Readonly<Record<string, string>> = {
  App: 'app',
  Clipboard: 'clipboard',
  Dialog: 'dialog',
  IpcMain: 'ipcMain',
  NativeTheme: 'nativeTheme',
  Net: 'net',
  PowerMonitor: 'powerMonitor',
  Protocol: 'protocol',
  SafeStorage: 'safeStorage',
  Screen: 'screen',
  Shell: 'shell',
};

const LISTENING = new Set(['on', 'once', 'off']);

/** The types of some of their members. */
const GIVEN: Readonly<Record<string, string>> = { fromPartition: 'Session', request: 'ClientRequest' };

/** Types of plain data, for which the name is enough. */
const DATA = /(Options|Details|Config|Info|Event|Message)$|^Rectangle$/;

export function electronUses({ file, text }: Source): ReadonlySet<string> {
  const { program, module } = parseSync(file, text);
  const imported = new Map<string, string>();
  for (const { moduleRequest, entries } of module.staticImports)
    if (moduleRequest.value === 'electron')
      for (const { localName, importName } of entries)
        imported.set(localName.value, MODULES[importName.name ?? ''] ?? importName.name ?? '');
  const uses = new Set<string>();
  if (imported.size === 0) return uses;
  const isHeld = (of: string) => !DATA.test(of);

  /** Variables, parameters and properties of these types. */
  const holders = new Map([...imported].filter(([, of]) => isHeld(of)));
  if ([...imported.values()].includes('BrowserWindow')) holders.set('webContents', 'WebContents');
  const aliasOf = new Map<string, string>();
  const gifts: { readonly name: string; readonly of: string; readonly from: string }[] = [];
  new Visitor({
    TSTypeReference(reference) {
      const picked = pickOf(reference, imported);
      for (const member of picked?.members ?? []) if (!LISTENING.has(member)) uses.add(`${picked?.of}.${member}`);
    },
    TSPropertySignature({ key, typeAnnotation }) {
      hold(key, typeAnnotation?.typeAnnotation);
    },
    Identifier(identifier) {
      if ('typeAnnotation' in identifier && identifier.typeAnnotation)
        hold(identifier, identifier.typeAnnotation.typeAnnotation);
    },
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || !init) return;
      if (init.type === 'NewExpression') aliasOf.set(id.name, lastName(init.callee) ?? '');
      if (init.type !== 'CallExpression' || init.callee.type !== 'MemberExpression') return;
      const given = GIVEN[lastName(init.callee) ?? ''];
      if (given) gifts.push({ name: id.name, of: given, from: lastName(init.callee.object) ?? '' });
    },
  }).visit(program);
  for (const [name, of] of aliasOf) {
    const held = holders.get(of);
    if (held) holders.set(name, held);
  }
  for (const { name, of, from } of gifts) if (holders.has(from)) holders.set(name, of);
  function hold(key: ESTree.Node, annotation: ESTree.TSType | undefined) {
    const of = annotation && typeOf(annotation, imported);
    if (of && isHeld(of) && key.type === 'Identifier') holders.set(key.name, of);
  }

  new Visitor({
    CallExpression({ callee, arguments: [event] }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const of = holders.get(lastName(callee.object) ?? '');
      if (of && LISTENING.has(callee.property.name))
        uses.add(event?.type === 'Literal' ? `${of}#${event.value}` : `${of}.${callee.property.name}`);
    },
    MemberExpression({ object, property, computed }) {
      const holder = lastName(object) ?? '';
      const of = holders.get(holder);
      // In `window.window()`, `window` is our own window manager.
      if (property.type === 'Identifier' && property.name === holder) return;
      if (of && !computed && property.type === 'Identifier' && !LISTENING.has(property.name))
        uses.add(`${of}.${property.name}`);
    },
    NewExpression({ callee }) {
      const of = holders.get(lastName(callee) ?? '');
      if (of) uses.add(`new ${of}`);
    },
  }).visit(program);
  // If no member is used, list the name itself, because it's a type of plain data.
  for (const of of imported.values())
    if (![...uses].some((use) => use.replace('new ', '').split(/[.#]/)[0] === of)) uses.add(of);
  return uses;
}

function lastName(node: ESTree.Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier')
    return node.property.name;
  return null;
}

/** The imported type in an annotation, ignoring `Pick` and `| null`. */
function typeOf(type: ESTree.TSType, imported: ReadonlyMap<string, string>): string | null {
  if (type.type === 'TSUnionType') return type.types.map((each) => typeOf(each, imported)).find(Boolean) ?? null;
  if (type.type !== 'TSTypeReference') return null;
  const name = type.typeName.type === 'Identifier' ? type.typeName.name : null;
  return imported.get(name ?? '') ?? pickOf(type, imported)?.of ?? null;
}

function pickOf({ typeName, typeArguments }: ESTree.TSTypeReference, imported: ReadonlyMap<string, string>) {
  const [of, members] = typeArguments?.params ?? [];
  if (typeName.type !== 'Identifier' || typeName.name !== 'Pick' || of?.type !== 'TSTypeReference') return null;
  const name = of.typeName.type === 'Identifier' ? imported.get(of.typeName.name) : undefined;
  if (!name || !members) return null;
  const literals = members.type === 'TSUnionType' ? members.types : [members];
  return {
    of: name,
    members: literals.flatMap((each) =>
      each.type === 'TSLiteralType' && each.literal.type === 'Literal' ? [String(each.literal.value)] : [],
    ),
  };
}
