// The Kubernetes schemas, made strict: a key that an object does not have is a fault, at every depth.
// The packages' own check takes unknown keys, a misspelt probe for instance. So their schemas are read as text and
// compiled here.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";
import Ajv from "ajv";

const packages = fileURLToPath(new URL("../node_modules", import.meta.url));

/** Folders with one schema a file. Definitions have ids like io.k8s.api.core.v1.Probe, kinds of extensions group.version.Kind. */
const folders = [
  "kubernetes-models/_schemas",
  "@kubernetes-models/apimachinery/_schemas",
  "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1",
  "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1",
  "@kubernetes-models/autoscaler/autoscaling.k8s.io/v1",
];

/** Where the built-in kinds are defined; extensions are found by group, version and kind. */
const builtIn = new Map([
  ["v1", "io.k8s.api.core.v1"],
  ["apps/v1", "io.k8s.api.apps.v1"],
  ["batch/v1", "io.k8s.api.batch.v1"],
  ["autoscaling/v2", "io.k8s.api.autoscaling.v2"],
  ["policy/v1", "io.k8s.api.policy.v1"],
  ["networking.k8s.io/v1", "io.k8s.api.networking.v1"],
  ["rbac.authorization.k8s.io/v1", "io.k8s.api.rbac.v1"],
]);

const ajv = new Ajv({ allErrors: true, strict: false, logger: false, formats: numberFormats() });
const sources = loadSources();

/** Faults of one object: "path: what is wrong". */
export function schemaFaults(object) {
  const name = `${object.kind} ${object.metadata?.name}`;
  const id = idOf(object);
  if (!sources.has(id)) return [`${name}: there is no schema of ${object.apiVersion} ${object.kind}`];
  const validate = compile(id);
  if (validate(object)) return [];
  return validate.errors
    .filter((error) => error.keyword !== "oneOf" && error.params.type !== "null")
    .map((error) => `${name}${error.instancePath}: ${error.message}${error.params.additionalProperty ? `: ${error.params.additionalProperty}` : ""}`);
}

export const schemaCount = () => sources.size;

function idOf({ apiVersion, kind }) {
  return `${builtIn.get(apiVersion) ?? apiVersion.replace("/", ".")}.${kind}`;
}

function compile(id) {
  addWithReferences(id);
  return ajv.getSchema(id);
}

function addWithReferences(id) {
  if (ajv.schemas[id]) return;
  if (!sources.has(id)) throw new Error(`the schema ${id} is referred to and not there`);
  ajv.addSchema({ ...sources.get(id), $id: id });
  for (const [, reference] of JSON.stringify(sources.get(id)).matchAll(/"\$ref":"([^"#]+)#?"/g)) addWithReferences(reference);
}

function loadSources() {
  const found = new Map();
  for (const folder of folders) {
    for (const file of readdirSync(path.join(packages, folder)).filter((name) => name.endsWith(".js"))) {
      const text = readFileSync(path.join(packages, folder, file), "utf8");
      const schema = text.match(/^const schema = (\{[\s\S]*?^\});$/m);
      const id = text.match(/^const schemaId = "([^"]+)";$/m) ?? text.match(/\.register\)\("([^"]+)", schema\)/);
      if (schema && id) found.set(id[1], strict(JSON.parse(schema[1])));
    }
  }
  return found;
}

/** Closes every object that lists its properties, but not the alternatives beside such a list: they name only a part of it. */
function strict(schema) {
  const closed = { ...schema };
  if (schema.properties) {
    closed.properties = mapValues(schema.properties, strict);
    if (!("additionalProperties" in schema) && !schema["x-kubernetes-preserve-unknown-fields"]) closed.additionalProperties = false;
  }
  if (schema.items) closed.items = strict(schema.items);
  if (schema.additionalProperties && typeof schema.additionalProperties === "object") {
    closed.additionalProperties = strict(schema.additionalProperties);
  }
  return closed;
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function numberFormats() {
  const whole = (bits) => ({ type: "number", validate: (value) => Number.isInteger(value) && Math.abs(value) < 2 ** (bits - 1) });
  const isQuantity = (value) => /^[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+|m|k|Ki|M|Mi|G|Gi|T|Ti)?$/i.test(value);
  return {
    int32: whole(32),
    int64: whole(54),
    double: { type: "number", validate: Number.isFinite },
    byte: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value),
    "date-time": (value) => !Number.isNaN(Date.parse(value)),
    ipv4: true,
    ipv6: true,
    quantity: isQuantity,
  };
}
