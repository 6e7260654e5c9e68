"""What people watch Heliodesk with, as code: dashboards for Grafana, rules and objectives for Prometheus.

`make observability` writes `made/`, which is committed; a test says when it is behind.
"""
