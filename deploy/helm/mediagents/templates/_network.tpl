{{/* One rule of egress: to the peers, or to any address where none are named. Takes (list PEERS PORT...). */}}
{{- define "mediagents.egressTo" -}}
- ports:
    {{- range rest . }}
    - {protocol: TCP, port: {{ . }}}
    {{- end }}
  {{- with first . }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "mediagents.egressToDns" -}}
- ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
  {{- with .Values.networkPolicy.dns }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "mediagents.egressToDatabases" -}}
{{- with .Values.networkPolicy.database }}
{{- include "mediagents.egressTo" (list .to .port) }}
{{- end }}
{{- if .Values.database.separateKeys }}
{{- with .Values.networkPolicy.keyDatabase }}
{{ include "mediagents.egressTo" (list .to .port) }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A peer: the pods of a component of this release. Takes (list ROOT COMPONENT). */}}
{{- define "mediagents.peer" -}}
- podSelector:
    matchLabels:
      {{- include "mediagents.selectorLabels" . | nindent 6 }}
{{- end -}}

{{/* What silos and gateways may both reach. */}}
{{- define "mediagents.sharedEgress" -}}
{{ include "mediagents.egressToDns" . }}
{{ include "mediagents.egressToDatabases" . }}
{{- if .Values.redis.enabled }}
{{- with .Values.networkPolicy.redis }}
{{ include "mediagents.egressTo" (list .to .port) }}
{{- end }}
{{- end }}
{{- if .Values.telemetry.endpoint }}
{{- with .Values.networkPolicy.telemetry }}
{{ include "mediagents.egressTo" (list .to .port) }}
{{- end }}
{{- end }}
{{- with .Values.networkPolicy.extraEgress }}
{{ toYaml . }}
{{- end }}
{{- end -}}
