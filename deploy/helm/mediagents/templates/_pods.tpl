{{- define "mediagents.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "mediagents.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 1000
capabilities:
  drop: [ALL]
{{- end -}}

{{/* An environment variable from a Secret. Takes (list SECRET NAME KEY). */}}
{{- define "mediagents.secretVariable" -}}
- name: {{ index . 1 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 0 }}
      key: {{ index . 2 }}
{{- end -}}

{{/* What silos and gateways share: the cluster, the stores, the keys. Master keys come as files, which no child process inherits. */}}
{{- define "mediagents.sharedVariables" -}}
- name: CLUSTER_ID
  value: {{ include "mediagents.clusterId" . | quote }}
- name: DRAIN_SECONDS
  value: {{ .Values.drain.seconds | quote }}
- name: MEDIAGENTS_DATA_DIR
  value: /var/lib/mediagents
- name: ENCRYPTION_KEY_FILE
  value: /run/secrets/mediagents/encryption-key
{{ include "mediagents.secretVariable" (list (include "mediagents.secretName" .) "USER_HASH_KEY" "user-hash-key") }}
- name: ENCRYPTION_KEYS_OLD
  valueFrom:
    secretKeyRef:
      name: {{ include "mediagents.secretName" . }}
      key: encryption-keys-old
      optional: true
{{ include "mediagents.databaseVariables" (list . (include "mediagents.secretName" .)) }}
{{- if .Values.redis.enabled }}
{{ include "mediagents.secretVariable" (list (include "mediagents.secretName" .) "REDIS_URL" "redis-url") }}
{{- end }}
{{- with .Values.telemetry.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{/* Takes (list ROOT SECRET): migrations have a Secret of their own. */}}
{{- define "mediagents.databaseVariables" -}}
{{- $secret := index . 1 -}}
{{ include "mediagents.secretVariable" (list $secret "DATABASE_URL" "database-url") }}
{{- if (index . 0).Values.database.separateKeys }}
{{ include "mediagents.secretVariable" (list $secret "KEY_DATABASE_URL" "key-database-url") }}
{{- end }}
{{- end -}}

{{/* Takes (list PROBES PORT). Liveness never asks a store: a restart mends no database. */}}
{{- define "mediagents.probes" -}}
{{- $probes := index . 0 -}}
startupProbe:
  httpGet: {path: /health/liveness, port: {{ index . 1 }}}
  {{- toYaml $probes.startup | nindent 2 }}
livenessProbe:
  httpGet: {path: /health/liveness, port: {{ index . 1 }}}
  {{- toYaml $probes.liveness | nindent 2 }}
readinessProbe:
  httpGet: {path: /health/readiness, port: {{ index . 1 }}}
  {{- toYaml $probes.readiness | nindent 2 }}
{{- end -}}

{{/* Mounts of every pod of ours: the root is read-only. */}}
{{- define "mediagents.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
- name: data
  mountPath: /var/lib/mediagents
{{- if .Values.database.caConfigMap }}
- name: postgres-ca
  mountPath: /etc/mediagents/postgres
  readOnly: true
{{- end }}
{{- end -}}

{{/* Takes (list ROOT TMP), TMP being medium and sizeLimit of /tmp. The data directory holds a lock and nothing else. */}}
{{- define "mediagents.volumes" -}}
{{- $root := index . 0 -}}
{{- $tmp := index . 1 -}}
- name: tmp
  emptyDir:
    {{- with $tmp.medium }}
    medium: {{ . }}
    {{- end }}
    sizeLimit: {{ $tmp.sizeLimit }}
- name: data
  emptyDir:
    sizeLimit: 16Mi
{{- with $root.Values.database.caConfigMap }}
- name: postgres-ca
  configMap:
    name: {{ . }}
    items:
      - {key: ca.crt, path: ca.crt}
{{- end }}
{{- end -}}

{{/* Where pods of a component may lie, apart from each other. Takes (list ROOT COMPONENT). */}}
{{- define "mediagents.placement" -}}
{{- $root := index . 0 -}}
{{- $component := index $root.Values (index . 1) -}}
affinity:
  podAntiAffinity:
    {{- if eq $component.spread.hosts "required" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "mediagents.selectorLabels" . | nindent 12 }}
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "mediagents.selectorLabels" . | nindent 14 }}
    {{- end }}
topologySpreadConstraints:
  - topologyKey: topology.kubernetes.io/zone
    maxSkew: 1
    whenUnsatisfiable: {{ $component.spread.zones }}
    labelSelector:
      matchLabels:
        {{- include "mediagents.selectorLabels" . | nindent 8 }}
    # Only pods of one version count, or the old ones of an update would tilt the new ones.
    matchLabelKeys: [pod-template-hash]
{{- with $component.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $component.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $component.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* Settings are read at the start, so a change of them must start new pods. Takes (list ROOT COMPONENT). */}}
{{- define "mediagents.podAnnotations" -}}
{{- $root := index . 0 -}}
checksum/settings: {{ include (print $root.Template.BasePath "/settings.yaml") $root | sha256sum }}
checksum/secrets: {{ include (print $root.Template.BasePath "/secrets.yaml") $root | sha256sum }}
{{- with (index $root.Values (index . 1)).podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The part of the Secret that migrations need as well. */}}
{{- define "mediagents.databaseSecrets" -}}
database-url: {{ required "secrets.databaseUrl: set it, or secrets.existingSecret" .Values.secrets.databaseUrl | quote }}
{{- if .Values.database.separateKeys }}
key-database-url: {{ required "secrets.keyDatabaseUrl: set it, or database.separateKeys=false" .Values.secrets.keyDatabaseUrl | quote }}
{{- end }}
{{- end -}}

{{/* Takes the weight: what the Job needs comes before it. All of it goes once the Job has succeeded. */}}
{{- define "mediagents.migrationHook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end -}}
