// What objects say of each other must be so.
import { isHook, selects } from "../rendered.mjs";

const INSIDE = ["/health", "/metrics"];
const named = (object) => `${object.kind} ${object.metadata.name}`;

export const uniqueNames = {
  name: "names: one object of a kind and name, names and labels that Kubernetes takes",
  check: (rendered) => {
    const names = rendered.objects.map(named);
    const faults = names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name}: stands twice`);
    for (const object of rendered.objects) {
      if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(object.metadata.name)) faults.push(`${named(object)}: no name for Kubernetes`);
      for (const [key, value] of Object.entries(object.metadata.labels ?? {})) {
        if (!/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value)) faults.push(`${named(object)}: label ${key}=${value}`);
      }
    }
    return faults;
  },
};

export const selectors = {
  name: "selectors: each chooses pods that are there",
  check: (rendered) => {
    const chosen = (object, selector) => rendered.pods().some((pod) => selects(selector, pod.labels)) ? [] : [`${named(object)}: selects no pod`];
    return [
      ...rendered.ofKind("Deployment").flatMap((object) => selects(object.spec.selector, object.spec.template.metadata.labels) ? [] : [`${named(object)}: does not select its own pods`]),
      ...rendered.ofKind("Service").flatMap((object) => chosen(object, { matchLabels: object.spec.selector })),
      ...rendered.ofKind("PodDisruptionBudget").flatMap((object) => chosen(object, object.spec.selector)),
      ...rendered.ofKind("NetworkPolicy").flatMap((object) => chosen(object, object.spec.podSelector)),
    ];
  },
};

export const servicePorts = {
  name: "services: every port is a port of the pods",
  check: (rendered) => rendered.ofKind("Service").flatMap((service) => {
    const pods = rendered.servers().filter((pod) => selects({ matchLabels: service.spec.selector }, pod.labels));
    return service.spec.ports.flatMap((port) => pods.every((pod) => pod.spec.containers.some((container) => container.ports.some((one) => one.name === port.targetPort)))
      ? [] : [`${named(service)}: port ${port.name} leads to no port ${port.targetPort}`]);
  }),
};

export const routes = {
  name: "routes: Ingress and HTTPRoute lead to a service, over TLS",
  check: (rendered) => {
    const faults = [];
    const serves = (name, port) => rendered.find("Service", name)?.spec.ports.some((one) => one.name === port || one.port === port);
    for (const ingress of rendered.ofKind("Ingress")) {
      const covered = ingress.spec.tls?.filter((tls) => tls.secretName).flatMap((tls) => tls.hosts) ?? [];
      for (const rule of ingress.spec.rules) {
        if (!covered.includes(rule.host)) faults.push(`${named(ingress)}: ${rule.host} without TLS`);
        for (const { backend } of rule.http.paths) {
          if (!serves(backend.service.name, backend.service.port.name ?? backend.service.port.number)) faults.push(`${named(ingress)}: leads nowhere`);
        }
      }
    }
    for (const route of rendered.ofKind("HTTPRoute")) {
      const backends = route.spec.rules.flatMap((rule) => rule.backendRefs ?? []);
      for (const backend of backends.filter((one) => !serves(one.name, one.port))) faults.push(`${named(route)}: ${backend.name}:${backend.port} is no service`);
      const redirectsOnly = route.spec.rules.every((rule) => rule.filters?.some((filter) => filter.requestRedirect?.scheme === "https"));
      for (const parent of route.spec.parentRefs) {
        const listener = rendered.find("Gateway", parent.name)?.spec.listeners.find((one) => one.name === parent.sectionName);
        if (listener && !redirectsOnly && !listener.tls?.certificateRefs?.length) faults.push(`${named(route)}: hangs on a listener without TLS`);
        if (!listener && !parent.namespace && rendered.find("Gateway", parent.name)) faults.push(`${named(route)}: there is no listener ${parent.sectionName}`);
      }
    }
    return faults;
  },
};

export const publicPaths = {
  name: "routes: what is for the inside, /health and /metrics, is reached from nowhere else",
  check: (rendered) => {
    const paths = [
      ...rendered.ofKind("Ingress").flatMap((ingress) => ingress.spec.rules.flatMap((rule) => rule.http.paths.map((one) => ({ owner: named(ingress), type: one.pathType, path: one.path })))),
      ...rendered.ofKind("HTTPRoute").flatMap((route) => route.spec.rules.filter((rule) => rule.backendRefs).flatMap((rule) =>
        (rule.matches ?? [{}]).map(({ path = { type: "PathPrefix", value: "/" } }) => ({ owner: named(route), type: path.type, path: path.value })))),
    ];
    return paths.flatMap(({ owner, type, path }) => INSIDE
      .filter((inside) => path === inside || path.startsWith(`${inside}/`) || (type !== "Exact" && path === "/"))
      .map((inside) => `${owner}: ${path} leads to ${inside}`));
  },
};

export const scalers = {
  name: "autoscaling: targets exist, nobody else sets replicas, silos go one at a time",
  check: (rendered) => {
    const faults = [];
    for (const scaler of [...rendered.ofKind("HorizontalPodAutoscaler"), ...rendered.ofKind("VerticalPodAutoscaler")]) {
      const reference = scaler.spec.scaleTargetRef ?? scaler.spec.targetRef;
      const target = rendered.find(reference.kind, reference.name);
      if (target?.apiVersion !== reference.apiVersion) {
        faults.push(`${named(scaler)}: there is no ${reference.kind} ${reference.name}`);
        continue;
      }
      if (scaler.kind !== "HorizontalPodAutoscaler") continue;
      if (target.spec.replicas !== undefined) faults.push(`${named(scaler)}: ${named(target)} sets replicas as well`);
      if (scaler.spec.minReplicas > scaler.spec.maxReplicas) faults.push(`${named(scaler)}: min is more than max`);
      const metrics = scaler.spec.metrics.filter((metric) => metric.type === "Resource").map((metric) => metric.resource.name).sort();
      if (metrics.join() !== "cpu,memory") faults.push(`${named(scaler)}: scales by ${metrics}`);
      if (target.spec.template.metadata.labels["app.kubernetes.io/component"] === "silo") {
        const { stabilizationWindowSeconds, policies } = scaler.spec.behavior?.scaleDown ?? {};
        if (!(stabilizationWindowSeconds >= 300) || !policies?.every((policy) => policy.type === "Pods" && policy.value === 1)) {
          faults.push(`${named(scaler)}: takes silos away in a hurry`);
        }
      }
    }
    return faults;
  },
};

export const disruption = {
  name: "disruption: whoever may have several pods has a budget, which lets one go",
  check: (rendered) => rendered.servers().flatMap((pod) => {
    const target = pod.owner;
    const scaler = rendered.ofKind("HorizontalPodAutoscaler").find((one) => one.spec.scaleTargetRef.name === target.metadata.name);
    if ((scaler?.spec.minReplicas ?? target.spec.replicas ?? 1) < 2) return [];
    const budgets = rendered.ofKind("PodDisruptionBudget").filter((budget) => selects(budget.spec.selector, pod.labels));
    if (budgets.length !== 1) return [`${named(target)}: has ${budgets.length} disruption budgets`];
    return budgets[0].spec.maxUnavailable >= 1 && budgets[0].spec.minAvailable === undefined ? [] : [`${named(target)}: its budget lets no pod go, so no node can be emptied`];
  }),
};

export const monitoring = {
  name: "metrics: the ServiceMonitor finds services with that port",
  check: (rendered) => rendered.ofKind("ServiceMonitor").flatMap((monitor) => {
    const services = rendered.ofKind("Service").filter((service) => selects(monitor.spec.selector, service.metadata.labels));
    return services.length === 2 && monitor.spec.endpoints.every((endpoint) => services.every((service) => service.spec.ports.some((port) => port.name === endpoint.port)))
      ? [] : [`${named(monitor)}: finds ${services.length} of 2 services, or not their port`];
  }),
};

/** What a pod mounts and refers to is there: made by the release, or named by the values as made by others. */
export const mounts = {
  name: "references: every Secret, ConfigMap, account and volume that a pod names is there",
  check: (rendered) => rendered.pods().flatMap((pod) => {
    const faults = [];
    const { secrets, database, silo, gateway } = rendered.values;
    const foreign = { Secret: [secrets.existingSecret], ConfigMap: [database.caConfigMap], ServiceAccount: [undefined, "default", silo.serviceAccount.name, gateway.serviceAccount.name] };
    const demand = (kind, name, keys = []) => {
      const object = rendered.find(kind, name);
      if (!object && !foreign[kind].includes(name)) faults.push(`${pod.name}: there is no ${kind} ${name}`);
      if (object && isHook(pod.owner) && pod.owner.kind === "Job" && !isHook(object)) faults.push(`${pod.name}: runs before its ${kind} ${name} is there`);
      if (!object) return;
      const present = { ...object.data, ...object.stringData };
      for (const key of keys.filter((one) => !(one in present))) faults.push(`${pod.name}: ${kind} ${name} has no ${key}`);
    };
    demand("ServiceAccount", pod.spec.serviceAccountName);
    for (const container of pod.spec.containers) {
      for (const { valueFrom } of container.env ?? []) {
        if (valueFrom?.secretKeyRef) demand("Secret", valueFrom.secretKeyRef.name, valueFrom.secretKeyRef.optional ? [] : [valueFrom.secretKeyRef.key]);
      }
      for (const { configMapRef } of container.envFrom ?? []) demand("ConfigMap", configMapRef.name);
      for (const mount of container.volumeMounts ?? []) {
        if (!pod.spec.volumes.some((volume) => volume.name === mount.name)) faults.push(`${pod.name}: mounts ${mount.name}, which is no volume`);
      }
    }
    for (const volume of pod.spec.volumes ?? []) {
      if (volume.secret) demand("Secret", volume.secret.secretName, volume.secret.items.map((item) => item.key));
      if (volume.configMap) demand("ConfigMap", volume.configMap.name);
    }
    return faults;
  }),
};
