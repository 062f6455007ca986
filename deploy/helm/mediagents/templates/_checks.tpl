{{/* What no schema can say: values that must fit each other. Every template that depends on them includes this. */}}
{{- define "mediagents.check" -}}
{{- $grace := int .Values.drain.terminationGracePeriodSeconds -}}
{{- $ending := add .Values.drain.seconds .Values.gateway.stopDelaySeconds 5 | int -}}
{{- if lt $grace $ending -}}
{{- fail (printf "drain.terminationGracePeriodSeconds (%d) must be at least drain.seconds, gateway.stopDelaySeconds and 5 together (%d): a pod would be killed in the middle of its drain" $grace $ending) -}}
{{- end -}}
{{- range $name := list "silo" "gateway" -}}
{{- $component := index $.Values $name -}}
{{- if gt (int $component.autoscaling.minReplicas) (int $component.autoscaling.maxReplicas) -}}
{{- fail (printf "%s.autoscaling.minReplicas is more than maxReplicas" $name) -}}
{{- end -}}
{{- if and $component.autoscaling.enabled $component.verticalAutoscaling.enabled (ne $component.verticalAutoscaling.updateMode "Off") -}}
{{- fail (printf "%s.verticalAutoscaling.updateMode: with autoscaling only \"Off\" (recommendations), or both would turn the same screw" $name) -}}
{{- end -}}
{{- if ne (empty $component.autoscaling.customMetric.name) (empty $component.autoscaling.customMetric.averageValue) -}}
{{- fail (printf "%s.autoscaling.customMetric needs both name and averageValue" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
