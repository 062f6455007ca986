// What every pod must have.
import { variablesOf } from "../rendered.mjs";

const containers = (pods) => pods.flatMap((pod) => pod.spec.containers.map((container) => ({ pod, container, name: `${pod.name}/${container.name}` })));

export const probes = {
  name: "probes: startup, liveness without stores, readiness",
  check: (rendered) => containers(rendered.servers()).flatMap(({ container, name }) => {
    const expected = { startupProbe: "/health/liveness", livenessProbe: "/health/liveness", readinessProbe: "/health/readiness" };
    return Object.entries(expected).flatMap(([probe, path]) => {
      const get = container[probe]?.httpGet;
      if (!get) return [`${name}: no ${probe}`];
      const faults = get.path === path ? [] : [`${name}: ${probe} asks ${get.path}`];
      if (!container.ports.some((port) => port.name === get.port)) faults.push(`${name}: ${probe} asks a port the container does not have`);
      return faults;
    });
  }),
};

export const hardening = {
  name: "security: user 1000, no privileges, nothing writable but volumes",
  check: (rendered) => rendered.pods().flatMap((pod) => {
    const faults = [];
    const demand = (holds, what) => holds || faults.push(`${pod.name}: ${what}`);
    const { securityContext: context, volumes = [] } = pod.spec;
    demand(context?.runAsNonRoot === true && context.runAsUser === 1000 && context.runAsGroup === 1000, "does not run as user and group 1000");
    demand(context?.seccompProfile?.type === "RuntimeDefault", "no seccomp profile");
    demand(!pod.spec.hostNetwork && !pod.spec.hostPID && !pod.spec.hostIPC, "shares something with its host");
    demand(volumes.every((volume) => !volume.hostPath), "mounts a folder of its host");
    demand(volumes.every((volume) => !volume.emptyDir || volume.emptyDir.sizeLimit), "an emptyDir without a limit");
    for (const container of pod.spec.containers) {
      const own = container.securityContext;
      demand(own?.allowPrivilegeEscalation === false, `${container.name} may gain privileges`);
      demand(own?.readOnlyRootFilesystem === true, `${container.name} can write its root`);
      demand(own?.capabilities?.drop?.includes("ALL") && !own.capabilities.add, `${container.name} keeps capabilities`);
      demand(own?.privileged !== true, `${container.name} is privileged`);
    }
    return faults;
  }),
};

export const noToken = {
  name: "API: no token, no role",
  check: (rendered) => [
    ...rendered.pods().filter((pod) => pod.spec.automountServiceAccountToken !== false).map((pod) => `${pod.name}: gets an API token`),
    ...rendered.ofKind("ServiceAccount").filter((account) => account.automountServiceAccountToken !== false).map((account) => `ServiceAccount ${account.metadata.name}: gives out a token`),
    ...rendered.objects.filter((object) => /Role/.test(object.kind)).map((object) => `${object.kind} ${object.metadata.name}: no right is needed`),
  ],
};

export const resources = {
  name: "resources: CPU and memory asked for, memory limited",
  check: (rendered) => containers(rendered.pods()).flatMap(({ container, name }) => {
    const { requests, limits } = container.resources ?? {};
    if (!requests?.cpu || !requests.memory || !limits?.memory) return [`${name}: resources are not set`];
    return bytes(limits.memory) < bytes(requests.memory) ? [`${name}: asks for more memory than its limit`] : [];
  }),
};

export const grace = {
  name: "stop: the grace period is longer than the drain and what comes before and after it",
  check: (rendered) => rendered.servers().flatMap((pod) => {
    const seconds = (name) => Number(variablesOf(pod.spec.containers[0]).get(name)?.value ?? 0);
    const faults = pod.component === "gateway" && !(seconds("STOP_DELAY_SECONDS") > 0) ? [`${pod.name}: stops while it is still sent requests`] : [];
    const [delay, drain, grace] = [seconds("STOP_DELAY_SECONDS"), seconds("DRAIN_SECONDS"), pod.spec.terminationGracePeriodSeconds];
    return drain > 0 && grace >= delay + drain + 5 ? faults : [...faults, `${pod.name}: killed after ${grace} s, waits for ${delay} s and drains for ${drain} s`];
  }),
};

export const rollout = {
  name: "update: a new pod before an old one goes",
  check: (rendered) => rendered.servers().flatMap(({ name, owner }) => {
    const { type, rollingUpdate } = owner.spec.strategy ?? {};
    return type === "RollingUpdate" && rollingUpdate.maxUnavailable === 0 && rollingUpdate.maxSurge >= 1 ? [] : [`${name}: an update takes pods away first`];
  }),
};

export const downwardApi = {
  name: "identity: the silo's name and address come from the downward API",
  check: (rendered) => rendered.servers().filter((pod) => pod.component === "silo").flatMap((pod) => {
    const variables = variablesOf(pod.spec.containers[0]);
    const expected = { SILO_NAME: "metadata.name", SILO_ADDRESS: "status.podIP" };
    const faults = Object.entries(expected)
      .filter(([name, field]) => variables.get(name)?.valueFrom?.fieldRef?.fieldPath !== field)
      .map(([name, field]) => `${pod.name}: ${name} is not ${field}`);
    const ports = pod.spec.containers[0].ports.map((port) => String(port.containerPort));
    for (const name of ["SILO_PORT", "SILO_GATEWAY_PORT"]) {
      if (!ports.includes(variables.get(name)?.value)) faults.push(`${pod.name}: ${name} is no port of the container`);
    }
    return faults;
  }),
};

export const containerBasics = {
  name: "containers: an image with a version, every variable once, listening where its port is",
  check: (rendered) => containers(rendered.pods()).flatMap(({ container, name }) => {
    const faults = [];
    const names = (container.env ?? []).map((variable) => variable.name);
    if (new Set(names).size !== names.length) faults.push(`${name}: a variable is set twice`);
    if (!/(@sha256:[0-9a-f]{64}|:(?!latest$)[\w][\w.-]*)$/.test(container.image)) faults.push(`${name}: the image ${container.image} has no version`);
    const listening = variablesOf(container).get("ASPNETCORE_URLS")?.value;
    const http = container.ports?.find((port) => port.name === "http")?.containerPort;
    if (listening !== undefined && listening !== `http://+:${http}`) faults.push(`${name}: listens on ${listening}, its port is ${http}`);
    return faults;
  }),
};

export const placement = {
  name: "placement: apart from its own kind on nodes and zones",
  check: (rendered) => rendered.servers().flatMap((pod) => {
    const anti = pod.spec.affinity?.podAntiAffinity ?? {};
    const terms = [
      ...(anti.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...(anti.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((weighted) => weighted.podAffinityTerm),
    ];
    const own = JSON.stringify(pod.owner.spec.selector.matchLabels);
    const matches = (term, topology) => term.topologyKey === topology && JSON.stringify(term.labelSelector.matchLabels) === own;
    return [
      ...(terms.some((term) => matches(term, "kubernetes.io/hostname")) ? [] : [`${pod.name}: nothing keeps its pods on different nodes`]),
      ...((pod.spec.topologySpreadConstraints ?? []).some((term) => matches(term, "topology.kubernetes.io/zone")) ? [] : [`${pod.name}: nothing spreads its pods over zones`]),
    ];
  }),
};

function bytes(quantity) {
  const [, number, unit = ""] = quantity.match(/^([0-9.]+)([A-Za-z]*)$/);
  const powers = { "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };
  return Number(number) * powers[unit];
}
