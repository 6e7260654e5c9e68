{{/* What every pod is: nobody's root, with nothing of the cluster in its hands. */}}
{{- define "heliodesk.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ int .Values.pods.user }}
  runAsGroup: {{ int .Values.pods.user }}
  fsGroup: {{ int .Values.pods.user }}
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.pods.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pods.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pods.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* What every container is. */}}
{{- define "heliodesk.container" -}}
image: {{ include "heliodesk.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}

{{/* Settings of one component's process. Call with (list root part). */}}
{{- define "heliodesk.env" -}}
{{- $root := index . 0 -}}{{- $part := index . 1 -}}{{- $component := $part.component -}}
{{ include "heliodesk.env.kafka" $root }}
{{ include "heliodesk.env.store" $root }}
{{- include "heliodesk.env.peers" $root }}
- name: HELIODESK_HOST
  value: 0.0.0.0
- name: HELIODESK_OPS_PORT
  value: "9100"
{{- if $part.serves }}
- name: HELIODESK_GRPC_PORT
  value: "9090"
{{- if $component.http }}
- name: HELIODESK_HTTP_PORT
  value: "8080"
{{- end }}
{{- end }}
- name: HELIODESK_DRAIN_TIMEOUT
  value: {{ $part.how.drain | quote }}
{{- range $component.calls }}
- name: HELIODESK_{{ upper . }}_ADDRESS
  value: {{ include "heliodesk.address" (list $root .) | quote }}
{{- end }}
{{- with $root.Values.tracing.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- range $variable, $value := mustMergeOverwrite (deepCopy $root.Values.env) (deepCopy $component.env) }}
- name: {{ $variable }}
  value: {{ $value | quote }}
{{- end }}
{{- range $variable, $secret := $component.secretEnv }}
- name: {{ $variable }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret.name }}
      key: {{ $secret.key }}
{{- end }}
{{- range $variable, $secret := $component.secretFiles }}
- name: {{ $variable }}
  value: /etc/heliodesk/{{ $variable | lower | replace "_" "-" }}/{{ $secret.key }}
{{- end }}
{{- end -}}

{{/* Started: the process answers at all. Live: its loops go round (not merely an open port). Ready: it can do its work;
a probe of gRPC has no certificate to show, so where one is demanded the ops port says the same. Call with (list root
part). */}}
{{- define "heliodesk.probes" -}}
{{- $root := index . 0 -}}{{- $part := index . 1 -}}
startupProbe:
  httpGet: {path: /health/live, port: ops}
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: {path: /health/live, port: ops}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
{{- if and $part.serves (or $part.component.http (not $root.Values.tls.enabled)) }}
  grpc: {port: 9090}
{{- else }}
  httpGet: {path: /health/ready, port: ops}
{{- end }}
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end -}}
