// Who can talk to whom, worked out from the policies as a cluster would, and compared with who should.
import { selects } from "../rendered.mjs";

const NAMESPACE_NAME = "kubernetes.io/metadata.name";

export const traffic = {
  name: "network: what should pass passes, and nothing else",
  check: (rendered) => {
    const { values } = rendered;
    if (!values.networkPolicy.enabled) return rendered.ofKind("NetworkPolicy").map((policy) => `NetworkPolicy ${policy.metadata.name}: policies are off`);
    return expectations(rendered, values)
      .filter(({ from, to, port, protocol, passes }) => allows(rendered, from, to, port, protocol) !== passes)
      .map(({ from, to, port, passes }) => `${from.called} ${passes ? "cannot" : "can"} reach ${to.called}:${port}`);
  },
};

export const defaultDeny = {
  name: "network: one policy denies every pod of the release everything, in and out",
  check: (rendered) => {
    if (!rendered.values.networkPolicy.enabled) return [];
    const denying = rendered.ofKind("NetworkPolicy").filter(({ spec }) => !spec.ingress && !spec.egress && spec.policyTypes.length === 2);
    return rendered.pods().filter((pod) => !denying.some((policy) => selects(policy.spec.podSelector, pod.labels))).map((pod) => `${pod.name}: not denied`);
  },
};

function expectations(rendered, values) {
  const own = Object.fromEntries(rendered.pods().map((pod) => [pod.component, { called: pod.component, namespace: rendered.namespace, labels: pod.labels }]));
  const { gateway, silo, migrations, test } = own;
  const stranger = { called: "a stranger", namespace: "elsewhere", labels: { app: "stranger" } };
  const neighbour = { called: "a neighbour in the namespace", namespace: rendered.namespace, labels: { app: "neighbour" } };
  const prometheus = { called: "Prometheus", namespace: "monitoring", labels: { app: "prometheus" } };
  const dns = { called: "DNS", namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
  const outside = { called: "the world", namespace: "elsewhere", labels: {} };
  const { silo: siloPort, clients, http } = values.silo.ports;
  const web = values.gateway.ports.http;
  const flow = (passes) => (from, to, port, protocol = "TCP") => ({ from, to, port, protocol, passes });
  const passes = flow(true);
  const fails = flow(false);
  const limited = (peers) => peers.length > 0;

  const list = [
    passes(gateway, silo, clients), passes(silo, silo, siloPort), passes(test, gateway, web),
    passes(prometheus, gateway, web), passes(prometheus, silo, http),
    passes(gateway, dns, 53, "UDP"), passes(silo, dns, 53, "UDP"), passes(silo, dns, 53), passes(test, dns, 53, "UDP"),
    fails(gateway, silo, siloPort), fails(gateway, silo, http), fails(silo, silo, clients), fails(silo, gateway, web),
    fails(test, silo, clients), fails(test, silo, http), fails(test, outside, 443),
    fails(prometheus, silo, siloPort), fails(prometheus, silo, clients),
    fails(gateway, outside, 443), fails(silo, outside, 443), fails(silo, outside, 53, "UDP"),
    ...[stranger, neighbour].flatMap((who) => [siloPort, clients, http].map((port) => fails(who, silo, port))),
    flow(!limited(values.networkPolicy.clients))(stranger, gateway, web),
  ];
  if (!limited(values.networkPolicy.database.to)) list.push(passes(gateway, outside, 5432), passes(silo, outside, 5432));
  else list.push(fails(gateway, outside, 5432), fails(silo, outside, 5432));
  const { keyDatabase } = values.networkPolicy;
  if (keyDatabase.port !== 5432) {
    const keys = flow(values.database.separateKeys && !limited(keyDatabase.to));
    list.push(keys(gateway, outside, keyDatabase.port), keys(silo, outside, keyDatabase.port));
    if (migrations) list.push(keys(migrations, outside, keyDatabase.port));
  }
  const redis = flow(values.redis.enabled && !limited(values.networkPolicy.redis.to));
  list.push(redis(silo, outside, 6379), redis(gateway, outside, 6379));
  if (values.telemetry.endpoint) list.push(passes(gateway, outside, 4318), passes(silo, outside, 4318));
  else list.push(fails(gateway, outside, 4318), fails(silo, outside, 4318));
  if (migrations) {
    list.push(passes(migrations, dns, 53, "UDP"), fails(migrations, silo, clients), fails(migrations, silo, siloPort), fails(migrations, outside, 443));
    if (!limited(values.networkPolicy.database.to)) list.push(passes(migrations, outside, 5432));
  }
  return list;
}

function allows(rendered, from, to, port, protocol) {
  return oneWay(rendered, from, to, "Egress", "egress", "to", port, protocol) && oneWay(rendered, to, from, "Ingress", "ingress", "from", port, protocol);
}

/** Whether the policies on one end let the other end in or out. A pod that no policy chooses is open. */
function oneWay(rendered, end, other, type, rules, peers, port, protocol) {
  if (end.namespace !== rendered.namespace) return true;
  const policies = rendered.ofKind("NetworkPolicy").filter(({ spec }) => spec.policyTypes.includes(type) && selects(spec.podSelector, end.labels));
  if (policies.length === 0) return true;
  return policies.some(({ spec }) => (spec[rules] ?? []).some((rule) =>
    (rule.ports ?? [{ port, protocol }]).some((one) => one.port === port && one.protocol === protocol) &&
    (!rule[peers]?.length || rule[peers].some((peer) => isPeer(rendered, peer, other)))));
}

function isPeer(rendered, peer, other) {
  // Addresses name machines beyond the pods of these questions.
  if (peer.ipBlock) return false;
  const inNamespace = peer.namespaceSelector
    ? selects(peer.namespaceSelector, { [NAMESPACE_NAME]: other.namespace })
    : other.namespace === rendered.namespace;
  return inNamespace && (!peer.podSelector || selects(peer.podSelector, other.labels));
}
