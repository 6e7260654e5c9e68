{{/*
The one loop's list: every service x role that runs, as JSON, by the name `<service>-<role>`. Each holds `service`, `role`,
`component` (the service's entry), `how` (the role's settings, the component's own first), `serves` (whether it answers
calls) and `command`.
*/}}
{{- define "heliodesk.components" -}}
{{- $found := dict -}}
{{- range $service, $entry := .Values.components -}}
  {{- if $entry.enabled -}}
    {{- $nothing := dict "calls" list "http" false "internet" list "egress" list "env" dict "secretEnv" dict "secretFiles" dict -}}
    {{- $component := mustMergeOverwrite $nothing (deepCopy $entry) -}}
    {{- $roles := omit $component.roles "all" -}}
    {{- if $.Values.together -}}
      {{- $roles = dict "all" ($component.roles.all | default dict) -}}
    {{- end -}}
    {{- range $role, $own := $roles -}}
      {{- $how := mustMergeOverwrite (deepCopy (get $.Values.roles $role)) (deepCopy ($own | default dict)) -}}
      {{- $name := printf "%s-%s" $service $role -}}
      {{- include "heliodesk.checked" (list $ $name $role $how) -}}
      {{- $command := list "heliodesk" "run" $service -}}
      {{- if ne $role "all" -}}{{- $command = concat $command (list "--role" $role) -}}{{- end -}}
      {{- $serves := has $role (list "serve" "all") -}}
      {{- $_ := set $found $name (dict "service" $service "role" $role "component" $component "how" $how "serves" $serves "command" $command) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- toJson $found -}}
{{- end -}}

{{/* Refuses what no schema can: numbers of replicas that don't go together. */}}
{{- define "heliodesk.checked" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}{{- $role := index . 2 -}}{{- $how := index . 3 -}}
{{- $replicas := $how.replicas -}}
{{- $most := int (ternary $replicas.min ($replicas.max | default 0) (eq $replicas.by "none")) -}}
{{- if lt $most (int $replicas.min) -}}
{{- fail (printf "%s: replicas.max (%d) is less than replicas.min (%d)" $name $most (int $replicas.min)) -}}
{{- end -}}
{{- if and (has $role (list "stream" "tick" "load" "all")) (gt $most (int $root.Values.kafka.partitions)) -}}
{{- fail (printf "%s: %d replicas share %d partitions (kafka.partitions): the rest would have nothing to do" $name $most (int $root.Values.kafka.partitions)) -}}
{{- end -}}
{{- if and (eq $replicas.by "lag") (not $how.reads) -}}
{{- fail (printf "%s: replicas.by is lag, and it reads nothing: name its groups and topics under reads" $name) -}}
{{- end -}}
{{- end -}}

{{/* What moves the number of replicas: keda (lag, or CPU with requests in flight), cpu or none. Call with (list root how). */}}
{{- define "heliodesk.scaler" -}}
{{- $root := index . 0 -}}{{- $how := index . 1 -}}
{{- if or $root.Values.paused (eq $how.replicas.by "none") -}}none
{{- else if and $root.Values.keda.enabled (or (eq $how.replicas.by "lag") (and (eq $how.replicas.by "cpu") $root.Values.keda.prometheusAddress $how.inFlightTarget)) -}}keda
{{- else -}}cpu
{{- end -}}
{{- end -}}

{{/* Labels that choose the pods of one component. Call with (list root name). */}}
{{- define "heliodesk.selector" -}}
{{ include "heliodesk.ours" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Labels that choose the pods of a service that answer calls. Call with (list root service). */}}
{{- define "heliodesk.callees" -}}
{{ include "heliodesk.ours" (index . 0) }}
heliodesk.io/service: {{ index . 1 }}
heliodesk.io/serves: "true"
{{- end -}}

{{/* Labels of a component's objects. Call with (list root name part). */}}
{{- define "heliodesk.component.labels" -}}
{{- $part := index . 2 -}}
{{ include "heliodesk.labels" (index . 0) }}
app.kubernetes.io/component: {{ index . 1 }}
heliodesk.io/service: {{ $part.service }}
heliodesk.io/role: {{ $part.role }}
{{- end -}}
