// The renderer that stands in for Helm: as Helm where it must be, stricter where Helm would print nonsense.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import { tmpdir } from "node:os";
import path from "node:path";
import { render } from "../src/rendered.mjs";

const scratch = mkdtempSync(path.join(tmpdir(), "mediagents-chart-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

function chartOf(template, values = "{}", more = {}) {
  const folder = mkdtempSync(path.join(scratch, "chart-"));
  mkdirSync(path.join(folder, "templates"));
  const files = { "Chart.yaml": 'name: small\nversion: 1.0.0\nappVersion: "2"\n', "values.yaml": values, "templates/one.yaml": template, ...more };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const configMap = (data) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n${data}`;
const dataOf = (...chart) => render({ chart: chartOf(...chart) }).objects[0].data;

describe("The renderer", () => {
  it("knows sprig's functions and Helm's own", () => {
    const template = configMap(`  a: {{ "x" | upper | quote }}
  b: {{ include "twice" "y" }}
  c: {{ tpl "{{ .Values.word }}" . }}
  d: {{ (fromYaml "k: v").k }}
  e: {{ len (lookup "v1" "Pod" "a" "b") | quote }}
  f: {{ .Release.Namespace }} {{ .Chart.AppVersion }} {{ .Template.BasePath }}
  g: |
    {{- toYaml .Values.list | nindent 4 }}
`);
    const helpers = { "templates/_h.tpl": '{{ define "twice" }}{{ . }}{{ . }}{{ end }}' };
    assert.deepEqual(dataOf(template, "word: w\nlist: [1, 2]\n", helpers), {
      a: "X", b: "yy", c: "w", d: "v", e: "0", f: "clinic 2 small/templates", g: "- 1\n- 2\n",
    });
  });

  it("merges values, takes keys away by null, and replaces lists", () => {
    const chart = chartOf(configMap("  all: {{ toJson .Values | quote }}\n"), "a: {b: 1, c: 2}\nlist: [1, 2]\n");
    const { objects } = render({ chart, values: { a: { c: null, d: 3 }, list: [9] } });
    assert.deepEqual(JSON.parse(objects[0].data.all), { a: { b: 1, d: 3 }, list: [9] });
  });

  it("leaves out documents that are empty, and keeps the notes apart", () => {
    const { objects, notes } = render({ chart: chartOf("---\n{{ if false }}a: b{{ end }}\n---\n" + configMap("  a: b\n"), "{}", { "templates/NOTES.txt": "Hello {{ .Release.Name }}" }) });
    assert.deepEqual([objects.length, notes], [1, "Hello mediagents"]);
  });

  const refused = {
    "a value that is not there": [configMap("  a: {{ .Values.nowhere }}\n"), /nowhere/],
    "a key that stands twice": [configMap("  a: b\n  a: c\n"), /already set|duplicate/],
    "what is no YAML": [configMap("  a: b: c\n"), /one\.yaml/],
    "an object without a kind": ["apiVersion: v1\nmetadata: {}\n", /without kind/],
    "the machine's environment": [configMap('  a: {{ env "HOME" }}\n'), /function "env" not defined/],
    "what a template refuses": [configMap('  a: {{ required "name it" .Values.word }}\n'), /name it/],
  };
  for (const [what, [template, sentence]] of Object.entries(refused)) {
    it(`refuses ${what}`, () => assert.throws(() => render({ chart: chartOf(template, 'word: ""\n') }), sentence));
  }
});
