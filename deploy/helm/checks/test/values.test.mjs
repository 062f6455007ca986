// What the chart takes as values, what it refuses, and that no value is without effect.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { everything, secrets } from "../src/cases.mjs";
import { render, valuesSchema } from "../src/rendered.mjs";
import { valueFaults } from "../src/values.mjs";

const base = { secrets };
const merged = (values) => render({ values: { ...base, ...values } }).values;

describe("The schema of the values", () => {
  it("is closed: every object in it says which keys it has", () => {
    assert.deepEqual(openObjects(valuesSchema(), "#"), ["#/properties/global"]);
  });

  const refused = {
    "an unknown value": { silos: {} },
    "a misspelt value": { silo: { autoscaling: { maxReplica: 3 } } },
    "an unknown setting": { settings: { LOGLEVEL: "info" } },
    "a secret among the settings": { settings: { API_KEYS: "service:web:0123456789abcdef" } },
    "text for a number": { silo: { replicas: "2" } },
    "an Ingress without TLS": { ingress: { enabled: true, hosts: ["a.example.org"], tlsSecretName: "" } },
    "an Ingress without a host": { ingress: { enabled: true, hosts: [], tlsSecretName: "tls" } },
    "an HTTPRoute without a host": { httpRoute: { enabled: true } },
    "a Gateway without a certificate": { httpRoute: { enabled: true, hostnames: ["a.example.org"], gateway: { create: true, className: "envoy" } } },
    "a master key of the wrong length": { secrets: { ...secrets, encryptionKey: "c2hvcnQ=" } },
    "a database that is none": { secrets: { ...secrets, databaseUrl: "mysql://a@b/c" } },
    "a key of a caller that is too short": { secrets: { ...secrets, apiKeys: "service:web:short" } },
    "a privileged port": { gateway: { ports: { http: 80 } } },
    "no limit of memory": { silo: { resources: { limits: { memory: null } } } },
    "a mode of an update that is none": { silo: { verticalAutoscaling: { updateMode: "Sometimes" } } },
    "a budget that lets no pod go": { silo: { podDisruptionBudget: { maxUnavailable: 0 } } },
  };
  for (const [what, values] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      // Templates may fail on such values before the schema would be asked; Helm asks the schema first.
      const over = mergeValues(render({ values: base }).values, values);
      assert.notDeepEqual(valueFaults(over), []);
    });
  }

  it("takes what another chart's globals bring", () => assert.deepEqual(valueFaults(merged({ global: { anything: 1 } })), []));
});

/** The text of all C# below a folder of src. */
const sourcesOf = (folder) => {
  const root = new URL(`../../../../src/${folder}`, import.meta.url);
  return readdirSync(root, { recursive: true })
    .filter((file) => file.endsWith(".cs") && !/(^|\/)(bin|obj)\//.test(file))
    .map((file) => readFileSync(new URL(file, root), "utf8"))
    .join("\n");
};

describe("Each setting of the schema", () => {
  const sources = sourcesOf("");
  const { properties } = valuesSchema().properties.settings;
  for (const [name, schema] of Object.entries(properties)) {
    it(`is one the server reads, in the server's range: ${name}`, () => {
      const property = name.toLowerCase().replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());
      assert.match(sources, new RegExp(`"${name}"|\\b${property} \\{ get; set; \\}`));
      const range = sources.match(new RegExp(`\\[Range\\(([\\d._]+), ([\\d._]+)\\)\\]\\s+public \\w+ ${property} \\{`));
      const own = schema.$ref ? valuesSchema().definitions[schema.$ref.split("/").at(-1)] : schema;
      assert.deepEqual([own.minimum, own.maximum], range ? range.slice(1).map((text) => Number(text.replaceAll("_", ""))) : [undefined, undefined]);
    });
  }
});

describe("The public paths", () => {
  const inside = new Set(["/health", "/metrics"]);
  const first = (path) => `/${path.split("/")[1]}`;
  const sources = sourcesOf("Gateway/");
  const mapped = [...sources.matchAll(/(?:\b(?:routes|app)\.Map\w+\(|const string \w*Path = )"(\/[^"]*)"/g)].map((one) => first(one[1]));

  it("are those the gateway serves, but for what is for the inside", () => {
    const page = sources.match(/RoutePrefix = "([a-z]+)"/)[1];
    const outside = [...mapped, `/${page}`].filter((path) => !inside.has(path));
    assert.deepEqual([...render({ values: base }).values.gateway.publicPaths].sort(), [...new Set(outside)].sort());
  });

  it("reach rules of at most eight matches", () => {
    const rendered = render({ values: everything });
    const { rules } = rendered.find("HTTPRoute", "mediagents").spec;
    assert.deepEqual(rules.flatMap((rule) => rule.matches.map((match) => match.path.value)), rendered.values.gateway.publicPaths);
    assert.ok(rules.every((rule) => rule.matches.length <= 8));
  });
});

describe("The templates", () => {
  const refused = {
    "a grace period as long as the drain": [{ drain: { seconds: 60, terminationGracePeriodSeconds: 60 } }, /must be at least drain\.seconds/],
    "a grace period without the gateway's delay": [{ drain: { terminationGracePeriodSeconds: 40 }, gateway: { stopDelaySeconds: 16 } }, /gateway\.stopDelaySeconds/],
    "fewer silos at most than at least": [{ silo: { autoscaling: { minReplicas: 5, maxReplicas: 4 } } }, /minReplicas is more than maxReplicas/],
    "two autoscalers at one screw": [{ gateway: { verticalAutoscaling: { enabled: true, updateMode: "Recreate" } } }, /updateMode/],
    "half a custom metric": [{ silo: { autoscaling: { customMetric: { name: "mediagents_active_agents", averageValue: "" } } } }, /both name and averageValue/],
    "a route that hangs on nothing": [{ httpRoute: { enabled: true, hostnames: ["a.example.org"] } }, /httpRoute\.parents/],
  };
  for (const [what, [values, sentence]] of Object.entries(refused)) {
    it(`refuse ${what}`, () => assert.throws(() => merged(values), sentence));
  }

  for (const [name, values] of Object.entries({
    databaseUrl: {}, encryptionKey: {}, userHashKey: {}, apiKeys: {}, redisUrl: {},
    keyDatabaseUrl: { database: { separateKeys: true } }, dashboardKey: { dashboard: { enabled: true } },
  })) {
    it(`ask for secrets.${name} by its name`, () => {
      assert.throws(() => render({ values: { ...values, secrets: { ...secrets, [name]: "" } } }), new RegExp(`secrets\\.${name}: set it`));
    });
  }

  it("need no Redis URL without Redis", () => {
    const rendered = render({ values: { secrets: { ...secrets, redisUrl: "" }, redis: { enabled: false } } });
    assert.doesNotMatch(JSON.stringify(rendered.objects), /redis/i);
  });

  it("take the images' tag from the chart, and from the values where they name one", () => {
    const images = (values) => render({ values: { ...base, ...values } }).servers().map((pod) => pod.spec.containers[0].image);
    assert.deepEqual(images({}), ["mediagents-gateway:0.1.0", "mediagents-silo:0.1.0"]);
    assert.deepEqual(images({ image: { registry: "ghcr.io/acme/", tag: "7" } }), ["ghcr.io/acme/mediagents-gateway:7", "ghcr.io/acme/mediagents-silo:7"]);
  });

  it("write large numbers as the server reads them", () => {
    const { data } = render({ values: { ...base, settings: { MAX_QUERY_LENGTH: 1000000, SIMILARITY_THRESHOLD_DEFAULT: 0.65 } } }).find("ConfigMap", "mediagents-settings");
    assert.deepEqual([data.MAX_QUERY_LENGTH, data.SIMILARITY_THRESHOLD_DEFAULT, data.LOG_JSON], ["1000000", "0.65", "true"]);
  });

  it("start new pods when a setting changes", () => {
    const checksum = (level) => render({ values: { ...base, settings: { LOG_LEVEL: level } } }).find("Deployment", "mediagents-silo").spec.template.metadata.annotations["checksum/settings"];
    assert.notEqual(checksum("info"), checksum("debug"));
  });

  it("have the version of the product", () => {
    const read = (path) => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");
    const [, product] = read("Directory.Build.props").match(/<Version>([^<]+)<\/Version>/);
    assert.match(read("deploy/helm/mediagents/Chart.yaml"), new RegExp(`^appVersion: "${product}"$`, "m"));
  });

  it("give each release a cluster of its own, by an id that the server takes", () => {
    const id = (options) => JSON.stringify(render({ values: base, ...options }).servers()[0].spec).match(/"CLUSTER_ID","value":"([^"]+)"/)[1];
    const long = { namespace: "a-namespace-with-a-name-as-long-as-kubernetes-takes-them-here-63" };
    const ids = [id({}), id({ namespace: "other" }), id({ release: "other" }), id(long), id({ ...long, release: "other" })];
    assert.equal(new Set(ids).size, ids.length);
    const [, pattern] = sourcesOf("Server/").match(/RegularExpression\("([^"]+)"[^\]]*\]\s+public string\? ClusterId/);
    for (const one of ids) assert.match(one, new RegExp(pattern));
  });
});

describe("Every value", () => {
  // With replicas fixed, and with images by tag: what autoscaling and a registry hide elsewhere.
  const settings = [
    everything,
    { ...base, silo: { autoscaling: { enabled: false } }, gateway: { autoscaling: { enabled: false } } },
    base,
  ];
  const before = settings.map((values) => render({ values }));
  for (const path of leaves(before[0].values)) {
    if (path[0] === "global") continue;
    it(`has an effect: ${path.join(".")}`, () => {
      assert.ok(settings.some((values, index) => hasEffect(values, before[index], path)));
    });
  }
});

function hasEffect(values, before, path) {
  const changed = structuredClone(before.values);
  const owner = path.slice(0, -1).reduce((below, key) => below?.[key], changed);
  if (owner === undefined || !(path.at(-1) in owner)) return false;
  owner[path.at(-1)] = another(owner[path.at(-1)]);
  try {
    const after = render({ values: changed });
    return JSON.stringify([after.objects, after.notes]) !== JSON.stringify([before.objects, before.notes]);
  } catch {
    return true; // a template looked at it and refused
  }
}

function another(value) {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return `${value}x`;
  if (Array.isArray(value)) return [...value, { name: "another" }];
  return { ...value, another: "x" };
}

function leaves(values, path = []) {
  return Object.entries(values).flatMap(([key, value]) => {
    const here = [...path, key];
    const isTable = value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 0;
    return isTable ? leaves(value, here) : [here];
  });
}

function openObjects(schema, path) {
  const isOpen = schema.type === "object" && schema.additionalProperties === undefined;
  const below = Object.entries(schema).flatMap(([key, value]) => (value !== null && typeof value === "object" && key !== "enum" ? openObjects(value, `${path}/${key}`) : []));
  return isOpen ? [path, ...below] : below;
}

function mergeValues(defaults, over) {
  const result = { ...defaults };
  for (const [key, value] of Object.entries(over)) {
    const isTable = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
    if (value === null) delete result[key];
    else result[key] = isTable(value) && isTable(defaults[key]) ? mergeValues(defaults[key], value) : value;
  }
  return result;
}
