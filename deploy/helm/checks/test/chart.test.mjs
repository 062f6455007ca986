// The chart with every set of values: objects that Kubernetes takes, and that keep every rule.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { cases } from "../src/cases.mjs";
import { render } from "../src/rendered.mjs";
import { rules } from "../src/rules/index.mjs";
import { schemaFaults } from "../src/schemas.mjs";
import { valueFaults } from "../src/values.mjs";

const counted = { objects: 0, kinds: new Set() };

for (const { name, ...options } of cases) {
  describe(`The chart, ${name}`, () => {
    const rendered = render(options);
    counted.objects += rendered.objects.length;
    rendered.objects.forEach((object) => counted.kinds.add(object.kind));

    it("has values that its schema takes", () => assert.deepEqual(valueFaults(rendered.values), []));

    it("is made of objects that Kubernetes knows, key by key", () => {
      assert.deepEqual(rendered.objects.flatMap(schemaFaults), []);
    });

    it("leaves nothing empty", () => assert.deepEqual(rendered.objects.flatMap((object) => nulls(object, object.kind)), []));

    it(`keeps all ${rules.length} rules`, () => {
      assert.deepEqual(rules.flatMap((rule) => rule.check(rendered).map((fault) => `${rule.name}: ${fault}`)), []);
    });

    it("tells in its notes how to reach it", () => assert.match(rendered.notes, /https:\/\/|port-forward/));
  });
}

after(() => {
  console.log(`chart: ${cases.length} sets of values, ${counted.objects} objects of ${counted.kinds.size} kinds (${[...counted.kinds].sort().join(", ")}), ${rules.length} rules each`);
});

/** An empty value in YAML is a template that printed nothing. */
function nulls(value, path) {
  if (value === null || value === "") return path.includes(".value") ? [] : [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, below]) => nulls(below, `${path}.${key}`));
}
