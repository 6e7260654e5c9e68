{{/* What all objects' names begin with. */}}
{{- define "heliodesk.name" -}}
{{- .Values.fullnameOverride | default .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels that choose the pods of this release. */}}
{{- define "heliodesk.ours" -}}
app.kubernetes.io/name: heliodesk
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object; call with the root. */}}
{{- define "heliodesk.labels" -}}
{{ include "heliodesk.ours" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The image with its tag or digest. */}}
{{- define "heliodesk.image" -}}
{{- $image := .Values.image -}}
{{- if $image.digest -}}{{ $image.repository }}@{{ $image.digest }}
{{- else if eq $image.tag "latest" -}}
{{ fail "image.tag is latest: name a version, so that everybody can say what runs" }}
{{- else -}}{{ $image.repository }}:{{ $image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* Where peers call a service: `host:port`. Call with (list root service). gRPC looks all addresses of the name up. */}}
{{- define "heliodesk.address" -}}
{{- $root := index . 0 -}}{{- $service := index . 1 -}}
{{- $component := get $root.Values.components $service | default dict -}}
{{- if $component.address -}}
{{ $component.address }}
{{- else if not $component.enabled -}}
{{ fail (printf "components.%s.enabled is false, and others call it: say in components.%s.address where it runs, or take it out of their calls" $service $service) }}
{{- else -}}
{{ include "heliodesk.name" $root }}-{{ $service }}.{{ $root.Release.Namespace }}.svc.{{ $root.Values.clusterDomain }}:9090
{{- end -}}
{{- end -}}
