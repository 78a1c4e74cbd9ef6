import { withMembers, type Cell, type ValidationRule } from './cell';
import { renameSheetInFormula, shiftFormula } from './formula-references';
import { shiftRegion, type Axis, type Region, type Shift } from './region';
import { Tab } from './tab';
import type { MetadataPart } from './tab-parts';

/** A spreadsheet as it stands in memory: what the sheet services show to a script and what is kept as .xlsx. */
export class Workbook {
  tabs: Tab[] = [];
  name = 'Untitled spreadsheet';
  timeZone = 'Etc/UTC';
  locale = 'en_US';
  activeTabId = 0;
  namedRanges = new Map<string, { tab: Tab; region: Region }>();
  metadata: MetadataPart[] = [];
  /** What scripts keep with the document (PropertiesService's document store). */
  documentProperties = new Map<string, string>();
  private computedVersion = '';
  /** All formulas in lower case, as they were when they were last computed. */
  private formulaText = '';
  private nextId = 1;

  constructor(readonly id: string = 'local-spreadsheet') {}

  /** An id that no chart, protection, banding or metadata entry of this workbook has. */
  freshId(): number {
    const used = [...this.metadata, ...this.tabs.flatMap((tab) => [...tab.metadata, ...tab.charts])].map(({ id }) => id);
    this.nextId = Math.max(this.nextId, ...used.map((id) => id + 1));
    return this.nextId++;
  }

  /** True when a formula's computed value may be out of date. */
  formulasStale(): boolean {
    return this.tabs.some((tab) => tab.mayHaveFormulas) && this.version() !== this.computedVersion;
  }

  /** Notes that all formulas are computed as the cells stand. */
  formulasComputed(): void {
    this.computedVersion = this.version();
  }

  /** Notes the workbook's formulas: by their text the tabs are told that they speak of. */
  formulasSpeakOf(formulas: readonly string[]): void {
    this.formulaText = formulas.join('\n').toLowerCase();
  }

  /** Whether a change in the tab may change what a formula comes to. Where an address is made from text, that is every tab. */
  bearsOnFormulas(tab: Tab): boolean {
    return tab.mayHaveFormulas || this.formulaText.includes(tab.name.toLowerCase().replaceAll("'", "''")) || this.formulaText.includes('indirect');
  }

  private version(): string {
    return this.tabs
      .filter((tab) => this.bearsOnFormulas(tab))
      .map((tab) => `${tab.id}:${tab.name}:${tab.version}`)
      .join();
  }

  tabByName(name: string): Tab | null {
    return this.tabs.find((tab) => tab.name.toLowerCase() === name.toLowerCase()) ?? null;
  }

  tabById(id: number): Tab | null {
    return this.tabs.find((tab) => tab.id === id) ?? null;
  }

  /** Adds a tab before the one at `index` (from 0), or at the end. The first tab has id 0, as in a new spreadsheet. */
  addTab(name: string, index = this.tabs.length, id = this.tabs.length === 0 ? 0 : this.freshTabId()): Tab {
    const tab = new Tab(id, name);
    this.tabs.splice(index, 0, tab);
    if (this.tabs.length === 1) this.activeTabId = tab.id;
    return tab;
  }

  removeTab(tab: Tab): void {
    this.tabs = this.tabs.filter((other) => other !== tab);
    for (const [name, range] of this.namedRanges) if (range.tab === tab) this.namedRanges.delete(name);
    if (this.activeTabId === tab.id) this.activeTabId = this.tabs.find((other) => !other.hidden)?.id ?? 0;
  }

  renameTab(tab: Tab, name: string): void {
    const before = tab.name;
    tab.name = name;
    this.rewriteFormulas((formula) => renameSheetInFormula(formula, before, name));
  }

  /** Inserts, deletes or moves rows or columns of a tab; formulas, dropdown ranges, charts and named ranges follow. */
  shift(tab: Tab, axis: Axis, shift: Shift, looksFrom: number | null = null): void {
    tab.shift(axis, shift, looksFrom);
    this.rewriteFormulas((formula, home) => shiftFormula(formula, home.name, tab.name, axis, shift));
    for (const [name, range] of this.namedRanges) {
      if (range.tab !== tab) continue;
      const region = shiftRegion(range.region, axis, shift);
      if (region) range.region = region;
      else this.namedRanges.delete(name);
    }
    for (const home of this.tabs) {
      home.charts = home.charts.map((chart) => ({
        ...chart,
        ranges: chart.ranges.flatMap((range) => {
          if (range.sheet !== tab.id) return [range];
          const region = shiftRegion(range.region, axis, shift);
          return region ? [{ ...range, region }] : [];
        }),
      }));
    }
  }

  private rewriteFormulas(rewrite: (formula: string, home: Tab) => string): void {
    const rules = new Map<ValidationRule, ValidationRule>();
    for (const tab of this.tabs) {
      tab.eachCell((cell, row, column) => {
        const next = rewriteCell(cell, (formula) => rewrite(formula, tab), rules);
        if (next !== cell) tab.setCell(row, column, next);
      });
      tab.conditionalRules = tab.conditionalRules.map((rule) =>
        rule.kind === 'test' && rule.test.criteria === 'CUSTOM_FORMULA'
          ? { ...rule, test: { ...rule.test, values: rule.test.values.map((value) => rewrite(String(value), tab)) } }
          : rule,
      );
    }
  }

  private freshTabId(): number {
    let id = (this.tabs.reduce((largest, tab) => Math.max(largest, tab.id), 0) * 48_271 + 1_234_567) % 2_147_483_647;
    while (this.tabById(id)) id += 1;
    return id;
  }
}

function rewriteCell(cell: Cell, rewrite: (formula: string) => string, rules: Map<ValidationRule, ValidationRule>): Cell {
  const formula = cell.formula && rewrite(cell.formula);
  const validation = cell.validation && rewriteRule(cell.validation, rewrite, rules);
  if (formula === cell.formula && validation === cell.validation) return cell;
  return withMembers(cell, { formula: formula || undefined, validation });
}

/** A rule stands on many cells: each distinct one is rewritten once, so that cells go on sharing it. */
function rewriteRule(rule: ValidationRule, rewrite: (formula: string) => string, rules: Map<ValidationRule, ValidationRule>): ValidationRule {
  if (rule.criteria !== 'VALUE_IN_RANGE' && rule.criteria !== 'CUSTOM_FORMULA') return rule;
  const known = rules.get(rule);
  if (known) return known;
  const values = rule.values.map((value) => (typeof value === 'string' ? rewrite(value) : value));
  const next = values.every((value, index) => value === rule.values[index]) ? rule : { ...rule, values };
  rules.set(rule, next);
  return next;
}

/** A workbook as Google makes a new one: one tab named Sheet1. */
export function newWorkbook(id?: string): Workbook {
  const workbook = new Workbook(id);
  workbook.addTab('Sheet1');
  return workbook;
}
