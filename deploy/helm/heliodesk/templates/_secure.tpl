{{/*
Who we are to Kafka, to the store and to one another. Secrets are mounted as whole folders, read-only: what Kubernetes
replaces there, a process sees without a restart.
*/}}

{{/* Where Kafka is, and how one gets in. */}}
{{- define "heliodesk.env.kafka" -}}
{{- $kafka := .Values.kafka -}}{{- $sasl := $kafka.sasl -}}{{- $tls := $kafka.tls -}}
{{- $protocol := $kafka.securityProtocol -}}
{{- $login := hasPrefix "SASL_" $protocol -}}{{- $locked := hasSuffix "SSL" $protocol -}}
{{- if and $login (not (and $sasl.username $sasl.passwordSecret.name)) -}}
{{- fail (printf "kafka.securityProtocol is %s: kafka.sasl.username and kafka.sasl.passwordSecret.name are needed" $protocol) -}}
{{- end -}}
{{- if and (not $login) (or $sasl.username $sasl.passwordSecret.name) -}}
{{- fail (printf "kafka.securityProtocol is %s: it has no use for kafka.sasl" $protocol) -}}
{{- end -}}
{{- if and (not $locked) (or $tls.caSecret.name $tls.clientSecret.name) -}}
{{- fail (printf "kafka.securityProtocol is %s: it has no use for kafka.tls" $protocol) -}}
{{- end -}}
{{- include "heliodesk.kafka.let.through" . -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ required "kafka.bootstrapServers is empty: where are the brokers? (host:port,host:port)" $kafka.bootstrapServers | quote }}
{{- with $kafka.raised }}
{{- $told := list }}
{{- range $topic, $partitions := . }}{{ $told = append $told (printf "%s=%d" $topic (int $partitions)) }}{{ end }}
- name: HELIODESK_PARTITIONS
  value: {{ join "," $told }}
{{- end }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ $protocol }}
{{- if $login }}
- name: KAFKA_SASL_MECHANISM
  value: {{ $sasl.mechanism }}
- name: KAFKA_SASL_USERNAME
  value: {{ $sasl.username | quote }}
- name: KAFKA_SASL_PASSWORD_FILE
  value: /etc/heliodesk/kafka-password/{{ $sasl.passwordSecret.key }}
{{- end }}
{{- if $tls.caSecret.name }}
- name: KAFKA_SSL_CAFILE
  value: /etc/heliodesk/kafka-ca/{{ $tls.caSecret.key }}
{{- end }}
{{- if $tls.clientSecret.name }}
- name: KAFKA_SSL_CERTFILE
  value: /etc/heliodesk/kafka-client/{{ $tls.clientSecret.certKey }}
- name: KAFKA_SSL_KEYFILE
  value: /etc/heliodesk/kafka-client/{{ $tls.clientSecret.keyKey }}
{{- end }}
{{- end -}}

{{/* Refuses policies that would keep our own pods from the brokers. */}}
{{- define "heliodesk.kafka.let.through" -}}
{{- $open := list -}}
{{- range .Values.kafka.ports -}}{{- $open = append $open (toString (int .)) -}}{{- end -}}
{{- range splitList "," .Values.kafka.bootstrapServers | compact -}}
{{- $port := splitList ":" . | last -}}
{{- if and $.Values.networkPolicy.enabled (not (has $port $open)) -}}
{{- fail (printf "kafka.bootstrapServers names port %s, which kafka.ports doesn't: NetworkPolicies would keep our own pods out" $port) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Where the store is, and how one gets in. */}}
{{- define "heliodesk.env.store" -}}
{{- $mongodb := .Values.mongodb -}}
- name: MONGODB_URI
{{- if $mongodb.existingSecret.name }}
  valueFrom:
    secretKeyRef:
      name: {{ $mongodb.existingSecret.name }}
      key: {{ $mongodb.existingSecret.key }}
{{- else if contains "@" $mongodb.uri }}
{{- fail "mongodb.uri holds a user: a connection string with a password belongs into a Secret, named in mongodb.existingSecret" }}
{{- else }}
  value: {{ required "mongodb.uri and mongodb.existingSecret.name are both empty: where is the store?" $mongodb.uri | quote }}
{{- end }}
- name: HELIODESK_DATABASE
  value: {{ $mongodb.databasePrefix | quote }}
{{- if $mongodb.tls.caSecret.name }}
- name: MONGODB_TLS_CAFILE
  value: /etc/heliodesk/mongodb-ca/{{ $mongodb.tls.caSecret.key }}
{{- end }}
{{- if $mongodb.tls.clientSecret.name }}
- name: MONGODB_TLS_CERTFILE
  value: /etc/heliodesk/mongodb-client/{{ $mongodb.tls.clientSecret.key }}
{{- end }}
{{- end -}}

{{/* Who a process is to the other services. */}}
{{- define "heliodesk.env.peers" -}}
{{- if .Values.tls.enabled }}
- name: HELIODESK_TLS_CERT
  value: /etc/heliodesk/tls/tls.crt
- name: HELIODESK_TLS_KEY
  value: /etc/heliodesk/tls/tls.key
- name: HELIODESK_TLS_CA
  value: /etc/heliodesk/tls/ca.crt
{{- end }}
{{- end -}}

{{/* The Secret with a service's certificate. Call with (list root service). */}}
{{- define "heliodesk.tls.secret" -}}
{{- $root := index . 0 -}}{{- $tls := $root.Values.tls -}}
{{- if $tls.certManager.enabled -}}
{{- if $tls.existingSecret -}}
{{- fail "tls.existingSecret and tls.certManager.enabled are both set: who makes the certificates?" -}}
{{- end -}}
{{ include "heliodesk.name" $root }}-{{ index . 1 }}-tls
{{- else -}}
{{- required "tls.enabled, and nobody makes the certificates: set tls.certManager.enabled, name tls.existingSecret, or set tls.enabled to false and let a mesh keep others out" $tls.existingSecret -}}
{{- end -}}
{{- end -}}

{{/* The Secrets that a pod mounts, as a JSON list of `name` (of the folder), `secret` and `keys`. Call with (list root
who): who is a service, or `topics` or `indexes`, which need one server each. */}}
{{- define "heliodesk.folders" -}}
{{- $root := index . 0 -}}{{- $who := index . 1 -}}
{{- $kafka := $root.Values.kafka -}}{{- $mongodb := $root.Values.mongodb -}}
{{- $found := list -}}
{{- if ne $who "indexes" -}}
{{- with $kafka.sasl.passwordSecret -}}{{- if .name -}}{{- $found = append $found (dict "name" "kafka-password" "secret" .name "keys" (list .key)) -}}{{- end -}}{{- end -}}
{{- with $kafka.tls.caSecret -}}{{- if .name -}}{{- $found = append $found (dict "name" "kafka-ca" "secret" .name "keys" (list .key)) -}}{{- end -}}{{- end -}}
{{- with $kafka.tls.clientSecret -}}{{- if .name -}}{{- $found = append $found (dict "name" "kafka-client" "secret" .name "keys" (list .certKey .keyKey)) -}}{{- end -}}{{- end -}}
{{- end -}}
{{- if ne $who "topics" -}}
{{- with $mongodb.tls.caSecret -}}{{- if .name -}}{{- $found = append $found (dict "name" "mongodb-ca" "secret" .name "keys" (list .key)) -}}{{- end -}}{{- end -}}
{{- with $mongodb.tls.clientSecret -}}{{- if .name -}}{{- $found = append $found (dict "name" "mongodb-client" "secret" .name "keys" (list .key)) -}}{{- end -}}{{- end -}}
{{- end -}}
{{- if and $root.Values.tls.enabled (not (has $who (list "topics" "indexes"))) -}}
{{- $found = append $found (dict "name" "tls" "secret" (include "heliodesk.tls.secret" (list $root $who)) "keys" (list "tls.crt" "tls.key" "ca.crt")) -}}
{{- end -}}
{{- toJson (dict "folders" $found) -}}
{{- end -}}

{{/* Call with (list root who). */}}
{{- define "heliodesk.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- range (include "heliodesk.folders" . | fromJson).folders }}
- {name: {{ .name }}, mountPath: /etc/heliodesk/{{ .name }}, readOnly: true}
{{- end }}
{{- end -}}

{{/* Call with (list root who size-of-tmp). */}}
{{- define "heliodesk.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: {{ index . 2 }}}
{{- range (include "heliodesk.folders" . | fromJson).folders }}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    items:
      {{- range .keys }}
      - {key: {{ . | quote }}, path: {{ . | quote }}}
      {{- end }}
{{- end }}
{{- end -}}
