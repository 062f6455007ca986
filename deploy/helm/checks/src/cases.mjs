// The values the chart is rendered with. Secrets are made up and easy to find again in what was rendered.
const key = (letter) => `${letter.repeat(43)}=`;

export const secrets = {
  databaseUrl: "postgresql://mediagents:secret-of-database@postgres:5432/mediagents",
  keyDatabaseUrl: "postgresql://keys:secret-of-keys@postgres-keys:5432/keys",
  redisUrl: "redis://:secret-of-redis@redis:6379/0",
  encryptionKey: key("E"),
  userHashKey: key("U"),
  encryptionKeysOld: key("O"),
  apiKeys: "service:web:secret-of-the-web-client,user:asha:secret-of-the-user-asha",
  dashboardKey: "secret-of-the-dashboard",
};

const plain = { secrets };
const parent = { name: "public", namespace: "gateways", sectionName: "https" };

/** Everything that can be switched on at once. */
export const everything = {
  secrets,
  image: { registry: "registry.example.org/clinic", tag: "1.2.3", pullSecrets: [{ name: "login" }] },
  database: { separateKeys: true, caConfigMap: "postgres-ca" },
  rates: { existingClaim: "rate-tables" },
  dashboard: { enabled: true },
  telemetry: { endpoint: "http://otel-collector.monitoring:4318" },
  settings: { MAX_QUERY_LENGTH: 100000, SIMILARITY_THRESHOLD_DEFAULT: 0.65, ALLOW_ORIGINS: "https://clinic.example.org" },
  silo: {
    autoscaling: { customMetric: { name: "mediagents_active_agents", averageValue: "500" } },
    verticalAutoscaling: { enabled: true, updateMode: "Off" },
    spread: { hosts: "required", zones: "DoNotSchedule" },
    serviceAccount: { annotations: { "example.org/role": "silo" } },
    podAnnotations: { "example.org/team": "agents" },
    nodeSelector: { "kubernetes.io/arch": "amd64" },
    tolerations: [{ key: "agents", operator: "Exists", effect: "NoSchedule" }],
    priorityClassName: "important",
    extraEnv: [{ name: "OPENAI_BASE_URL", value: "https://models.example.org" }],
  },
  gateway: {
    spread: { hosts: "required", zones: "DoNotSchedule" },
    autoscaling: { customMetric: { name: "mediagents_sse_connections", averageValue: "200" } },
    verticalAutoscaling: { enabled: true, updateMode: "Off" },
    service: { annotations: { "example.org/note": "gateway" } },
    serviceAccount: { annotations: { "example.org/role": "gateway" } },
    podAnnotations: { "example.org/team": "web" },
    nodeSelector: { "kubernetes.io/arch": "amd64" },
    tolerations: [{ key: "web", operator: "Equal", value: "yes", effect: "NoSchedule" }],
    priorityClassName: "important",
    extraEnv: [{ name: "OPENAI_BASE_URL", value: "https://models.example.org" }],
  },
  ingress: { enabled: true, className: "nginx", annotations: { "example.org/a": "b" }, hosts: ["a.example.org", "b.example.org"], tlsSecretName: "tls" },
  httpRoute: {
    enabled: true,
    hostnames: ["a.example.org"],
    parents: [parent],
    redirectParents: [{ ...parent, sectionName: "http" }],
    gateway: { create: true, className: "envoy", tlsSecretName: "tls" },
  },
  networkPolicy: {
    clients: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } } }],
    database: { port: 5432, to: [{ ipBlock: { cidr: "10.20.0.0/16", except: ["10.20.9.0/24"] } }] },
    keyDatabase: { port: 5433, to: [] },
    redis: { port: 6379, to: [{ podSelector: { matchLabels: { app: "redis" } } }] },
    extraEgress: [{ to: [{ ipBlock: { cidr: "192.0.2.0/24" } }], ports: [{ protocol: "TCP", port: 443 }] }],
  },
  serviceMonitor: { enabled: true, labels: { release: "prometheus" } },
};

export const cases = [
  { name: "defaults", values: plain },
  { name: "development", files: ["values-development.yaml"] },
  { name: "staging", files: ["values-staging.yaml"] },
  { name: "production", files: ["values-production.yaml"] },
  { name: "everything", values: everything },
  { name: "existing secret", values: { secrets: { existingSecret: "made-elsewhere" } } },
  { name: "without Redis", values: { ...plain, redis: { enabled: false } } },
  { name: "keys in a database of their own", values: { ...plain, database: { separateKeys: true } } },
  { name: "dashboard", values: { ...plain, dashboard: { enabled: true } } },
  { name: "Ingress", values: { ...plain, ingress: everything.ingress } },
  { name: "HTTPRoute at a Gateway that is there", values: { ...plain, httpRoute: { enabled: true, hostnames: ["a.example.org"], parents: [parent] } } },
  {
    name: "HTTPRoute with a Gateway of its own",
    values: { ...plain, httpRoute: { enabled: true, hostnames: ["a.example.org"], gateway: everything.httpRoute.gateway } },
  },
  { name: "ServiceMonitor", values: { ...plain, serviceMonitor: { enabled: true } } },
  {
    name: "vertical autoscaling instead of horizontal",
    values: {
      ...plain,
      silo: { autoscaling: { enabled: false }, verticalAutoscaling: { enabled: true, updateMode: "Recreate" } },
      gateway: { autoscaling: { enabled: false }, verticalAutoscaling: { enabled: true, updateMode: "Recreate" } },
    },
  },
  { name: "without network policies", values: { ...plain, networkPolicy: { enabled: false } } },
  { name: "without migrations", values: { ...plain, migrations: { enabled: false } } },
  { name: "accounts made by others", values: { ...plain, silo: { serviceAccount: { create: false, name: "agents" } }, gateway: { serviceAccount: { create: false } } } },
  { name: "images by digest", values: { ...plain, silo: { image: { digest: `sha256:${"0a".repeat(32)}` } } } },
  { name: "other ports", values: { ...plain, silo: { ports: { silo: 12000, clients: 12001, http: 12002 } }, gateway: { ports: { http: 9000 }, service: { port: 8443 } } } },
  { name: "a long name", values: plain, release: "a-release-whose-name-is-as-long-as-names-may-be-53-ch" },
];
