"""The glossary in the formats of other people's tools: SKOS for vocabularies, SSSOM for mappings."""
