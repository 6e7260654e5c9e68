"""The local stack: Kafka, the store, the translation engine and the services as processes of one machine."""
