// Every rule is shown a chart that breaks it. A rule that keeps quiet then would prove nothing by keeping quiet elsewhere.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cases, everything } from "../src/cases.mjs";
import { render } from "../src/rendered.mjs";
import { rules } from "../src/rules/index.mjs";
import { schemaFaults } from "../src/schemas.mjs";

const sound = render({ values: everything });
const silo = (rendered) => rendered.find("Deployment", "mediagents-silo");
const gateway = (rendered) => rendered.find("Deployment", "mediagents-gateway");
const container = (deployment) => deployment.spec.template.spec.containers[0];
const variable = (deployment, name) => container(deployment).env.find((one) => one.name === name);
const policy = (rendered, name) => rendered.find("NetworkPolicy", `mediagents-${name}`);
const remove = (rendered, kind, name) => rendered.objects.splice(rendered.objects.indexOf(rendered.find(kind, name)), 1);

/** What is broken, in whose words the fault is told, and how. */
const broken = {
  probes: [
    ["no startup probe", (r) => delete container(silo(r)).startupProbe],
    ["liveness that asks the stores", (r) => { container(silo(r)).livenessProbe.httpGet.path = "/health/readiness"; }],
    ["a probe of a port that is not there", (r) => { container(gateway(r)).readinessProbe.httpGet.port = "metrics"; }],
  ],
  security: [
    ["root", (r) => { silo(r).spec.template.spec.securityContext.runAsUser = 0; }],
    ["no seccomp profile", (r) => delete gateway(r).spec.template.spec.securityContext.seccompProfile],
    ["a root that can be written", (r) => { container(gateway(r)).securityContext.readOnlyRootFilesystem = false; }],
    ["a capability", (r) => { container(silo(r)).securityContext.capabilities.add = ["NET_ADMIN"]; }],
    ["a folder of the host", (r) => { silo(r).spec.template.spec.volumes[0] = { name: "tmp", hostPath: { path: "/tmp" } }; }],
    ["a test pod that may gain privileges", (r) => delete r.find("Pod", "mediagents-test").spec.containers[0].securityContext.allowPrivilegeEscalation],
  ],
  API: [
    ["a token", (r) => delete silo(r).spec.template.spec.automountServiceAccountToken],
    ["a role", (r) => r.objects.push({ apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata: { name: "pods" } })],
  ],
  resources: [
    ["no request of memory", (r) => delete container(gateway(r)).resources.requests.memory],
    ["a limit below the request", (r) => { container(silo(r)).resources.limits.memory = "512Mi"; }],
  ],
  stop: [
    ["a grace period as long as the drain", (r) => { silo(r).spec.template.spec.terminationGracePeriodSeconds = 20; }],
    ["a grace period that forgets the delay before it", (r) => { gateway(r).spec.template.spec.terminationGracePeriodSeconds = 26; }],
    ["a gateway that stops at once", (r) => { variable(gateway(r), "STOP_DELAY_SECONDS").value = "0"; }],
  ],
  update: [["an update that takes a silo away first", (r) => { silo(r).spec.strategy.rollingUpdate.maxUnavailable = 1; }]],
  identity: [
    ["a written address", (r) => { Object.assign(variable(silo(r), "SILO_ADDRESS"), { value: "10.0.0.1", valueFrom: undefined }); }],
    ["a silo port nobody opens", (r) => { variable(silo(r), "SILO_PORT").value = "11112"; }],
  ],
  containers: [
    ["the image of the day", (r) => { container(silo(r)).image = "mediagents-silo:latest"; }],
    ["a variable twice", (r) => container(gateway(r)).env.push({ name: "CLUSTER_ID", value: "other" })],
    ["another port than the one that is open", (r) => { variable(gateway(r), "ASPNETCORE_URLS").value = "http://+:80"; }],
  ],
  placement: [
    ["silos on one node", (r) => delete silo(r).spec.template.spec.affinity],
    ["a spread of other pods", (r) => { gateway(r).spec.template.spec.topologySpreadConstraints[0].labelSelector.matchLabels = { app: "other" }; }],
  ],
  names: [
    ["one name twice", (r) => r.objects.push(structuredClone(silo(r)))],
    ["a name too long", (r) => { silo(r).metadata.name = "s".repeat(64); }],
  ],
  selectors: [
    ["a service without pods", (r) => { r.find("Service", "mediagents-gateway").spec.selector["app.kubernetes.io/component"] = "web"; }],
    ["a Deployment that does not know its pods", (r) => { silo(r).spec.template.metadata.labels["app.kubernetes.io/instance"] = "other"; }],
    ["a budget of nobody", (r) => { r.find("PodDisruptionBudget", "mediagents-silo").spec.selector.matchLabels.extra = "x"; }],
  ],
  services: [["a port that leads nowhere", (r) => { r.find("Service", "mediagents-silo").spec.ports[2].targetPort = "web"; }]],
  routes: [
    ["a host without TLS", (r) => r.find("Ingress", "mediagents").spec.tls[0].hosts.pop()],
    ["an Ingress to nowhere", (r) => { r.find("Ingress", "mediagents").spec.rules[0].http.paths[0].backend.service.name = "web"; }],
    ["a route on the plain listener", (r) => { r.find("HTTPRoute", "mediagents").spec.parentRefs.at(-1).sectionName = "http"; }],
    ["an Ingress to everything", (r) => { Object.assign(r.find("Ingress", "mediagents").spec.rules[0].http.paths[0], { pathType: "Prefix" }); }],
    ["an Ingress to metrics", (r) => { Object.assign(r.find("Ingress", "mediagents").spec.rules[0].http.paths[1], { path: "/metrics" }); }],
    ["a route to health", (r) => { r.find("HTTPRoute", "mediagents").spec.rules[0].matches[1].path.value = "/health/readiness"; }],
    ["a route without a path", (r) => delete r.find("HTTPRoute", "mediagents").spec.rules[0].matches],
    ["a route to a port the service does not have", (r) => { r.find("HTTPRoute", "mediagents").spec.rules[0].backendRefs[0].port = 81; }],
  ],
  autoscaling: [
    ["a target that is not there", (r) => { r.find("HorizontalPodAutoscaler", "mediagents-silo").spec.scaleTargetRef.kind = "StatefulSet"; }],
    ["replicas set by two", (r) => { silo(r).spec.replicas = 2; }],
    ["silos that go four at a time", (r) => { r.find("HorizontalPodAutoscaler", "mediagents-silo").spec.behavior.scaleDown.policies[0].value = 4; }],
    ["no scaling by memory", (r) => r.find("HorizontalPodAutoscaler", "mediagents-gateway").spec.metrics.splice(1, 1)],
    ["advice for nobody", (r) => { r.find("VerticalPodAutoscaler", "mediagents-gateway").spec.targetRef.name = "web"; }],
  ],
  disruption: [
    ["no budget", (r) => remove(r, "PodDisruptionBudget", "mediagents-silo")],
    ["a budget that lets no pod go", (r) => { r.find("PodDisruptionBudget", "mediagents-gateway").spec.maxUnavailable = 0; }],
  ],
  metrics: [["a port no service has", (r) => { r.find("ServiceMonitor", "mediagents").spec.endpoints[0].port = "metrics"; }]],
  references: [
    ["a Secret nobody made", (r) => remove(r, "Secret", "mediagents-secrets")],
    ["a key the Secret does not have", (r) => { variable(silo(r), "REDIS_URL").valueFrom.secretKeyRef.key = "redis"; }],
    ["settings nobody made", (r) => remove(r, "ConfigMap", "mediagents-settings")],
    ["an account nobody made", (r) => remove(r, "ServiceAccount", "mediagents-silo")],
    ["a mount without a volume", (r) => gateway(r).spec.template.spec.volumes.pop()],
    ["migrations with the release's own Secret, which is not there yet", (r) => {
      r.find("Job", "mediagents-migrations").spec.template.spec.containers[0].env.at(-1).valueFrom.secretKeyRef.name = "mediagents-secrets";
    }],
  ],
  network: [
    ["silos open to everybody", (r) => delete policy(r, "silo").spec.ingress[0].from],
    ["a gateway that reaches silos' own port", (r) => policy(r, "gateway").spec.egress.push({ ports: [{ protocol: "TCP", port: 11111 }] }) && delete policy(r, "silo").spec.ingress[0].from],
    ["a gateway that cannot reach silos", (r) => policy(r, "gateway").spec.egress.shift()],
    ["no denial", (r) => remove(r, "NetworkPolicy", "mediagents-default-deny")],
    ["any way out", (r) => policy(r, "silo").spec.egress.push({})],
    ["no scraping", (r) => policy(r, "silo").spec.ingress.pop()],
    ["no names", (r) => { policy(r, "migrations").spec.egress.shift(); }],
  ],
  secrets: [
    ["a secret among the settings", (r) => { r.find("ConfigMap", "mediagents-settings").data.REDIS_URL = "redis://:secret-of-redis@redis:6379/0"; }],
    ["a secret in a variable", (r) => { Object.assign(variable(gateway(r), "API_KEYS"), { value: "service:web:0123456789abcdef", valueFrom: undefined }); }],
    ["a secret in the notes", (r) => { r.notes += "secret-of-the-dashboard"; }],
  ],
  migrations: [
    ["a Secret after the Job", (r) => { r.find("Secret", "mediagents-migrations").metadata.annotations["helm.sh/hook-weight"] = "5"; }],
    ["no migration before an upgrade", (r) => { r.find("Job", "mediagents-migrations").metadata.annotations["helm.sh/hook"] = "pre-install"; }],
    ["master keys for migrations", (r) => r.find("Job", "mediagents-migrations").spec.template.spec.containers[0].env.push({ name: "USER_HASH_KEY", valueFrom: { secretKeyRef: { name: "mediagents-migrations", key: "database-url" } } })],
    ["no Job", (r) => remove(r, "Job", "mediagents-migrations")],
  ],
};

for (const [topic, ways] of Object.entries(broken)) {
  describe(`The rules about ${topic}`, () => {
    const ofTopic = rules.filter((rule) => rule.name.startsWith(`${topic}:`));
    for (const [what, spoil] of ways) {
      it(`refuse ${what}`, () => {
        const spoilt = sound.copy();
        spoil(spoilt);
        assert.notDeepEqual(ofTopic.flatMap((rule) => rule.check(spoilt)), []);
      });
    }
  });
}

describe("The rules", () => {
  it("have each been broken by a chart above", () => {
    const caught = new Set();
    for (const [, spoil] of Object.values(broken).flat()) {
      const spoilt = sound.copy();
      spoil(spoilt);
      for (const rule of rules) if (rule.check(spoilt).length > 0) caught.add(rule.name);
    }
    assert.deepEqual(rules.map((rule) => rule.name).filter((name) => !caught.has(name)), []);
  });
});

describe("The Kubernetes schemas", () => {
  const misspelt = {
    "a probe": (r) => { container(silo(r)).livenesProbe = container(silo(r)).livenessProbe; },
    "a field of a probe": (r) => { container(silo(r)).readinessProbe.periodSecond = 5; },
    "a security context": (r) => { container(gateway(r)).securityContext.readOnlyRootFileSystem = true; },
    "a field of metadata": (r) => { silo(r).metadata.lables = {}; },
    "a field of a disruption budget": (r) => { r.find("PodDisruptionBudget", "mediagents-silo").spec.maxUnavailble = 1; },
    "a field of a network policy": (r) => { policy(r, "silo").spec.ingress[0].form = []; },
    "a field of autoscaling": (r) => { r.find("HorizontalPodAutoscaler", "mediagents-silo").spec.behavior.scaleDown.policy = []; },
    "a field of an HTTPRoute": (r) => { r.find("HTTPRoute", "mediagents").spec.rules[0].backends = []; },
    "a field of a Gateway": (r) => { r.find("Gateway", "mediagents").spec.listeners[1].tls.certificateRef = {}; },
    "a field of a ServiceMonitor": (r) => { r.find("ServiceMonitor", "mediagents").spec.endpoints[0].scrape = "10s"; },
    "a field of a VerticalPodAutoscaler": (r) => { r.find("VerticalPodAutoscaler", "mediagents-silo").spec.updatePolicy.mode = "Off"; },
    "a field of a Job": (r) => { r.find("Job", "mediagents-migrations").spec.backOffLimit = 3; },
    "a field of an Ingress": (r) => { r.find("Ingress", "mediagents").spec.tls[0].secret = "tls"; },
  };
  for (const [what, spoil] of Object.entries(misspelt)) {
    it(`refuse ${what} that is misspelt`, () => {
      const spoilt = sound.copy();
      spoil(spoilt);
      assert.equal(spoilt.objects.flatMap(schemaFaults).filter((fault) => fault.includes("additional properties")).length, 1);
    });
  }

  it("refuse text where a number belongs, a word that is none of those allowed, and what is missing", () => {
    const spoilt = sound.copy();
    container(silo(spoilt)).readinessProbe.periodSeconds = "5";
    spoilt.find("HTTPRoute", "mediagents").spec.rules[0].matches[0].path.type = "Prefix";
    delete spoilt.find("HorizontalPodAutoscaler", "mediagents-silo").spec.maxReplicas;
    assert.equal(spoilt.objects.flatMap(schemaFaults).length, 3);
  });

  it("know every kind that some set of values makes", () => {
    const kinds = new Set(cases.flatMap((one) => render(one).objects.map((object) => `${object.apiVersion} ${object.kind}`)));
    assert.deepEqual([...kinds].flatMap((kind) => schemaFaults({ apiVersion: kind.split(" ")[0], kind: kind.split(" ")[1] })).filter((fault) => fault.includes("no schema")), []);
  });
});
