"""The catalogue on an Elasticsearch cluster. Imported only where the settings ask for it."""
