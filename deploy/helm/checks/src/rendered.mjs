// The chart rendered with some values, and what rules ask of it.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";

export const chartFolder = fileURLToPath(new URL("../../mediagents", import.meta.url));

const checksFolder = fileURLToPath(new URL("..", import.meta.url));
let program;

/** The renderer, built once a process. Debian ships its libraries as source below one GOPATH. */
function renderer() {
  if (!program) {
    const folder = mkdtempSync(path.join(tmpdir(), "mediagents-render-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    program = path.join(folder, "render");
    execFileSync("go", ["build", "-o", program, "."], {
      cwd: path.join(checksFolder, "render"),
      env: { ...process.env, GO111MODULE: "off", GOFLAGS: "", GOPATH: "/usr/share/gocode" },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  return program;
}

/**
 * @param {{files?: string[], values?: object, release?: string, namespace?: string, chart?: string}} options
 * files of the chart's folder, then values over them.
 * @throws {Error} with the renderer's sentence
 */
export function render({ files = [], values = {}, release = "mediagents", namespace = "clinic", chart = chartFolder } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "mediagents-values-"));
  try {
    const over = path.join(folder, "values.json");
    writeFileSync(over, JSON.stringify(values));
    const named = [...files.map((file) => path.join(chart, file)), over].flatMap((file) => ["--values", file]);
    const run = spawnSync(renderer(), ["--chart", chart, "--release", release, "--namespace", namespace, ...named], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    if (run.status !== 0) throw new Error(run.stderr.trim());
    const { values: merged, objects, notes } = JSON.parse(run.stdout);
    return new Rendered(merged, objects.map((one) => one.object), notes, namespace);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const valuesSchema = () => JSON.parse(readFileSync(path.join(chartFolder, "values.schema.json"), "utf8"));

export class Rendered {
  constructor(values, objects, notes, namespace) {
    Object.assign(this, { values, objects, notes, namespace });
  }

  copy() {
    return new Rendered(structuredClone(this.values), structuredClone(this.objects), this.notes, this.namespace);
  }

  ofKind(kind) {
    return this.objects.filter((object) => object.kind === kind);
  }

  find(kind, name) {
    return this.objects.find((object) => object.kind === kind && object.metadata.name === name);
  }

  /** Every pod that the release would start: its name, labels and spec. */
  pods() {
    const templates = ["Deployment", "StatefulSet", "Job"].flatMap((kind) =>
      this.ofKind(kind).map((object) => ({ name: `${kind} ${object.metadata.name}`, owner: object, template: object.spec.template })));
    const alone = this.ofKind("Pod").map((object) => ({ name: `Pod ${object.metadata.name}`, owner: object, template: object }));
    return [...templates, ...alone].map(({ name, owner, template }) => ({
      name,
      owner,
      labels: template.metadata.labels,
      spec: template.spec,
      component: template.metadata.labels["app.kubernetes.io/component"],
    }));
  }

  /** Pods that serve: those of Deployments. */
  servers() {
    return this.pods().filter((pod) => pod.owner.kind === "Deployment" || pod.owner.kind === "StatefulSet");
  }
}

export const isHook = (object) => "helm.sh/hook" in (object.metadata.annotations ?? {});

/** Whether a label selector chooses these labels. */
export function selects(selector, labels) {
  const byLabel = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return byLabel && (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
    switch (operator) {
      case "In": return values.includes(labels[key]);
      case "NotIn": return !values.includes(labels[key]);
      case "Exists": return key in labels;
      case "DoesNotExist": return !(key in labels);
      default: throw new Error(`operator ${operator}`);
    }
  });
}

export const variablesOf = (container) => new Map((container.env ?? []).map((variable) => [variable.name, variable]));
