{{- define "mediagents.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Cut so that the longest suffix (-default-deny, -http-redirect) still fits into 63 characters. */}}
{{- define "mediagents.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 48 | trimSuffix "-" -}}
{{- else if contains (include "mediagents.name" .) .Release.Name -}}
{{- .Release.Name | trunc 48 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "mediagents.name" .) | trunc 48 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What every pod of this release carries and nothing else does. */}}
{{- define "mediagents.releaseLabels" -}}
app.kubernetes.io/name: {{ include "mediagents.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels a component is selected by. Takes (list ROOT COMPONENT). */}}
{{- define "mediagents.selectorLabels" -}}
{{ include "mediagents.releaseLabels" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Labels of an object. Takes (list ROOT COMPONENT). */}}
{{- define "mediagents.labels" -}}
{{ include "mediagents.selectorLabels" . }}
{{- with index . 0 }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | trunc 63 | quote }}
app.kubernetes.io/part-of: mediagents
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 }}
{{- end }}
{{- end -}}

{{/* Takes (list ROOT IMAGE), IMAGE being the repository and digest of a component. */}}
{{- define "mediagents.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $repository := $image.repository -}}
{{- with $root.Values.image.registry }}{{ $repository = printf "%s/%s" (trimSuffix "/" .) $repository }}{{ end -}}
{{- if $image.digest -}}
{{ $repository }}@{{ $image.digest }}
{{- else -}}
{{ $repository }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* The server takes 63 characters; what is longer is told apart by its hash. */}}
{{- define "mediagents.clusterId" -}}
{{- $own := printf "%s-%s" .Release.Namespace (include "mediagents.fullname" .) -}}
{{- if gt (len $own) 63 -}}
{{- $own = printf "%s-%s" (trunc 54 $own) (sha256sum $own | trunc 8) -}}
{{- end -}}
{{- .Values.cluster.id | default $own -}}
{{- end -}}

{{- define "mediagents.configName" -}}
{{ include "mediagents.fullname" . }}-settings
{{- end -}}

{{- define "mediagents.secretName" -}}
{{- .Values.secrets.existingSecret | default (printf "%s-secrets" (include "mediagents.fullname" .)) -}}
{{- end -}}

{{/* Takes (list ROOT COMPONENT). */}}
{{- define "mediagents.serviceAccountName" -}}
{{- $root := index . 0 -}}
{{- $account := (index $root.Values (index . 1)).serviceAccount -}}
{{- if $account.create -}}
{{ $account.name | default (printf "%s-%s" (include "mediagents.fullname" $root) (index . 1)) }}
{{- else -}}
{{ $account.name | default "default" }}
{{- end -}}
{{- end -}}

{{/* A value as text. Numbers of a values file are floats: 1000000 would print as 1e+06. */}}
{{- define "mediagents.text" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) -}}
{{ printf "%.0f" . }}
{{- else -}}
{{ toString . }}
{{- end -}}
{{- end -}}
